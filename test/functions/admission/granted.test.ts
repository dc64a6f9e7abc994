import { expect, test } from 'vitest';
import { functions } from '../../../infra/functions.ts';
import { admissionInstance } from '../../../shared/services/metering/instance.ts';
import { createKeyLimiters } from '../../../shared/services/metering/key-limits.ts';
import { createMeter } from '../../../shared/services/metering/meter.ts';
import { certificatesOver } from '../../../shared/storage/evidence/certificates.ts';
import { noncesOver } from '../../../shared/storage/evidence/nonces.ts';
import { refusalsOver } from '../../../shared/storage/evidence/refusals.ts';
import { grantsKey } from '../../../shared/storage/item-keys.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import { countersOver } from '../../../shared/storage/usage/counters.ts';
import { firstReadsOver } from '../../../shared/storage/usage/first-reads.ts';
import { segmentsOver } from '../../../shared/storage/usage/segments.ts';
import { verificationsOver } from '../../../shared/storage/usage/verifications.ts';
import catalog from '../../../tollgate.config.ts';
import { grantedTable } from '../../support/granted-table.ts';
import { basicGrant, instanceOver, sold, startMs, writersOver } from './callers-world.ts';

/** An account that may read, and what a function that admits may do of its table. */
async function world(name: string) {
  const table = memoryTable();
  const refused: string[] = [];
  const granted = grantedTable(table, name, functions[name]?.table ?? {}, (sentence) => void refused.push(sentence));
  const writers = await writersOver(table);
  await writers.accept();
  await table.put({ ...grantsKey(writers.accountId), version: 1, grants: [basicGrant] as never });
  return { table, granted, refused, writers, clock: { ms: startMs + 1_000 } };
}

function environmentOn(table: Table, clock: { ms: number }) {
  const now = () => clock.ms;
  const meter = createMeter({
    counters: countersOver(table),
    segments: segmentsOver(table),
    now,
    newInstanceId: () => 'e0000001',
  });
  const callers = instanceOver(table, clock, { catalog: sold });
  return admissionInstance({ catalog: sold, callers, limiters: createKeyLimiters(), meter, now });
}

test.each(['data', 'gateway', 'verify', 'authorizer'])(
  '%s may find out who calls, take units, report them, see a change and end, and notes a first read',
  async (name) => {
    const { table, granted, refused, writers, clock } = await world(name);
    const instance = environmentOn(granted, clock);
    const { secret } = await writers.newKey();
    const datasetId = catalog.datasets.find(({ licence }) => licence === writers.licence.id)?.id ?? '';
    const serve = async () => {
      const call = { secret, datasetId, address: '192.0.2.1', unitsWanted: 5, weight: 1 };
      const admitted = await instance.admit(call);
      if (admitted.allowed) admitted.commit(5);
      clock.ms += 11_000;
      await instance.afterAnswer();
      return admitted.allowed;
    };
    expect(await serve()).toBe(true);
    expect(await serve()).toBe(true);
    await instance.close();
    await firstReadsOver(granted).note(writers.accountId, new Date(clock.ms).toISOString());
    expect(await firstReadsOver(table).has(writers.accountId)).toBe(true);
    expect(refused).toEqual([]);
  },
);

test.each(['data', 'gateway', 'verify', 'authorizer'])(
  '%s may have its instance certified once, and report what it refused',
  async (name) => {
    const { table, granted, refused, writers } = await world(name);
    const certificates = certificatesOver(granted);
    expect([await certificates.put('e0000001', 'first'), await certificates.put('e0000001', 'second')]).toEqual([
      true,
      false,
    ]);
    expect(await certificatesOver(table).find('e0000001')).toBe('first');
    const at = new Date(startMs).toISOString();
    const count = { keyId: 'key_1', app: 'default', dataset: 'posts', reason: 'rate_limited' as const, count: 3 };
    const report = { accountId: writers.accountId, from: at, to: at, counts: [count], told: [] };
    await refusalsOver(granted, () => 'r1').put(report);
    const span = { from: at, to: new Date(startMs + 1_000).toISOString() };
    const { rows } = await refusalsOver(table, () => '').page(writers.accountId, { ...span, limit: 10 });
    expect(rows).toMatchObject([count]);
    expect(refused).toEqual([]);
  },
);

test.each(['data', 'gateway'])('%s may take the nonce of a signed request, once', async (name) => {
  const { granted, refused, writers } = await world(name);
  const nonces = noncesOver(granted);
  const nonce = { accountId: writers.accountId, keyId: 'sk_1', nonce: 'n1' };
  const until = new Date(startMs + 60_000).toISOString();
  expect([await nonces.take(nonce, until), await nonces.take(nonce, until)]).toEqual([true, false]);
  expect(refused).toEqual([]);
});

test('verify may keep what it answered, and find it again', async () => {
  const { granted, refused, clock } = await world('verify');
  const verifications = verificationsOver(granted);
  const asked = { service: 'shop-api', requestId: 'r1', question: 'q', now: new Date(clock.ms) };
  expect(await verifications.store({ ...asked, answer: 'yes' })).toEqual({ isNew: true, answer: 'yes' });
  expect(await verifications.find(asked)).toBe('yes');
  expect(refused).toEqual([]);
});
