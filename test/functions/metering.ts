/** A small world of instances that take, serve and report, and of mergers that fold what they report. */
import type fc from 'fast-check';
import { expect } from 'vitest';
import { usageMerge } from '../../functions/usage-merge/handler.ts';
import type { MailMessage } from '../../shared/domain/mail/message.ts';
import type { Segment, SegmentEntry } from '../../shared/domain/usage/segment.ts';
import { encodeSegment } from '../../shared/domain/usage/segment-codec.ts';
import { recordHash, type Served } from '../../shared/domain/usage/served.ts';
import type { WebhookEvent } from '../../shared/domain/webhooks/event.ts';
import { logOf } from '../../shared/log.ts';
import type { TopUpMessage } from '../../shared/queues.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { grantsKey } from '../../shared/storage/item-keys.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { batchesOver } from '../../shared/storage/usage/batches.ts';
import { counterUpkeepOver } from '../../shared/storage/usage/counter-upkeep.ts';
import { type CounterId, countersOver } from '../../shared/storage/usage/counters.ts';
import { repeatsOver } from '../../shared/storage/usage/repeats.ts';
import { segmentsOver } from '../../shared/storage/usage/segments.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';
import catalog from '../../tollgate.config.ts';
import { faultKinds, faultyCalls } from '../support/faulty-calls.ts';
import { faultyTable } from '../support/faulty-table.ts';

export const start = new Date('2026-11-24T12:00:00.000Z');
export const periodStart = '2026-11-03T09:12:44.000Z';
const accountIds = ['acct-1', 'acct-2'] as const;
export const hours = (count: number): Date => new Date(start.getTime() + count * 3_600_000);
export const newTable = () => memoryTable({ now: () => start });
export const counterOf = (accountId: string, period = periodStart): CounterId => ({ accountId, periodStart: period });

/** Values of the metric, and queued messages. */
type Told = {
  readonly counted: number[];
  readonly mails: MailMessage[];
  readonly events: WebhookEvent[];
  readonly topUps: TopUpMessage[];
};

/** A merger over a table that may be faulty. */
export function mergerOver(
  table: Table,
  now: () => Date,
  { counted = [], mails = [], events = [], topUps = [] }: Partial<Told> = {},
  accounts: readonly string[] = accountIds,
) {
  return usageMerge({
    segments: segmentsOver(table),
    batches: batchesOver(table),
    usageDays: usageDaysOver(table),
    repeats: repeatsOver(table),
    counters: countersOver(table),
    counterUpkeep: counterUpkeepOver(table),
    accounts: { list: async () => ({ accounts: accounts.map((id) => ({ id })) as never }) },
    apiKeys: apiKeysOver(table),
    catalog,
    access: accessStatesOver(table),
    mail: { send: async (message) => void mails.push(message) },
    webhookEvents: { send: async ({ event }) => void events.push(event) },
    topUps: { send: async (message) => void topUps.push(message) },
    checks: { send: async () => {} },
    admittingFunctions: { ask: async () => null },
    newId: () => `message-${mails.length + 1}`,
    count: (_name, value) => void counted.push(value),
    log: logOf('usage-merge', () => {}),
    now,
  });
}

const context = { getRemainingTimeInMillis: () => 900_000 } as never;

/** A whole run of the merger; `counted` is told what the metric is. */
export const merge = (table: Table, now: () => Date = () => start, counted: number[] = []) =>
  mergerOver(table, now, { counted })({}, context);

/** Opens a counter with so many units under version 1 of the account's grants. */
export async function openCounter(table: Table, id: CounterId, units: number): Promise<void> {
  await table.put({ ...grantsKey(id.accountId), version: 1, grants: [] });
  await countersOver(table).open(id, { units, version: 1 });
}

