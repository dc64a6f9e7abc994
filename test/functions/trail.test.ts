/** The job that chains the trail's lines: interrupted anywhere, and run several times at once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { trail } from '../../functions/trail/handler.ts';
import { functions } from '../../infra/functions.ts';
import { faultsOfChain } from '../../shared/domain/accounts/trail-line.ts';
import { logOf } from '../../shared/log.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { trailNamesPartition } from '../../shared/storage/trail/trail-keys.ts';
import { repositoriesOver } from '../support/app-repositories.ts';
import { slowTable } from '../support/app-slow.ts';
import { atEveryCall, faultyCalls } from '../support/faulty-calls.ts';
import { faultyTable } from '../support/faulty-table.ts';
import { grantedTable } from '../support/granted-table.ts';

const start = Date.UTC(2026, 11, 1);
let names = 0;

const line = (i: number, organization = 'acc_1'): AuditEntry => ({
  id: `line-${i}`,
  accountId: organization,
  at: new Date(start + i * 1_000).toISOString(),
  action: 'key.created',
  actor: { kind: 'person', id: 'per_1', name: 'ada@buyer.example' },
  detail: { key: `key-${i}`, label: `label-${i % 2}` },
});

function runOver(table: Table) {
  const deps = {
    ...repositoriesOver(table),
    log: logOf('trail', () => {}),
    now: () => new Date(start + 60_000),
    newId: () => `name-${++names}`,
  };
  return () => trail(deps)({}, {} as never);
}

/** The chain holds each line once, in the order of its time, whole, counted, with its names; and the box is empty. */
async function expectChained(table: Table, count: number) {
  const { trailChain, trailBox, audit } = repositoriesOver(table);
  const lines = await trailChain.lines('acc_1');
  expect(lines.map(({ id }) => id)).toEqual(Array.from({ length: count }, (_, i) => `line-${i + 1}`));
  expect(faultsOfChain(lines, await trailChain.counted('acc_1'))).toEqual([]);
  expect((await trailBox.waiting()).size).toBe(0);
  const { entries } = await audit.list('acc_1', { limit: 100 });
  for (const { id, actor, detail } of entries) {
    const i = Number(id.replace('line-', ''));
    expect({ actor, detail }).toEqual({
      actor: 'ada@buyer.example',
      detail: { key: `key-${i}`, label: `label-${i % 2}` },
    });
  }
}

test('wherever a run is interrupted, the next one leaves each line in the chain once, and none in the box', async () => {
  const scene = async () => {
    const table = memoryTable();
    const { audit } = repositoriesOver(table);
    for (const i of [1, 2]) await audit.append(line(i));
    await runOver(table)();
    for (const i of [3, 4, 5]) await audit.append(line(i));
    const calls = faultyCalls();
    const refused = (sentence: string) => expect.fail(sentence);
    const granted = grantedTable(table, 'trail', functions.trail!.table!, refused);
    return { table, calls, run: runOver(faultyTable(granted, calls)) };
  };
  const whole = await scene();
  await whole.run();
  await expectChained(whole.table, 5);
  const made = whole.calls.reset();
  expect(made).toEqual(
    expect.arrayContaining(['table insert TRAIL', 'table update TRAILHEAD', 'table delete TRAILBOX']),
  );
  await atEveryCall(made, async ({ at, kind }) => {
    const { table, calls, run } = await scene();
    calls.arm({ at, kind });
    await run().catch(() => {});
    const reached = calls.reset();
    await runOver(table)();
    await expectChained(table, 5);
    return reached;
  });
});

test('however several runs interleave, with each other, with lines that come and with one that dies, each line is chained once', () =>
  fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 2, max: 3 }),
      fc.integer({ min: 1, max: 40 }),
      async (scheduler, runs, death) => {
        const table = memoryTable();
        const { audit } = repositoriesOver(table);
        for (const i of [1, 2, 3]) await audit.append(line(i));
        let steps = 0;
        const died = new Promise<never>(() => {});
        const slow = slowTable(table, async () => {
          await scheduler.schedule(Promise.resolve());
          if (++steps === death) await died;
        });
        const story = async () => {
          await scheduler.schedule(Promise.resolve());
          await audit.append(line(4));
        };
        for (let i = 0; i < runs; i++) void runOver(slow)().catch(() => {});
        void story();
        await scheduler.waitAll();
        await runOver(table)();
        const { trailChain, trailBox } = repositoriesOver(table);
        const lines = await trailChain.lines('acc_1');
        expect(lines.map(({ id }) => id).toSorted()).toEqual(['line-1', 'line-2', 'line-3', 'line-4']);
        expect(faultsOfChain(lines, await trailChain.counted('acc_1'))).toEqual([]);
        expect((await trailBox.waiting()).size).toBe(0);
      },
    ),
    { numRuns: 300, seed: 20261201 },
  ));

test('lines of many organizations are chained in one run, each in its own chain from 1', async () => {
  const table = memoryTable();
  const { audit, trailChain } = repositoriesOver(table);
  for (let i = 0; i < 30; i++) for (const j of [1, 2]) await audit.append(line(j, `acc_${i}`));
  expect(await runOver(table)()).toEqual({ organizations: 30, lines: 60 });
  for (let i = 0; i < 30; i++) expect((await trailChain.lines(`acc_${i}`)).map(({ seq }) => seq)).toEqual([1, 2]);
});

test('more lines than a batch holds are chained in one run', async () => {
  const table = memoryTable();
  const { audit, trailChain } = repositoriesOver(table);
  for (let i = 1; i <= 250; i++) await audit.append(line(i));
  expect(await runOver(table)()).toEqual({ organizations: 1, lines: 250 });
  expect((await trailChain.lines('acc_1')).map(({ id }) => id)).toEqual(
    Array.from({ length: 250 }, (_, i) => `line-${i + 1}`),
  );
});

test('an organization that fails delays no other, and the run fails', async () => {
  const table = memoryTable();
  const { audit, trailChain } = repositoriesOver(table);
  for (const organization of ['acc_1', 'acc_2']) await audit.append(line(1, organization));
  const insert: Table['insert'] = (item) =>
    item.pk.endsWith('acc_1') ? Promise.reject(new Error('away')) : table.insert(item);
  await expect(runOver({ ...table, insert })()).rejects.toThrow('The trails of 1 organizations could not be chained');
  expect(await trailChain.lines('acc_2')).toHaveLength(1);
});

test('a run near its time limit leaves the rest to the next', async () => {
  const table = memoryTable();
  const { audit, trailBox } = repositoriesOver(table);
  await audit.append(line(1));
  const deps = {
    ...repositoriesOver(table),
    log: logOf('trail', () => {}),
    now: () => new Date(start),
    newId: () => 'n',
  };
  const late = { getRemainingTimeInMillis: () => 1_000 };
  expect(await trail(deps)({}, late as never)).toEqual({ organizations: 0, lines: 0 });
  expect((await trailBox.waiting()).size).toBe(1);
});

test('a name is kept once for all lines of an organization that stand for it', async () => {
  const table = memoryTable();
  const { audit } = repositoriesOver(table);
  for (let i = 1; i <= 6; i++) await audit.append(line(i));
  await runOver(table)();
  const { items } = await table.query({ pk: trailNamesPartition('acc_1') });
  expect(
    items
      .filter(({ sk }) => sk.startsWith('ID#'))
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual(['ada@buyer.example', 'label-0', 'label-1']);
});
