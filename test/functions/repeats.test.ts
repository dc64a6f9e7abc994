/** Records that were charged more than once on a day, from segments to what is credited. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { repeatedIn, usedIn } from '../../shared/domain/usage/usage.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { countersOver } from '../../shared/storage/usage/counters.ts';
import { putServed } from '../../shared/storage/usage/served.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';
import {
  counterOf,
  expectLaw,
  hours,
  instanceOver,
  inTurns,
  interruptedEverywhere,
  merge,
  newTable,
  openCounter,
  periodStart,
  start,
} from './metering.ts';

const yesterday = { day: '2026-11-23' };

async function daysOf(table: Table, accountId: string) {
  return usageDaysOver(table).read(accountId, { from: '0000-01-01', to: '9999-01-01' });
}

async function creditedOf(table: Table, accountId: string, period = periodStart) {
  const counter = await countersOver(table).read(counterOf(accountId, period));
  const repeated = repeatedIn(await daysOf(table, accountId), period);
  expect(counter?.credited ?? 0).toBe(repeated);
  return repeated;
}

/** Instances that have taken units of both accounts. */
async function instancesOn(table: Table, ids: readonly string[]) {
  for (const account of ['acct-1', 'acct-2']) await openCounter(table, counterOf(account), 10_000);
  const instances = ids.map((id) => instanceOver(table, id, () => start));
  for (const instance of instances) {
    await instance.register();
    for (const account of ['acct-1', 'acct-2']) await instance.take(counterOf(account), 500);
  }
  return instances as [(typeof instances)[0], ...typeof instances];
}

/** Two instances, of which one has ended, that served record b twice and record c three times on one day. */
async function served(table: Table) {
  const [ended, living] = await instancesOn(table, ['env00001', 'env00002']);
  await ended.read(['a', 'b', 'c', 'c']);
  await ended.close();
  await living!.read(['b', 'c', 'd']);
  return living!;
}

async function expectCredited(table: Table): Promise<void> {
  await expectLaw(table);
  expect(await creditedOf(table, 'acct-1')).toBe(3);
  expect(usedIn(await daysOf(table, 'acct-1'), periodStart)).toBe(4);
  expect(await countersOver(table).read(counterOf('acct-1'))).toMatchObject({
    free: 10_000 - 4 - 500 + 3,
    retired: 4,
    credited: 3,
    entries: { env00002: 500 },
  });
}

test('a record served again on a day, by any instance, is charged once: its counter has the units back, and another rollup changes nothing', async () => {
  const table = newTable();
  await served(table);
  await merge(table);
  await expectCredited(table);
  await merge(table);
  await expectCredited(table);
});

test('a serving on another day, to another account, of another dataset or in another period is no repeat', async () => {
  const table = newTable();
  const [instance] = await instancesOn(table, ['env00001']);
  await instance.read(['a', 'b']);
  await instance.read(['a', 'b'], yesterday);
  await instance.read(['a', 'b'], { accountId: 'acct-2' });
  await instance.read(['a', 'b'], { datasetId: 'replies' });
  await instance.read(['a', 'b'], { periodStart: 'CREDIT' });
  await merge(table);
  await expectLaw(table);
  expect([await creditedOf(table, 'acct-1'), await creditedOf(table, 'acct-2')]).toEqual([0, 0]);
});

test('another key of the account reads a record again, and that is a repeat; of prepaid credit the credit comes back', async () => {
  const table = newTable();
  const [instance] = await instancesOn(table, ['env00001']);
  await openCounter(table, counterOf('acct-1', 'CREDIT'), 100);
  await instance.take(counterOf('acct-1', 'CREDIT'), 10);
  for (const keyId of ['key_000000000001', 'key_000000000002'])
    await instance.read(['a', 'b'], { keyId, periodStart: 'CREDIT' });
  await merge(table);
  await expectLaw(table);
  expect(await creditedOf(table, 'acct-1', 'CREDIT')).toBe(2);
  expect(await countersOver(table).read(counterOf('acct-1', 'CREDIT'))).toMatchObject({ free: 92, limit: 100 });
});

