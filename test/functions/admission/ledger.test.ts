import { createHash, createPublicKey, verify } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { defaultApp } from '../../../shared/domain/apps/app.ts';
import { newUseCase } from '../../../shared/domain/apps/use-case.ts';
import { readDetail } from '../../../shared/domain/evidence/detail.ts';
import { receiptText } from '../../../shared/domain/evidence/receipt.ts';
import { admissionInstance } from '../../../shared/services/metering/instance.ts';
import { createKeyLimiters } from '../../../shared/services/metering/key-limits.ts';
import type { InstanceKey, ServedCall } from '../../../shared/services/metering/ledger-port.ts';
import { createMeter } from '../../../shared/services/metering/meter.ts';
import { refusalLog } from '../../../shared/services/metering/refusal-log.ts';
import { refusalsOver } from '../../../shared/storage/evidence/refusals.ts';
import { grantsKey, segmentKey } from '../../../shared/storage/item-keys.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { StorageUnavailable } from '../../../shared/storage/table/table.ts';
import { countersOver } from '../../../shared/storage/usage/counters.ts';
import { segmentsOver } from '../../../shared/storage/usage/segments.ts';
import catalog from '../../../tollgate.config.ts';
import { basicGrant, instanceOver, line, sold, startMs, writersOver } from './callers-world.ts';

const instanceId = 'e0000001';

async function world({ hasAccepted = true } = {}) {
  const table = memoryTable();
  const clock = { ms: startMs + 1_000 };
  const writers = await writersOver(table);
  if (hasAccepted) await writers.accept();
  await table.put({ ...grantsKey(writers.accountId), version: 1, grants: [basicGrant] as never });
  const { secret } = await writers.newKey();
  const objects = new Map<string, Uint8Array>();
  const certified: InstanceKey[] = [];
  const state = { isStoreDown: false };
  const now = () => clock.ms;
  const meter = createMeter({
    counters: countersOver(table),
    segments: segmentsOver(table),
    ledger: {
      async putDetail(instance, segment, bytes) {
        if (state.isStoreDown) throw new StorageUnavailable(new Error('down'));
        objects.set(`${instance}/${segment}`, bytes);
      },
      putManifest: async () => {},
      certify: async (key) => void certified.push(key),
    },
    now,
    newInstanceId: () => instanceId,
  });
  let ids = 0;
  const refusals = refusalsOver(table, () => String(ids++));
  const instance = admissionInstance({
    catalog: sold,
    callers: instanceOver(table, clock, { catalog: sold }),
    limiters: createKeyLimiters(),
    meter,
    refusals: refusalLog({ refusals, now }),
    now,
  });
  const datasetId = catalog.datasets.find(({ licence }) => licence === writers.licence.id)?.id ?? '';
  const admit = (unitsWanted: number, address = '192.0.2.1') =>
    instance.admit({ secret, datasetId, address, query: () => 'GET /data/x', unitsWanted, weight: 1 });
  const serve = async (units: number, served: Partial<ServedCall> = {}) => {
    const admitted = await admit(Math.max(1, units));
    if (!admitted.allowed) throw new Error(admitted.reason);
    return admitted.commit(units, undefined, { kind: 'read', query: 'GET /data/x', address: '192.0.2.1', ...served });
  };
  const stored = async (segment: number) => {
    const { item } = await table.get(segmentKey(instanceId, segment));
    const [found] = await segmentsOver(table).read(instanceId, segment - 1);
    const bytes = (item?.detail as Uint8Array | undefined) ?? objects.get(`${instanceId}/${segment}`);
    return { ledger: found?.ledger, bytes };
  };
  return { clock, writers, instance, meter, admit, serve, stored, state, objects, certified, refusals, datasetId };
}

/** Ids that no compression makes small. */
const manyIds = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => createHash('sha256').update(`${i}`).digest('hex'));

const partOf = (header: string, name: string): Buffer =>
  Buffer.from(header.match(new RegExp(`${name}=:([^:]*):`))?.[1] ?? '', 'base64');

