import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { rollUpSegments } from '../../../functions/usage-merge/roll-up.ts';
import { encodeSegment } from '../../../shared/domain/usage/segment-codec.ts';
import { createMeter } from '../../../shared/services/metering/meter.ts';
import { createUsageLog } from '../../../shared/services/metering/usage-log.ts';
import { grantsKey, segmentPartition } from '../../../shared/storage/item-keys.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { type Counters, countersOver } from '../../../shared/storage/usage/counters.ts';
import { segmentsOver } from '../../../shared/storage/usage/segments.ts';
import { repositoriesOver } from '../../support/app-repositories.ts';

const id = { accountId: 'acct_1', periodStart: '2026-11-01T00:00:00.000Z' };
const quota = { ...id, limit: 100, version: 1, account: {} };

test('an instance that ends while a take is under way takes nothing more, whatever became of that one', async () => {
  const table = memoryTable();
  await table.put({ ...grantsKey(id.accountId), version: 1, grants: [] });
  const real = countersOver(table);
  const sent = Promise.withResolvers<void>();
  const arrival = Promise.withResolvers<void>();
  const take: Counters['take'] = async (asked) => {
    sent.resolve();
    await arrival.promise;
    return real.take(asked);
  };
  const meter = createMeter({
    counters: { ...real, take },
    segments: segmentsOver(table),
    now: () => Date.parse('2026-11-24T12:00:00.000Z'),
    newInstanceId: () => 'ending01',
  });
  const prepared = meter.prepare(quota, 1);
  await sent.promise;
  await meter.close();
  await real.take({ ...id, instanceId: 'another1', units: 1, entry: 0, settled: 0, limit: 100 });
  await real.reclaim(id, { instanceId: 'another1', entry: 1, consumed: 0 });
  arrival.resolve();
  expect(await prepared).toBe('unavailable');
  expect((await real.read(id))?.entries).toEqual({});
});

test('an instance whose take stood still for two days takes nothing more under an id that was fenced meanwhile', async () => {
  const table = memoryTable();
  await table.put({ ...grantsKey(id.accountId), version: 1, grants: [] });
  const real = countersOver(table);
  const segments = segmentsOver(table);
  let ms = Date.parse('2026-11-24T12:00:00.000Z');
  let lives = 0;
  let isFirst = true;
  const take: Counters['take'] = async (asked) => {
    if (isFirst) {
      isFirst = false;
      ms += 49 * 3_600_000;
      const fence = {
        instanceId: 'frozen01',
        number: 1,
        at: new Date(ms).toISOString(),
        previousHash: '',
        entries: [],
      };
      await segments.put(encodeSegment({ ...fence, end: { by: 'fence', consumed: [] } }));
      await real.take({ ...id, instanceId: 'another1', units: 1, entry: 0, settled: 0, limit: 100 });
      await real.reclaim(id, { instanceId: 'another1', entry: 1, consumed: 0 });
    }
    return real.take(asked);
  };
  const newInstanceId = () => `frozen0${++lives}`;
  const meter = createMeter({ counters: { ...real, take }, segments, now: () => ms, newInstanceId });
  expect(await meter.prepare(quota, 1)).toBe('ready');
  expect(Object.keys((await real.read(id))?.entries ?? {})).toEqual(['frozen02']);
});

test('an instance that met 20,000 accounts ends in segments that fit into items, and every unit that it did not spend is free again', async () => {
  const table = memoryTable();
  const instanceId = 'manyacct';
  const now = () => Date.parse('2026-11-24T12:00:00.000Z');
  /** Ids as in production: no two alike, so that none takes fewer bytes beside another. */
  const accountOf = (at: number) => `acc_${idLike(`account ${at}`)}`;
  const met = Array.from({ length: 20_000 }, (_, at) => ({ ...id, accountId: accountOf(at), units: 300 }));
  const counters = countersOver(table);
  const segments = segmentsOver(table);
  const opened = [met.at(0)!, met.at(9_000)!, met.at(-1)!];
  for (const { accountId } of opened) {
    await table.put({ ...grantsKey(accountId), version: 1 });
    await counters.open({ ...id, accountId }, { units: 1_000, version: 1 });
    await counters.take({ ...id, accountId, instanceId, units: 500, entry: 0, settled: 0, limit: 1_000 });
  }
  await segments.register(instanceId, new Date(now()).toISOString());
  const usageLog = createUsageLog({ instanceId, registeredAt: now(), segments, now, underWay: () => 0 });
  for (const [at, { accountId, units }] of met.slice(0, 7_000).entries()) {
    const keyId = `key_${idLike(`key ${at}`).slice(0, 13)}`;
    usageLog.count({ ...id, accountId, keyId, datasetId: 'posts', day: '2026-11-24', units });
  }
  await usageLog.close(() => met);
  const items = (await table.query({ pk: segmentPartition(instanceId) })).items;
  expect(Math.max(...items.map(({ body }) => (body as Uint8Array).length))).toBeLessThan(400 * 1_024);
  expect((await segments.head(instanceId))?.segment.end?.by).toBe('instance');
  await rollUpSegments({ ...repositoriesOver(table), now: () => new Date(now()) });
  for (const { accountId } of opened)
    expect(await counters.read({ ...id, accountId })).toMatchObject({ free: 700, entries: {}, retired: 300 });
});

function idLike(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
