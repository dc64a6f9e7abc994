import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reclaim } from '../../functions/usage-merge/reclaim.ts';
import { logOf } from '../../shared/log.ts';
import { StorageUnavailable, type Table } from '../../shared/storage/table/table.ts';
import { batchesOver } from '../../shared/storage/usage/batches.ts';
import { counterUpkeepOver } from '../../shared/storage/usage/counter-upkeep.ts';
import { countersOver } from '../../shared/storage/usage/counters.ts';
import { segmentsOver } from '../../shared/storage/usage/segments.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';
import { repositoriesOver } from '../support/app-repositories.ts';
import { faultKinds, faultyCalls } from '../support/faulty-calls.ts';
import { faultyTable } from '../support/faulty-table.ts';
import {
  billed,
  counterOf,
  expectLaw,
  hours,
  instanceOver,
  inTurns,
  interruptedEverywhere,
  merge,
  newTable,
  openCounter,
  start,
} from './metering.ts';

/** Two instances that served 7 + 5 units of one account and 20 of another; the first has ended, the second goes on. */
async function served(table: Table) {
  await openCounter(table, counterOf('acct-1'), 1_000);
  await openCounter(table, counterOf('acct-2'), 1_000);
  const [ended, living] = [instanceOver(table, 'env00001', () => start), instanceOver(table, 'env00002', () => start)];
  for (const instance of [ended, living]) {
    await instance.register();
    await instance.take(counterOf('acct-1'), 32);
  }
  await living.take(counterOf('acct-2'), 64);
  await ended.report({ 'acct-1': 4 });
  await ended.report({ 'acct-1': 3 }, { datasetId: 'replies' });
  await ended.close();
  await living.report({ 'acct-1': 5, 'acct-2': 20 });
  return { ended, living };
}

async function expectServed(table: Table): Promise<void> {
  await expectLaw(table);
  expect(await billed(table)).toEqual({ 'acct-1': 12, 'acct-2': 20 });
  const [day] = await usageDaysOver(table).read('acct-1', { from: '2026-11-24', to: '2026-11-25' });
  expect(day?.sums).toEqual([
    { keyId: 'key_000000000001', datasetId: 'posts', units: 9, calls: 2 },
    { keyId: 'key_000000000001', datasetId: 'replies', units: 3, calls: 1 },
  ]);
  expect(await countersOver(table).read(counterOf('acct-1'))).toMatchObject({
    free: 1_000 - 7 - 32,
    retired: 7,
    settled: 1,
    entries: { env00002: 32 },
  });
  expect(await segmentsOver(table).instances()).toMatchObject([{ id: 'env00002', merged: 1 }]);
}

test('rollups sum segments by day, key and dataset, an ended instance gives back its unspent units, and repeating changes nothing', async () => {
  const table = newTable();
  await served(table);
  expect(await merge(table)).toMatchObject({ batches: 1, segments: 4 });
  await expectServed(table);
  expect(await merge(table)).toMatchObject({ batches: 0, segments: 0 });
  await expectServed(table);
});

test('a merge that is interrupted at any call, in any way, bills nothing twice and loses nothing: the next goes on', async () => {
  const scene = async () => {
    const table = newTable();
    await served(table);
    return table;
  };
  const names = await interruptedEverywhere(scene, (table) => merge(table), expectServed);
  expect(names.length).toBeGreaterThan(15);
});

test('a registration that lands once more after its usage log was rolled up is taken off again, and nothing is merged twice', async () => {
  const table = newTable();
  const late: (() => Promise<unknown>)[] = [];
  const lost: Table['put'] = (...parts) => {
    late.push(() => table.put(...parts));
    return Promise.reject(new StorageUnavailable(new Error('no answer')));
  };
  const at = start.toISOString();
  await expect(segmentsOver({ ...table, put: lost }).register('env00009', at)).rejects.toThrow(StorageUnavailable);
  await openCounter(table, counterOf('acct-1'), 100);
  const instance = instanceOver(table, 'env00009', () => start);
  await instance.register();
  await instance.take(counterOf('acct-1'), 10);
  await instance.report({ 'acct-1': 10 });
  await instance.close();
  await merge(table);
  for (const land of late) await land();
  expect(await segmentsOver(table).instances()).toHaveLength(1);
  await merge(table);
  expect(await segmentsOver(table).instances()).toEqual([]);
  expect(await billed(table)).toMatchObject({ 'acct-1': 10 });
});

