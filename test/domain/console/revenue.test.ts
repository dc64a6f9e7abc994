import { expect, test } from 'vitest';
import type { Sums } from '../../../shared/domain/billing/revenue-change.ts';
import { revenueIn } from '../../../shared/domain/console/revenue.ts';

const days = new Map<string, Sums>([
  ['2026-11-02', { new: 10_000, newCount: 1 }],
  ['2026-11-04', { new: 5_000, newCount: 1, grown: 1_000, grownCount: 1, lost: 2_000, lostCount: 1 }],
  ['2026-11-05', { shrunk: 500, shrunkCount: 1, refunded: 300, refundedCount: 2 }],
  ['2026-11-06', { 'risk:failing': 700, 'riskCount:failing': 1 }],
  ['2026-11-13', { 'risk:cancelled': 300, 'riskCount:cancelled': 2 }],
]);
const now = {
  total: 20_000,
  organizations: 3,
  'm:plan:basic': 15_000,
  'n:plan:basic': 2,
  'm:badge:verified': 5_000,
  'm:plan:pro': 0,
  failing: 1,
  failingMinor: 700,
};
const rolledUp = { currency: 'usd', now, days };
const within = (from: string, to: string) => revenueIn(rolledUp, { from, to, today: '2026-11-05' });
const none = { amountMinor: 0, count: 0 };

test('ends are what is paid now less what changed since, so start and bridge add up to the end', () => {
  const { startMinor, endMinor, bridge } = within('2026-11-03', '2026-11-05');
  expect({ startMinor, endMinor }).toEqual({ startMinor: 16_500, endMinor: 20_500 });
  const { new: added, grown, shrunk, lost } = bridge;
  expect(startMinor + added.amountMinor + grown.amountMinor - shrunk.amountMinor - lost.amountMinor).toBe(endMinor);
});

test('churn is what was lost or shrank, as a share of the start, and nothing can be said of no start', () => {
  expect(within('2026-11-04', '2026-11-06').churnBasisPoints).toBe(Math.round((2_500 / 16_500) * 10_000));
  expect(
    revenueIn(
      { ...rolledUp, now: { total: 0 }, days: new Map() },
      { from: '2026-11-01', to: '2026-11-02', today: '2026-11-05' },
    ).churnBasisPoints,
  ).toBeNull();
});

test('every day of the range has its end, and days to come are none of it', () => {
  expect(within('2026-11-03', '2026-12-01').days).toEqual([
    { day: '2026-11-03', endMinor: 16_500, new: none, grown: none, shrunk: none, lost: none, refunds: none },
    {
      ...{ day: '2026-11-04', endMinor: 20_500, new: { amountMinor: 5_000, count: 1 }, shrunk: none },
      ...{ grown: { amountMinor: 1_000, count: 1 }, lost: { amountMinor: 2_000, count: 1 } },
      refunds: none,
    },
    {
      ...{ day: '2026-11-05', endMinor: 20_000, new: none, grown: none, lost: none },
      ...{ shrunk: { amountMinor: 500, count: 1 }, refunds: { amountMinor: 300, count: 2 } },
    },
  ]);
});

test('at risk is what will be lost in seven days from today on, by cause; what comes later is not', () => {
  expect(within('2026-11-03', '2026-11-05').atRisk).toEqual({
    failing: { amountMinor: 700, count: 1 },
    cancelled: none,
  });
});

test('plans and badges that bring something are listed, the one that brings most first', () => {
  expect(within('2026-11-03', '2026-11-05').bySold).toEqual([
    { sold: 'plan:basic', amountMinor: 15_000, subscriptions: 2 },
    { sold: 'badge:verified', amountMinor: 5_000, subscriptions: 0 },
  ]);
});

test('refunds are of the days of the range, and change nothing that is paid a month', () => {
  expect(within('2026-11-03', '2026-11-05').refunds).toEqual(none);
  const { refunds, endMinor } = within('2026-11-03', '2026-11-06');
  expect({ refunds, endMinor }).toEqual({ refunds: { amountMinor: 300, count: 2 }, endMinor: 20_000 });
});
