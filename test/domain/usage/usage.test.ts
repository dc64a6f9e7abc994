import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appOfKeys, dayOf, groupUsage, type UsageRow } from '../../../shared/domain/usage/usage.ts';

const row: fc.Arbitrary<UsageRow> = fc.record({
  day: fc.constantFrom('2026-11-01', '2026-11-02', '2026-12-01'),
  keyId: fc.constantFrom('key_a', 'key_b', '__proto__', 'constructor'),
  datasetId: fc.constantFrom('posts', 'films'),
  units: fc.nat(1_000_000),
  requests: fc.nat(1_000),
});
const keys = [
  { id: 'key_a', app: 'app_1' },
  { id: 'constructor', app: 'app_1' },
];
const appOf = appOfKeys(keys);
const column = { day: 'day', key: 'keyId', dataset: 'datasetId' } as const;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe.each(['day', 'key', 'dataset'] as const)('usage by %s', (by) => {
  it('holds every unit and request of the rows once, in the bucket that they name', () => {
    const property = fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const buckets = groupUsage(rows, by);
      const named = new Set(rows.map((each) => each[column[by]]));
      expect(buckets.map(({ bucket }) => bucket)).toEqual([...named].toSorted((a, b) => a.localeCompare(b)));
      for (const { bucket, units, requests } of buckets) {
        const own = rows.filter((each) => each[column[by]] === bucket);
        expect([units, requests]).toEqual([sum(own.map((each) => each.units)), sum(own.map((each) => each.requests))]);
      }
    });
    fc.assert(property, { seed: 18, numRuns: 300 });
  });

  it('comes to the same whatever the order of the rows, and in total to any other grouping', () => {
    const property = fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      expect(groupUsage(rows.toReversed(), by)).toEqual(groupUsage(rows, by));
      const total = (grouping: keyof typeof column) => sum(groupUsage(rows, grouping).map(({ units }) => units));
      expect(total(by)).toBe(total('day'));
      expect(total(by)).toBe(sum(rows.map(({ units }) => units)));
    });
    fc.assert(property, { seed: 19, numRuns: 300 });
  });
});

it('by app is the sum over the keys of each app, and a key that nobody knows belongs to the default app', () => {
  const property = fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
    const byKey = groupUsage(rows, 'key');
    for (const { bucket, units, requests } of groupUsage(rows, 'app', appOf)) {
      const own = byKey.filter(({ bucket: keyId }) => appOf(keyId) === bucket);
      expect([units, requests]).toEqual([sum(own.map((each) => each.units)), sum(own.map((each) => each.requests))]);
    }
    expect(sum(groupUsage(rows, 'app', appOf).map(({ units }) => units))).toBe(sum(rows.map(({ units }) => units)));
  });
  fc.assert(property, { seed: 20, numRuns: 300 });
  expect(['key_a', 'key_b', '__proto__'].map(appOf)).toEqual(['app_1', 'default', 'default']);
});

it.each([
  ['2026-11-24T23:59:59.999Z', '2026-11-24'],
  ['2026-11-25T00:00:00.000Z', '2026-11-25'],
  ['2026-11-24T23:30:00.000-02:00', '2026-11-25'],
])('the day of %s is %s in UTC', (time, expected) => {
  expect(dayOf(new Date(time))).toBe(expected);
});