test('two mergers and a living instance, in any order of their calls, fold each unit once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const table = newTable();
      const { living } = await served(table);
      const slow = inTurns(table, scheduler);
      const late = instanceOver(slow, 'env00003', () => start);
      const runs = [
        merge(slow),
        merge(slow),
        (async () => {
          await late.register();
          await late.take(counterOf('acct-2'), 10);
          await late.report({ 'acct-2': 6 });
          await late.close();
        })(),
        living.report({ 'acct-1': 1 }),
      ];
      await scheduler.waitFor(Promise.all(runs));
      await expectLaw(table);
      await merge(table);
      await expectLaw(table);
      expect(await billed(table)).toEqual({ 'acct-1': 13, 'acct-2': 26 });
      expect((await countersOver(table).read(counterOf('acct-2')))?.entries).toEqual({ env00002: 64 });
      expect(await segmentsOver(table).instances()).toMatchObject([{ id: 'env00002', merged: 2 }]);
    }),
    { numRuns: 20 },
  );
});

test('a batch begun by a merger that died is applied with the ranges it was stored with, whatever has come since', async () => {
  const table = newTable();
  const { living } = await served(table);
  await batchesOver(table).open(1, { env00002: { from: 0, to: 1 } });
  await living.report({ 'acct-2': 1 });
  expect(await merge(table)).toMatchObject({ batches: 2, segments: 5 });
  expect((await batchesOver(table).last())?.ranges).toEqual({
    env00001: { from: 0, to: 3 },
    env00002: { from: 1, to: 2 },
  });
  expect(await billed(table)).toEqual({ 'acct-1': 12, 'acct-2': 21 });
});

test('a usage log that misses a segment is not rolled up, and the error says where', async () => {
  const table = newTable();
  const { living } = await served(table);
  await living.report({ 'acct-2': 1 });
  await table.delete({ pk: 'ENVIRONMENT#env00002', sk: '00000001' });
  await expect(merge(table)).rejects.toThrow('env00002 misses a segment after 0');
  expect(await billed(table)).toEqual({ 'acct-1': 0, 'acct-2': 0 });
});

test('the daily sweep fences an instance silent for 48 hours: nothing of its lease returns, and its unreported units are counted', async () => {
  const table = newTable();
  const { living } = await served(table);
  const counted: number[] = [];
  expect(await merge(table, () => hours(47), counted)).toMatchObject({ sealed: 0 });
  expect(await merge(table, () => hours(70), counted)).toMatchObject({ sealed: 0, settled: 0 });
  expect(await merge(table, () => hours(71), counted)).toMatchObject({ sealed: 1, settled: 2, unusableUnits: 71 });
  expect(counted.toSorted((a, b) => a - b)).toEqual([27, 44]);
  expect(await living.report({ 'acct-1': 2 })).toBe('fenced');
  await expectLaw(table);
  const [counter] = await counterUpkeepOver(table).ofAccount('acct-1');
  expect(counter).toMatchObject({ entries: {}, free: 1_000 - 7 - 32, retired: 39, unusable: 27 });
  expect(await segmentsOver(table).instances()).toEqual([]);
});

test('for prepaid credit a fenced instance keeps only the units that it reported, and the rest returns', async () => {
  const table = newTable();
  const credit = counterOf('acct-1', 'CREDIT');
  await openCounter(table, credit, 100);
  const instance = instanceOver(table, 'env00001', () => start);
  await instance.register();
  await instance.take(credit, 40);
  await instance.report({ 'acct-1': 9 }, { periodStart: 'CREDIT' });
  expect(await merge(table, () => hours(48))).toMatchObject({ sealed: 1, settled: 1, unusableUnits: 0 });
  expect(await countersOver(table).read(credit)).toMatchObject({ free: 91, retired: 9, entries: {} });
});