describe('the ledger of an instance', () => {
  test('has an entry for each served read, in the segment that counts it, under the hash that the segment carries', async () => {
    const { serve, instance, stored, writers, datasetId } = await world();
    await serve(3, { ids: ['p1', 'p2', 'p3'], bytes: 120, datasetVersion: '2026-11-01' });
    await serve(0, { ids: [] });
    await instance.afterAnswer();
    const { ledger, bytes = new Uint8Array() } = await stored(1);
    expect(ledger).toEqual({ where: 'item', sha256: createHash('sha256').update(bytes).digest('hex') });
    const [own] = readDetail(gunzipSync(bytes).toString(), { instance: instanceId, segment: 1 });
    expect(own?.entries.map(({ line }) => JSON.parse(line))).toMatchObject([
      {
        v: 1,
        kind: 'read',
        organization: writers.accountId,
        app: 'default',
        dataset: datasetId,
        datasetVersion: '2026-11-01',
        licence: writers.licence.id,
        licenceVersion: writers.licence.version,
        units: 3,
        records: { count: 3, sha256: createHash('sha256').update('p1\np2\np3\n').digest('hex') },
        bytes: 120,
        at: new Date(startMs + 1_000).toISOString(),
        instance: instanceId,
        segment: 1,
        index: 0,
      },
      { units: 0, records: { count: 0 }, index: 1 },
    ]);
    expect(own?.entries.map(({ ids }) => ids)).toEqual([['p1', 'p2', 'p3'], []]);
  });

  test('has the time of each read to the millisecond, across seconds, and where the clock goes back', async () => {
    const { serve, instance, stored, clock } = await world();
    const moments = [1_007, 1_999, 2_000, 3_050, 2_999, 3_000].map((afterMs) => startMs + afterMs);
    for (const moment of moments) {
      clock.ms = moment;
      await serve(1);
    }
    await instance.afterAnswer();
    const { bytes = new Uint8Array() } = await stored(1);
    const [own] = readDetail(gunzipSync(bytes).toString(), { instance: instanceId, segment: 1 });
    const times = own?.entries.map(({ line }) => (JSON.parse(line) as { at: string }).at);
    expect(times).toEqual(moments.map((moment) => new Date(moment).toISOString()));
  });

  test('names the use case in force of the app within 2 s of its declaration, and none before', async () => {
    const { serve, instance, stored, writers, clock } = await world();
    await serve(1);
    const said = { purpose: 'Reports', audience: 'Our analysts', shownAt: null, training: false, government: false };
    const at = new Date(clock.ms).toISOString();
    const of = { accountId: writers.accountId, app: 'default', appName: 'Default', declaredAt: at };
    const useCase = newUseCase(said, of, 'abcdefghijkl');
    const app = { ...defaultApp(writers.accountId, at), purpose: said.purpose };
    expect(await writers.apps.insert(app, line(writers.accountId), () => ({ useCase, asks: false }))).toBe(true);
    clock.ms += 2_001;
    await serve(1);
    await instance.afterAnswer();
    const { bytes = new Uint8Array() } = await stored(1);
    const [own] = readDetail(gunzipSync(bytes).toString(), { instance: instanceId, segment: 1 });
    expect(own?.entries.map((each) => JSON.parse(each.line).useCase)).toEqual([null, useCase.id]);
  });

  test('writes a large detail as an object before its segment, and none of both while that cannot be stored', async () => {
    const { serve, instance, stored, state, objects } = await world();
    await serve(100, { ids: manyIds(400) });
    state.isStoreDown = true;
    await expect(instance.afterAnswer()).rejects.toThrow(StorageUnavailable);
    expect(await stored(1)).toEqual({ ledger: undefined, bytes: undefined });
    state.isStoreDown = false;
    await instance.afterAnswer();
    const { ledger, bytes = new Uint8Array() } = await stored(1);
    expect([...objects.keys()]).toEqual([`${instanceId}/1`]);
    expect(ledger).toEqual({ where: 'object', sha256: createHash('sha256').update(bytes).digest('hex') });
  });

  test('serves nothing more once what it served 30 seconds ago cannot be entered', async () => {
    const { serve, instance, admit, state, clock } = await world();
    await serve(100, { ids: manyIds(400) });
    state.isStoreDown = true;
    await instance.afterAnswer().catch(() => {});
    clock.ms += 31_000;
    await expect(admit(1)).rejects.toThrow('Metering does not respond');
  });

  test('gives a receipt for the place of the entry, signed by a key that is certified once', async () => {
    const { serve, instance, stored, certified } = await world();
    const receipts = [(await serve(1))?.receipt() ?? '', (await serve(1))?.receipt() ?? ''];
    await instance.afterAnswer();
    const third = (await serve(1))?.receipt() ?? '';
    await instance.afterAnswer();
    expect(certified).toEqual([{ instance: instanceId, publicKey: expect.any(String), at: expect.any(String) }]);
    expect(third).toContain('instance="e0000001", segment=2, index=0');
    const key = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: certified[0]?.publicKey ?? '' },
      format: 'jwk',
    });
    const { bytes = new Uint8Array() } = await stored(1);
    const [own] = readDetail(gunzipSync(bytes).toString(), { instance: instanceId, segment: 1 });
    for (const [index, receipt] of receipts.entries()) {
      const place = { instance: instanceId, segment: 1, index };
      const entry = partOf(receipt, 'entry');
      expect(entry).toEqual(own?.entries[index]?.hash);
      expect(receipt).toContain(`instance="e0000001", segment=1, index=${index}`);
      expect(verify(null, Buffer.from(receiptText(entry.toString('hex'), place)), key, partOf(receipt, 'sig'))).toBe(
        true,
      );
    }
  });

  test('has no entry and no receipt for a call that failed', async () => {
    const { admit, instance, stored } = await world();
    const admitted = await admit(5);
    expect(admitted.allowed && admitted.commit(0)).toBeNull();
    await instance.afterAnswer();
    expect((await stored(1)).ledger).toBeUndefined();
  });
});

describe('the log of refused calls', () => {
  test('tells the first five of a key and minute, and counts all', async () => {
    const { admit, instance, writers, refusals, clock } = await world({ hasAccepted: false });
    for (let call = 0; call < 12; call++) await admit(1);
    await instance.afterAnswer();
    clock.ms += 60_000;
    await admit(1);
    await instance.close();
    const span = { from: '2026-01-01', to: '2027-01-01' };
    const [first, second] = await refusals.between(writers.accountId, span);
    expect(first?.counts).toMatchObject([{ reason: 'licence_not_accepted', count: 12, app: 'default' }]);
    expect(first?.told).toHaveLength(5);
    expect(first?.told[0]).toMatchObject({
      query: 'GET /data/x',
      address: '192.0.2.1',
      reason: 'licence_not_accepted',
    });
    expect(second?.counts).toMatchObject([{ count: 1 }]);
    expect(second?.told).toHaveLength(1);
  });
});