/** An instance that takes one block a counter and reports what it is told to have served. */
export function instanceOver(table: Table, id: string, now: () => Date) {
  const segments = segmentsOver(table);
  const counters = countersOver(table);
  const spent = new Map<string, { readonly id: CounterId; units: number }>();
  let last = { number: 0, hash: '' };
  type Saying = Pick<Segment, 'end' | 'pledge'>;
  const write = async (entries: readonly SegmentEntry[], saying: Saying = {}, served: readonly Served[] = []) => {
    const fixed = encodeSegment({
      instanceId: id,
      number: last.number + 1,
      at: now().toISOString(),
      previousHash: last.hash,
      entries,
      ...saying,
    });
    const outcome = await segments.put(fixed, served);
    if (outcome === 'acknowledged') last = { number: last.number + 1, hash: fixed.hash };
    return outcome;
  };
  return {
    id,
    register: () => segments.register(id, now().toISOString()),
    async take(counter: CounterId, units: number) {
      const read = await counters.read(counter);
      if (!read) throw new Error('There is no such counter');
      const { limit, settled, entries } = read;
      const { ok } = await counters.take({
        ...counter,
        instanceId: id,
        units,
        entry: entries[id] ?? 0,
        settled,
        limit,
      });
      if (ok) spent.set(JSON.stringify(counter), { id: counter, units: 0, ...spent.get(JSON.stringify(counter)) });
      return ok;
    },
    /** A segment of one call: the records of these ids, each at `weight` units. */
    async read(ids: readonly string[], { weight = 1, ...over }: Partial<SegmentEntry> & { weight?: number } = {}) {
      const entry = entryOf({ units: ids.length * weight, ...over });
      const counter = spent.get(JSON.stringify(counterOf(entry.accountId, entry.periodStart)));
      if (counter) counter.units += entry.units;
      const hashes = BigUint64Array.from(new Set(ids.map((record) => recordHash(entry.datasetId, record))));
      return write([entry], undefined, [{ ...entry, weight, records: ids.length, hashes }]);
    },
    /** A segment with one row for each account: it served so many units of what it took. */
    async report(
      units: Readonly<Record<string, number>>,
      over: Partial<SegmentEntry> = {},
      pledge?: Segment['pledge'],
    ) {
      const entries = Object.entries(units).map(([accountId, served]) => {
        const entry = entryOf({ accountId, units: served, ...over });
        const counter = spent.get(JSON.stringify(counterOf(accountId, entry.periodStart)));
        if (counter) counter.units += served;
        return entry;
      });
      return write(entries, pledge && { pledge });
    },
    close: () =>
      write([], {
        end: { by: 'instance', consumed: [...spent.values()].map((each) => ({ ...each.id, units: each.units })) },
      }),
  };
}

const entryOf = (over: Partial<SegmentEntry>): SegmentEntry => ({
  accountId: 'acct-1',
  periodStart,
  day: '2026-11-24',
  keyId: 'key_000000000001',
  datasetId: 'posts',
  units: 1,
  calls: 1,
  ...over,
});

/** Runs `merge` on a new scene for every call that it makes and every way of interrupting it, then once more, and looks. */
export async function interruptedEverywhere(
  scene: () => Promise<Table>,
  merge: (table: Table) => Promise<unknown>,
  look: (table: Table) => Promise<void>,
) {
  const calls = faultyCalls();
  await merge(faultyTable(await scene(), calls));
  const names = calls.reset();
  for (const [index, name] of names.entries())
    for (const kind of faultKinds) {
      const table = await scene();
      calls.arm({ at: index + 1, kind });
      await expect(merge(faultyTable(table, calls)), `${kind} at ${name}`).rejects.toThrow();
      calls.reset();
      await expectLaw(table);
      await merge(table);
      await look(table);
    }
  return names;
}

/** The table, of which every call waits for its turn. */
export function inTurns(table: Table, scheduler: fc.Scheduler): Table {
  const turn = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => scheduler.scheduleFunction(call);
  return {
    get: turn(table.get),
    getAll: turn(table.getAll),
    query: turn(table.query),
    put: turn(table.put),
    insert: turn(table.insert),
    update: turn(table.update),
    delete: turn(table.delete),
    transact: turn(table.transact),
  };
}

/** Units that are folded, by account. */
export async function billed(table: Table): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const accountId of accountIds) {
    const days = await usageDaysOver(table).read(accountId, { from: '0000-01-01', to: '9999-01-01' });
    sums[accountId] = days.flatMap(({ sums: each }) => each).reduce((sum, { units }) => sum + units, 0);
  }
  return sums;
}

/** The law of counters, and that no more is billed than was taken. */
export async function expectLaw(table: Table): Promise<void> {
  const folded = await billed(table);
  for (const accountId of accountIds) {
    const counters = await counterUpkeepOver(table).ofAccount(accountId);
    let taken = 0;
    for (const { limit, credited, free, entries, retired } of counters) {
      const inEntries = Object.values(entries).reduce((sum, units) => sum + units, 0);
      expect(limit + credited, accountId).toBe(free + inEntries + retired);
      taken += inEntries + retired;
    }
    expect(folded[accountId], 'billed').toBeLessThanOrEqual(taken);
  }
}
