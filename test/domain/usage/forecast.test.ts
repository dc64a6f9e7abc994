/** The forecast of a period, and usage by two groupings. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forecastOf } from '../../../shared/domain/usage/forecast.ts';
import { groupedUsage, type RefusedRow, totalOf, usageGroupings } from '../../../shared/domain/usage/grouped.ts';
import { repeatsKeyId, type UsageRow } from '../../../shared/domain/usage/usage.ts';

const period = { start: '2026-11-01T12:00:00.000Z', end: '2026-12-01T12:00:00.000Z' };
const on = (day: number, units: number): UsageRow => {
  const text = String(day).padStart(2, '0');
  return { day: `2026-11-${text}`, keyId: 'key_a', datasetId: 'posts', units, requests: 1 };
};
const noon = (day: number) => new Date(`2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`);

test('there is no forecast before three whole days of the period have passed, and none after it', () => {
  const rows = [on(1, 50), on(2, 10), on(3, 10), on(4, 10)];
  expect(forecastOf(rows, period, noon(4))).toBeNull();
  expect(forecastOf(rows, period, noon(5))).toMatchObject({ days: 3 });
  expect(forecastOf(rows, period, new Date('2026-12-02T00:00:00.000Z'))).toBeNull();
});

test('the likely end is what was billed through yesterday, and the average day for each day left', () => {
  const rows = [on(1, 50), on(2, 10), on(3, 20), on(4, 30), on(5, 999)];
  const left = 26.5;
  expect(forecastOf(rows, period, noon(5))).toEqual({
    ...{ likely: Math.max(1_109, 110 + 20 * left), low: 1_109, high: 1_109, days: 3 },
  });
});

test('low has the three quietest days and high the three busiest of the last seven', () => {
  const rows = [3, 4, 5, 6, 7, 8, 9, 10].map((day) => on(day, (day - 3) * 10));
  const left = 20.5;
  const forecast = forecastOf(rows, period, noon(11));
  expect(forecast).toEqual({
    ...{ likely: 280 + 40 * left, low: 280 + 20 * left, high: 280 + 60 * left, days: 7 },
  });
});

test('a forecast is never below what is used, and low, likely and high are in this order', () => {
  const rows = fc.array(
    fc.record({ day: fc.integer({ min: 1, max: 30 }), units: fc.integer({ min: 0, max: 10_000 }) }),
  );
  const property = fc.property(rows, fc.integer({ min: 5, max: 30 }), (days, today) => {
    const all = days.filter(({ day }) => day <= today).map(({ day, units }) => on(day, units));
    const forecast = forecastOf(all, period, noon(today));
    const used = all.reduce((sum, { units }) => sum + units, 0);
    expect(forecast).not.toBeNull();
    const { low = -1, likely = -1, high = -1 } = forecast ?? {};
    expect([used <= low, low <= likely, likely <= high]).toEqual([true, true, true]);
  });
  fc.assert(property, { seed: 31, numRuns: 300 });
});

const place = {
  day: fc.constantFrom('2026-11-01', '2026-11-02'),
  datasetId: fc.constantFrom('posts', 'films', '__proto__'),
};
const keyId = fc.constantFrom('key_a', 'key_b', 'constructor');
const row: fc.Arbitrary<UsageRow> = fc.oneof(
  fc.record({ ...place, keyId, units: fc.nat(1_000), requests: fc.nat(10) }),
  fc.record({
    ...place,
    ...{ keyId: fc.constant(repeatsKeyId), units: fc.integer({ min: -100, max: -1 }), requests: fc.constant(0) },
  }),
);
const refusal: fc.Arbitrary<RefusedRow> = fc.record({
  ...place,
  ...{ keyId, reason: fc.constantFrom('rate_limited', 'suspended'), refused: fc.integer({ min: 1, max: 9 }) },
});

test('all groups together are the same for each one or two groupings, and net is served less credited', () => {
  const by = fc.uniqueArray(fc.constantFrom(...usageGroupings), { minLength: 1, maxLength: 2 });
  const property = fc.property(fc.array(row), fc.array(refusal), by, (rows, refusals, groupings) => {
    const groups = groupedUsage({ rows, refusals, by: groupings });
    const total = totalOf(groups);
    expect(total).toEqual(totalOf(groupedUsage({ rows, refusals, by: ['day'] })));
    expect(total.units).toBe(rows.reduce((sum, { units }) => sum + units, 0));
    expect(total.refused).toBe(refusals.reduce((sum, { refused }) => sum + refused, 0));
    for (const { units, served, credited } of groups) expect(units).toBe(served - credited);
    expect(new Set(groups.map(({ bucket, and }) => JSON.stringify([bucket, and]))).size).toBe(groups.length);
  });
  fc.assert(property, { seed: 32, numRuns: 300 });
});
