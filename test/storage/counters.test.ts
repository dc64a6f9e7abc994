import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { counterKey, grantsKey } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { type Counter, countersOver, type Take } from '../../shared/storage/usage/counters.ts';
import { onEachTable } from '../support/on-each-table.ts';

const periodStart = '2026-11-01T00:00:00.000Z';
let accounts = 0;
let id = { accountId: '', periodStart };
beforeEach(() => {
  accounts += 1;
  id = { accountId: `acct_${accounts}`, periodStart };
});

const grants = (table: Table, version: number) => table.put({ ...grantsKey(id.accountId), version, grants: [] });
const isLawful = ({ limit, credited, free, retired, entries }: Counter) =>
  limit + credited === free + retired + Object.values(entries).reduce((sum, units) => sum + units, 0);

onEachTable(({ table }) => {
  const counters = countersOver(table);
  const opened = async (units = 100) => {
    await grants(table, 1);
    await counters.open(id, { units, version: 1 });
  };
  const take = (of: Partial<Take> = {}) =>
    counters.take({ ...id, instanceId: 'aaaaaaaa', units: 10, entry: 0, settled: 0, limit: 100, ...of });

  describe('a counter', () => {
    test('is opened once, with everything free, and only under the grants that its limit was made of', async () => {
      expect(await counters.read(id)).toBeNull();
      expect(await counters.open(id, { units: 100, version: 1 })).toBeNull();
      await grants(table, 2);
      expect(await counters.open(id, { units: 100, version: 1 })).toBeNull();
      const fresh = {
        limit: 100,
        free: 100,
        settled: 0,
        retired: 0,
        credited: 0,
        version: 2,
        opened: 100,
        usedUpOf: 0,
        entries: {},
        pledges: {},
      };
      expect(await counters.open(id, { units: 100, version: 2 })).toEqual(fresh);
      await take();
      await grants(table, 3);
      const standing = { ...fresh, free: 90, entries: { aaaaaaaa: 10 } };
      expect(await counters.open(id, { units: 500, version: 3 })).toEqual(standing);
      expect(await counters.open(id, { units: 500, version: 2 })).toEqual(standing);
      expect(await counters.read(id)).toEqual(standing);
    });

    test('is made by one of many openings at once, and all see it', async () => {
      await grants(table, 1);
      const answers = await Promise.allSettled(
        Array.from({ length: 5 }, () => counters.open(id, { units: 100, version: 1 })),
      );
      const seen = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
      expect(seen.length).toBeGreaterThan(0);
      for (const counter of seen) expect(counter).toMatchObject({ limit: 100, free: 100 });
    });
  });

  describe('a take', () => {
    test('moves units from what is free to the entry of its instance, and answers the counter after it', async () => {
      await opened();
      expect(await take()).toMatchObject({ ok: true, counter: { free: 90, entries: { aaaaaaaa: 10 } } });
      expect(await take({ entry: 10, units: 90 })).toMatchObject({
        ok: true,
        counter: { free: 0, entries: { aaaaaaaa: 100 } },
      });
    });

    test('lands once, whatever was tried at once or comes late', async () => {
      await opened();
      const answers = await Promise.all([take({ units: 10 }), take({ units: 20 }), take({ units: 30 })]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      const entry = Math.max(...answers.map(({ counter }) => counter?.entries.aaaaaaaa ?? 0));
      expect(await take({ units: 5 })).toMatchObject({ ok: false, counter: { free: 100 - entry } });
      await take({ units: 5, entry });
      expect(await take({ units: 5, entry })).toMatchObject({
        ok: false,
        counter: { entries: { aaaaaaaa: entry + 5 } },
      });
    });

    test('that asks for more than is free takes nothing, and shows what is free', async () => {
      await opened();
      expect(await take({ units: 101 })).toMatchObject({ ok: false, counter: { free: 100, entries: {} } });
      expect(await take({ units: 100 })).toMatchObject({ ok: true, counter: { free: 0 } });
    });

    test('under another limit than the one that is believed takes nothing', async () => {
      await opened();
      expect(await take({ limit: 200 })).toMatchObject({ ok: false, counter: { limit: 100, free: 100, entries: {} } });
    });

    test('where there is no counter answers none', async () => {
      expect(await take()).toEqual({ ok: false, counter: null });
      expect(await take({ entry: 3 })).toEqual({ ok: false, counter: null });
      expect(await counters.read(id)).toBeNull();
    });

    test('that was sent before an entry was removed never makes it again', async () => {
      await opened();
      await take();
      await counters.reclaim(id, { instanceId: 'aaaaaaaa', entry: 10, consumed: 10 });
      expect(await take()).toMatchObject({ ok: false, counter: { settled: 1, entries: {} } });
      expect(await take({ settled: 1, instanceId: 'bbbbbbbb' })).toMatchObject({ ok: true });
    });
  });

  describe('a settlement', () => {
    test('returns what is not gone, once, and only of the entry as it was read', async () => {
      await opened();
      await take();
      const settle = (entry: number) => counters.reclaim(id, { instanceId: 'aaaaaaaa', entry, consumed: 4 });
      expect(await settle(9)).toBe(false);
      expect(await settle(10)).toBe(true);
      expect(await settle(10)).toBe(false);
      const counter = await counters.read(id);
      expect(counter).toEqual({
        limit: 100,
        free: 96,
        settled: 1,
        retired: 4,
        credited: 0,
        version: 1,
        opened: 100,
        usedUpOf: 0,
        entries: {},
        pledges: {},
      });
    });
  });

  describe('another limit', () => {
    test('moves what is free by the difference, below 0 if need be, and once however often it is asked for', async () => {
      await opened();
      await take({ units: 60 });
      const lower = { from: 100, to: 50, version: 2 };
      const lowered = { limit: 50, free: -10, version: 2, entries: { aaaaaaaa: 60 } };
      expect(await counters.relimit(id, lower)).toMatchObject(lowered);
      expect(await counters.relimit(id, lower)).toMatchObject(lowered);
      expect(await take({ limit: 50, entry: 60, units: 1 })).toMatchObject({ ok: false });
      expect(await counters.relimit(id, { from: 50, to: 80, version: 2 })).toMatchObject({ limit: 80, free: 20 });
    });

    test('by older grants than those it was set under changes nothing', async () => {
      await opened();
      await counters.relimit(id, { from: 100, to: 200, version: 3 });
      expect(await counters.relimit(id, { from: 200, to: 100, version: 2 })).toMatchObject({ limit: 200, version: 3 });
    });

    test('without a counter makes none', async () => {
      expect(await counters.relimit(id, { from: 100, to: 200, version: 3 })).toBeNull();
      expect(await counters.read(id)).toBeNull();
    });
  });
});

test('limit = free + all entries + retired, after any sequence of takes, settlements and changes of the limit', async () => {
  const small = fc.integer({ min: 0, max: 30 });
  const instanceId = fc.constantFrom('aaaaaaaa', 'bbbbbbbb', 'cccccccc');
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('take' as const),
      instanceId,
      units: fc.integer({ min: 1, max: 30 }),
      off: small,
    }),
    fc.record({ kind: fc.constant('settle' as const), instanceId, gone: small, off: small }),
    fc.record({ kind: fc.constant('relimit' as const), to: fc.integer({ min: 0, max: 90 }), version: small }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const table = memoryTable();
      const counters = countersOver(table);
      await grants(table, 1);
      await counters.open(id, { units: 60, version: 1 });
      for (const each of steps) {
        const now = (await counters.read(id))!;
        /** Mostly what stands, at times something else, as of an instance that knows less. */
        const guess = (value: number, off: number) => (off < 25 ? value : off - 25);
        if (each.kind === 'relimit') {
          await counters.relimit(id, { from: now.limit, to: each.to, version: each.version });
        } else if (each.kind === 'take') {
          const entry = guess(now.entries[each.instanceId] ?? 0, each.off);
          await counters.take({ ...id, ...each, entry, settled: now.settled, limit: now.limit });
        } else {
          const entry = guess(now.entries[each.instanceId] ?? 0, each.off);
          await counters.reclaim(id, { ...each, entry, consumed: Math.min(entry, each.gone) });
        }
        expect(isLawful((await counters.read(id))!)).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});

test('a counter of forty instances is written for one unit', async () => {
  const table = memoryTable();
  const counters = countersOver(table);
  await grants(table, 1);
  await counters.open(id, { units: 1_000_000, version: 1 });
  const name = (index: number) => `e${String(index).padStart(7, '0')}`;
  for (let index = 0; index < 40; index++) {
    await counters.take({ ...id, instanceId: name(index), units: 5_000, entry: 0, settled: 0, limit: 1_000_000 });
  }
  const touched = await table.update(counterKey(id.accountId, periodStart), { add: { free: 0 } });
  expect(touched.writeUnits).toBe(1);
});
