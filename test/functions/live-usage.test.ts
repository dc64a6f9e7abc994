import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsOf, usedIn } from '../../shared/domain/usage/usage.ts';
import { connectLiveUsage } from '../../shared/services/usage/wiring.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { StorageUnavailable, type Table } from '../../shared/storage/table/table.ts';
import { countersOver } from '../../shared/storage/usage/counters.ts';
import type { LiveUsage } from '../../shared/storage/usage/live-usage.ts';
import { counterOf, instanceOver, inTurns, mergerOver, openCounter, periodStart, start } from './metering.ts';

const context = { getRemainingTimeInMillis: () => 900_000 } as never;
const merge = (table: Table) => mergerOver(table, () => start)({}, context);
const today = { from: '2026-11-24', to: '2026-11-25' };
const used = async (live: LiveUsage, accountId: string) => usedIn(await live.days(accountId, today), periodStart);

async function scene() {
  const table = memoryTable({ now: () => start });
  await openCounter(table, counterOf('acct-1'), 1_000);
  const ended = instanceOver(table, 'env00001', () => start);
  const living = instanceOver(table, 'env00002', () => start);
  for (const each of [ended, living]) {
    await each.register();
    await each.take(counterOf('acct-1'), 100);
  }
  return { table, ended, living };
}

test('reported units show at once, before the rollup and after, each once, in their own account, days and period only', async () => {
  const { table, ended, living } = await scene();
  const live = connectLiveUsage(table);
  await ended.report({ 'acct-1': 4, 'acct-2': 100 });
  await ended.report({ 'acct-1': 50 }, { day: '2026-11-23' });
  await living.report({ 'acct-1': 7 }, { periodStart: '2026-10-03T09:12:44.000Z' });
  await living.report({ 'acct-1': 3 }, { datasetId: 'replies' });
  const expected = [
    { day: '2026-11-24', keyId: 'key_000000000001', datasetId: 'posts', units: 4, requests: 1 },
    { day: '2026-11-24', keyId: 'key_000000000001', datasetId: 'replies', units: 3, requests: 1 },
  ];
  expect(rowsOf(await live.days('acct-1', today), periodStart)).toEqual(expected);
  await ended.close();
  await merge(table);
  expect(rowsOf(await live.days('acct-1', today), periodStart)).toEqual(expected);
  await living.report({ 'acct-1': 5 });
  expect(await used(live, 'acct-1')).toBe(12);
  expect(await used(connectLiveUsage(table), 'acct-1')).toBe(12);
});

test('units that may be served and unreported are shown: a window of an instance that reported exactly, else a 100th of the limit', async () => {
  const table = memoryTable({ now: () => start });
  const id = counterOf('acct-1');
  await openCounter(table, id, 30_000);
  const live = connectLiveUsage(table);
  for (const instanceId of ['env00001', 'env00002']) {
    const pledge = { declared: 400, segment: 0, limit: 30_000 };
    const take = { ...id, instanceId, units: 400, entry: 0, settled: 0, limit: 30_000, opened: 30_000, pledge };
    await countersOver(table).take(take);
  }
  expect(await live.counter(id)).toMatchObject({ untold: 600 });
  const instance = instanceOver(table, 'env00001', () => start);
  await instance.register();
  await instance.report({ 'acct-1': 5 }, {}, { level: 0, isExact: true });
  expect(await live.counter(id)).toMatchObject({ untold: 303 });
});

test('while a merge runs, whatever has been done of it, every read shows each unit once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const { table, ended, living } = await scene();
      await ended.report({ 'acct-1': 4 });
      await living.report({ 'acct-1': 7 });
      const live = connectLiveUsage(table);
      await used(live, 'acct-1');
      await merge(table);
      await ended.report({ 'acct-1': 20 }, { day: '2026-11-24' });
      await living.report({ 'acct-1': 30 }, { datasetId: 'replies' });
      await ended.close();
      const slow = inTurns(table, scheduler);
      const reading = connectLiveUsage(slow);
      const seen: number[] = [];
      const reads = async () => {
        for (let read = 0; read < 3; read++) seen.push(await used(reading, 'acct-1'));
      };
      await scheduler.waitFor(Promise.all([merge(slow), reads(), merge(slow)]));
      expect(seen).toEqual([61, 61, 61]);
    }),
    { numRuns: 20 },
  );
});

test('a merge that begins or ends during every try is answered as busy, not with a wrong sum', async () => {
  let number = 0;
  const live = connectLiveUsage({
    ...memoryTable(),
    query: async ({ pk }) => ({
      items: pk === 'BATCH#@' ? [{ pk, sk: String(++number), ranges: {} }] : [],
      readUnits: 1,
      writeUnits: 0,
    }),
  });
  await expect(live.days('acct-1', today)).rejects.toThrow(StorageUnavailable);
});
