import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntryCounter, type LeafSummary } from '../../../shared/domain/evidence/hour-summary.ts';
import { maxStatedPlaces, placesText, statementOf } from '../../../shared/domain/evidence/statement.ts';

const letter = fc.constantFrom('a', 'b', 'B');
const call = fc.record({
  ...{ kind: fc.constant('read'), app: letter, dataset: letter, instance: letter },
  segment: fc.integer({ min: 1, max: 12 }),
  at: fc.constantFrom('2026-12-01T23:59:59.999Z', '2026-12-02T00:00:00.000Z'),
  units: fc.nat(1_000),
  records: fc.option(fc.record({ count: fc.nat(1_000) }), { nil: undefined }),
});
const entry = fc.oneof({ weight: 5, arbitrary: call }, fc.record({ kind: fc.constantFrom('statement', 'acceptance') }));
const countedOf = (entries: readonly object[]) => {
  const counter = new EntryCounter();
  for (const each of entries) counter.add(JSON.stringify(each));
  return counter.sums();
};
const leafOf = (seq: number, entries: readonly object[]): LeafSummary => ({
  ...{ organization: 'acc_1', seq, leaf: `hash ${seq}` },
  ...countedOf(entries),
});
const stated = { day: '2026-12-02', at: '2026-12-03T01:25:00.000Z', salt: 'salt' };

test('counts that are merged are those of all entries together, however entries are cut into leaves and in whatever order they come', () => {
  fc.assert(
    fc.property(fc.array(fc.array(entry), { minLength: 1 }), (cut) => {
      const merged = new EntryCounter();
      for (const part of cut.toReversed()) merged.addSums(countedOf(part));
      const sums = merged.sums();
      expect(sums).toEqual(countedOf(cut.flat()));
      const calls = cut.flat().filter((each) => 'instance' in each).length;
      expect(sums.places.reduce((sum, { entries }) => sum + entries, 0)).toBe(calls);
      expect(sums.totals.reduce((sum, total) => sum + total.calls, 0)).toBe(calls);
    }),
  );
});

test('a statement names the first and last leaf by number, whatever the order in which they are read', () => {
  const read = { kind: 'read', app: 'a', dataset: 'd', at: stated.at, units: 1, instance: 'I', segment: 1 };
  const made = statementOf([leafOf(9, [read]), leafOf(7, [read]), leafOf(8, [read])], stated);
  expect(made?.statement.leaves).toEqual({ from: 7, to: 9, last: 'hash 9' });
  expect(made?.statement).toMatchObject({ id: 'st_2026-12-02', entries: 3, places: [{ segment: 1, entries: 3 }] });
});

test('a day that holds statements alone has none, and one with another fact has one', () => {
  expect(statementOf([leafOf(1, [{ kind: 'statement' }])], stated)).toBeNull();
  expect(statementOf([], stated)).toBeNull();
  expect(statementOf([leafOf(1, [{ kind: 'statement' }, { kind: 'acceptance' }])], stated)?.statement).toMatchObject({
    ...{ entries: 2, totals: [], places: [] },
  });
});

test('up to 500 places stand in a statement, and more are an ordered list under its hash', () => {
  const reads = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      ...{ kind: 'read', app: 'a', dataset: 'd', at: stated.at, units: 1 },
      ...{ instance: at % 2 ? 'b' : 'B', segment: count - at },
    }));
  const most = statementOf([leafOf(1, reads(maxStatedPlaces))], stated);
  expect(most?.longPlaces).toBeNull();
  expect(most?.statement).toMatchObject({ places: { length: maxStatedPlaces } });
  const more = statementOf([leafOf(1, reads(maxStatedPlaces + 1))], stated);
  const text = placesText(more!.longPlaces!);
  expect(more?.statement).not.toHaveProperty('places');
  expect(more?.statement).toMatchObject({ placesCount: 501, placesSha256: hash('sha256', text, 'hex') });
  expect(text.split('\n').slice(0, 2)).toEqual([
    '{"entries":1,"instance":"B","segment":1}',
    '{"entries":1,"instance":"B","segment":3}',
  ]);
});