test('the next sweep reclaims an entry that appears after its usage log was reclaimed', async () => {
  const table = newTable();
  await openCounter(table, counterOf('acct-1'), 100);
  const instance = instanceOver(table, 'env00001', () => start);
  await instance.register();
  await instance.close();
  await merge(table);
  await instance.take(counterOf('acct-1'), 30);
  expect(await merge(table, () => hours(1))).toMatchObject({ settled: 0 });
  expect(await merge(table, () => hours(25))).toMatchObject({ settled: 1, unusableUnits: 0 });
  expect(await countersOver(table).read(counterOf('acct-1'))).toMatchObject({ free: 100, entries: {} });
});

test('a sweep that is interrupted at any call is continued, and counts no unit as unusable twice', async () => {
  const calls = faultyCalls();
  const scene = async () => {
    const table = newTable();
    await served(table);
    await merge(table);
    return table;
  };
  await merge(faultyTable(await scene(), calls), () => hours(48));
  const names = calls.reset();
  for (const [index, name] of names.entries())
    for (const kind of faultKinds) {
      const table = await scene();
      calls.arm({ at: index + 1, kind });
      await expect(
        merge(faultyTable(table, calls), () => hours(48)),
        `${kind} at ${name}`,
      ).rejects.toThrow();
      calls.reset();
      await merge(table, () => hours(48));
      await merge(table, () => hours(96));
      await expectLaw(table);
      const [first] = await counterUpkeepOver(table).ofAccount('acct-1');
      const [second] = await counterUpkeepOver(table).ofAccount('acct-2');
      expect([first?.unusable, second?.unusable], `${kind} at ${name}`).toEqual([27, 44]);
      expect(await segmentsOver(table).instances()).toEqual([]);
    }
});

test('an instance that stands idle is fenced when somebody needs what it holds: all is free again but what it pledged, which is counted', async () => {
  const table = newTable();
  const id = counterOf('acct-1');
  await openCounter(table, id, 1_000);
  const instance = instanceOver(table, 'env00001', () => start);
  await instance.register();
  const pledge = { declared: 30, segment: 0, limit: 1_000 };
  await countersOver(table).take({
    ...id,
    instanceId: 'env00001',
    units: 200,
    entry: 0,
    settled: 0,
    limit: 1_000,
    opened: 1_000,
    pledge,
  });
  await countersOver(table).take({ ...id, instanceId: 'env00002', units: 800, entry: 0, settled: 0, limit: 1_000 });
  await instance.report({ 'acct-1': 20 }, {}, { level: 1, isExact: false });
  const deps = (now: Date) => ({
    ...repositoriesOver(table),
    count: () => {},
    log: logOf('t', () => {}),
    now: () => now,
  });
  const seconds = (count: number) => new Date(start.getTime() + count * 1_000);
  expect(await reclaim(deps(seconds(19)), id), 'it wrote a moment ago').toEqual({ freed: 0, held: 170 });
  expect(await reclaim(deps(seconds(20)), id)).toEqual({ freed: 170, held: 0 });
  expect(await counterUpkeepOver(table).find(id)).toMatchObject({ free: 170, retired: 30, unusable: 10 });
  expect(await instance.report({ 'acct-1': 1 })).toBe('fenced');
  await expectLaw(table);
});

test('unreported credit of a fenced instance is free again after two days', async () => {
  const table = newTable();
  const credit = counterOf('acct-1', 'CREDIT');
  await openCounter(table, credit, 100);
  const instance = instanceOver(table, 'env00001', () => start);
  await instance.register();
  const pledge = { declared: 30, segment: 0, limit: 100 };
  await countersOver(table).take({
    ...credit,
    instanceId: 'env00001',
    units: 100,
    entry: 0,
    settled: 0,
    limit: 100,
    opened: 100,
    pledge,
  });
  await instance.report({ 'acct-1': 9 }, { periodStart: 'CREDIT' });
  const now = () => hours(1);
  await reclaim({ ...repositoriesOver(table), count: () => {}, log: logOf('t', () => {}), now }, credit);
  expect(await counterUpkeepOver(table).find(credit)).toMatchObject({
    free: 70,
    retired: 30,
    entries: {},
    unusable: 21,
  });
  await merge(table, () => hours(48));
  expect(await counterUpkeepOver(table).find(credit)).toMatchObject({ free: 70 });
  await merge(table, () => hours(73));
  expect(await counterUpkeepOver(table).find(credit)).toMatchObject({ free: 91, retired: 9, unusable: 0 });
  await expectLaw(table);
});
