import { describe, expect, test } from 'vitest';
import { nothingRecurring, recurringOf } from '../../../shared/domain/billing/recurring.ts';
import { revenueChanges } from '../../../shared/domain/billing/revenue-change.ts';
import type { Subscription } from '../../../shared/domain/billing/subscription.ts';
import tollgate from '../../../tollgate.config.ts';
import { buying, day, item, subscription } from './subscriptions.ts';

const counted = (...subscriptions: Subscription[]) => recurringOf(tollgate, subscriptions);
const monthly = (one: Partial<Subscription>) =>
  counted(subscription({ currency: 'usd', ...one })).parts[0]?.amountMinor;
const basic = subscription({ currency: 'usd' });

describe('the monthly value of a subscription', () => {
  test.each([
    ['a month', { interval: 'month', unitAmountMinor: 10_000 }, 10_000],
    ['a year, a twelfth', { interval: 'year', unitAmountMinor: 8_400 }, 700],
    ['a week, 52 and a seventh of 365 days', { interval: 'week', unitAmountMinor: 700 }, 3_042],
    ['a day', { interval: 'day', unitAmountMinor: 100 }, 3_042],
    ['several of one', { interval: 'month', unitAmountMinor: 5_000, quantity: 3 }, 15_000],
  ] as const)('is its own price for %s', (_what, changes, amount) => {
    expect(monthly({ items: [item(changes)] })).toBe(amount);
  });

  test('is a private price as it is billed, under the plan that it buys or as another', () => {
    expect(monthly({ items: [item({ unitAmountMinor: 7_500 })] })).toBe(7_500);
    const own = counted(
      subscription({ currency: 'usd', items: [item({ lookupKey: 'by_hand', unitAmountMinor: 1_234 })] }),
    );
    expect(own.parts).toEqual([{ subscription: 'sub_1', sold: 'other', amountMinor: 1_234, currency: 'usd' }]);
  });

  test('leaves out metered prices', () => {
    const metered = item({ lookupKey: 'x', unitAmountMinor: 9, metered: { itemId: 'si_1', since: day(1) } });
    expect(monthly({ items: [item(), metered] })).toBe(10_000);
  });

  test.each(['trialing', 'unpaid', 'canceled', 'incomplete', 'paused'])('counts nothing while it is %s', (status) => {
    expect(monthly({ status })).toBeUndefined();
  });

  test('counts while its payment fails, and nothing before its first payment', () => {
    expect(monthly({ status: 'past_due' })).toBe(10_000);
    expect(
      monthly({ latestInvoice: { createdAt: day(1), dueAt: null, status: 'open', isFirst: true } }),
    ).toBeUndefined();
  });
});

describe('the change of revenue', () => {
  const on = '2026-11-10';
  const change = (before: Subscription[], after: Subscription[]) => {
    const [only, ...more] = revenueChanges(counted(...before), counted(...after), on);
    expect(more).toEqual([]);
    return only && { now: only.now, days: Object.fromEntries(only.days) };
  };
  const pro = buying('pro_monthly', { id: 'sub_1', currency: 'usd' });

  test('is new for a first subscription, and lost for the last one', () => {
    const sums = { 'm:plan:basic': 10_000, 'n:plan:basic': 1 };
    expect(change([], [basic])).toEqual({
      now: { total: 10_000, organizations: 1, ...sums },
      days: { [on]: { new: 10_000, newCount: 1, ...sums } },
    });
    expect(change([basic], [{ ...basic, status: 'canceled' }])).toMatchObject({
      now: { total: -10_000, organizations: -1 },
      days: { [on]: { lost: 10_000, lostCount: 1, 'm:plan:basic': -10_000 } },
    });
  });

  test('by another plan is grown or shrunk by the difference, and moves between the plans', () => {
    expect(change([basic], [pro])).toMatchObject({
      now: { total: 490_000, 'm:plan:basic': -10_000, 'm:plan:pro': 500_000 },
      days: { [on]: { grown: 490_000, grownCount: 1 } },
    });
    expect(change([pro], [basic])!.days[on]).toMatchObject({ shrunk: 490_000, shrunkCount: 1 });
  });

  test('lies on the day on which money will be lost, and leaves that day once nothing threatens it', () => {
    const cancelled = { ...basic, cancelAtPeriodEnd: true };
    const risk = { 'risk:cancelled': 10_000, 'riskCount:cancelled': 1 };
    expect(change([basic], [cancelled])).toEqual({ now: {}, days: { '2026-12-01': risk } });
    expect(change([cancelled], [basic])!.days['2026-12-01']).toEqual({
      'risk:cancelled': -10_000,
      'riskCount:cancelled': -1,
    });
    const failing = { ...basic, status: 'past_due', latestInvoice: { createdAt: day(1), dueAt: null, status: 'open' } };
    expect(change([basic], [failing])).toEqual({
      now: { failing: 1, failingMinor: 10_000 },
      days: { '2026-11-08': { 'risk:failing': 10_000, 'riskCount:failing': 1 } },
    });
  });

  test('in two currencies is two changes, and without a difference none', () => {
    const euro = buying('verified_monthly', {
      currency: 'eur',
      items: [item({ lookupKey: 'verified_monthly', unitAmountMinor: 800 })],
    });
    expect(revenueChanges(nothingRecurring, counted(basic, euro), on).map(({ currency }) => currency)).toEqual([
      'usd',
      'eur',
    ]);
    expect(revenueChanges(counted(basic, euro), counted(basic, euro), on)).toEqual([]);
  });
});