test('repeats that an instance reports hours later are credited as well, with those of earlier rollups', async () => {
  const table = newTable();
  const [early, late] = await instancesOn(table, ['env00001', 'env00002']);
  await early.read(['a', 'b', 'b']);
  await early.close();
  await merge(table);
  expect(await creditedOf(table, 'acct-1')).toBe(1);
  await late!.read(['a', 'c']);
  await merge(table, () => hours(30));
  expect(await creditedOf(table, 'acct-1')).toBe(2);
  await expectLaw(table);
});

test('records whose segment never came were not billed, and are never credited: before the chain is sealed, with it and after', async () => {
  const table = newTable();
  const [lost] = await instancesOn(table, ['env00001']);
  await lost.read(['a']);
  const never = { instanceId: 'env00001', number: 2, at: start.toISOString() };
  const records = { accountId: 'acct-1', periodStart, day: '2026-11-24', datasetId: 'posts', weight: 1, records: 9 };
  await putServed(table, never, [{ ...records, hashes: new BigUint64Array([1n, 2n]) }]);
  await merge(table);
  expect(await creditedOf(table, 'acct-1')).toBe(0);
  const other = instanceOver(table, 'env00002', () => hours(48));
  await other.register();
  await other.take(counterOf('acct-1'), 500);
  await other.read(['b']);
  expect(await merge(table, () => hours(49))).toMatchObject({ sealed: 1, segments: 2 });
  expect(await creditedOf(table, 'acct-1')).toBe(0);
  await other.read(['a']);
  await merge(table, () => hours(50));
  expect(await creditedOf(table, 'acct-1')).toBe(1);
  await expectLaw(table);
});

test('more records than one item holds are all counted', async () => {
  const table = newTable();
  await openCounter(table, counterOf('acct-1'), 1_000_000);
  const instance = instanceOver(table, 'env00001', () => start);
  await instance.register();
  await instance.take(counterOf('acct-1'), 200_000);
  const ids = Array.from({ length: 40_000 }, (_, i) => `record-${i}`);
  await instance.read([...ids, 'record-7']);
  await instance.read(ids.slice(39_000));
  await merge(table);
  expect(await creditedOf(table, 'acct-1')).toBe(1_001);
});

test('a merge that is interrupted at any call, in any way, credits nothing twice and forgets nothing: the next goes on', async () => {
  const scene = async () => {
    const table = newTable();
    await served(table);
    return table;
  };
  const names = await interruptedEverywhere(scene, (table) => merge(table), expectCredited);
  expect(names).toContain('table transact USAGE,COUNTER');
});

test('two mergers and a living instance, in any order of their calls, credit each repeat once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const table = newTable();
      const living = await served(table);
      const slow = inTurns(table, scheduler);
      await scheduler.waitFor(Promise.all([merge(slow), merge(slow), living.read(['d', 'e'])]));
      await expectLaw(table);
      await merge(table);
      await expectLaw(table);
      expect(await creditedOf(table, 'acct-1')).toBe(4);
    }),
    { numRuns: 20 },
  );
});

const read = fc.record({
  by: fc.constantFrom(0, 1, 2),
  ids: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 4 }),
  accountId: fc.constantFrom('acct-1', 'acct-2'),
  datasetId: fc.constantFrom('posts', 'replies'),
  day: fc.constantFrom('2026-11-23', '2026-11-24'),
  keyId: fc.constantFrom('key_000000000001', 'key_000000000002'),
});

test('in any order of reads and rollups, each record stays charged once an account, day and dataset', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(read, { nil: 'merge' as const }), { maxLength: 25 }), async (steps) => {
      const table = newTable();
      const instances = await instancesOn(table, ['env00001', 'env00002', 'env00003']);
      const distinct = { 'acct-1': new Set<string>(), 'acct-2': new Set<string>() };
      for (const step of steps) {
        if (step === 'merge') await merge(table);
        else {
          const { by, ids, ...over } = step;
          await instances[by]!.read(ids, over);
          for (const id of ids) distinct[over.accountId].add(`${over.day} ${over.datasetId} ${id}`);
        }
        await expectLaw(table);
      }
      await merge(table);
      await expectLaw(table);
      for (const accountId of ['acct-1', 'acct-2'] as const) {
        expect(usedIn(await daysOf(table, accountId), periodStart)).toBe(distinct[accountId].size);
        await creditedOf(table, accountId);
      }
    }),
    { numRuns: 40 },
  );
});
