import { describe, expect, it, test } from 'vitest';
import type { Subscription } from '../../../shared/domain/billing/subscription.ts';
import { hasUnsentChange, isIncomplete } from '../../../shared/domain/billing/unfinished.ts';
import { day, item, subscription } from './subscriptions.ts';

type Latest = NonNullable<Subscription['latestInvoice']>;

describe('an invoice of a change by invoice', () => {
  const byInvoice = (latest: Partial<Latest>, more: Partial<Subscription> = {}) =>
    subscription({
      collection: 'send_invoice',
      latestInvoice: { createdAt: day(3), dueAt: null, status: 'draft', ...latest },
      ...more,
    });

  it('is to be sent while it is a draft', () => {
    expect(hasUnsentChange(byInvoice({}))).toBe(true);
  });

  test.each<[string, Subscription]>([
    ['it is final', byInvoice({ status: 'open' })],
    ['it bills a whole period, which Stripe sends', byInvoice({ totalMinor: 100_00 })],
    ['it cannot become final', byInvoice({ finalizationError: 'customer_tax_location_invalid' })],
    ['the card is charged', byInvoice({}, { collection: 'charge_automatically' })],
    ['the subscription has ended', byInvoice({}, { status: 'canceled', endedAt: day(4) })],
  ])('is left alone where %s', (_, left) => {
    expect(hasUnsentChange(left)).toBe(false);
  });
});

describe('a subscription is incomplete', () => {
  const gone = item({ lookupKey: 'verified_affiliate_monthly', quantity: 0 });
  const items = [item(), gone];

  it('with an item of which none are left, once no change is to come', () => {
    expect(isIncomplete(subscription({ items }))).toBe(true);
    expect(isIncomplete(subscription({ items: [gone] })), 'a subscription has at least one item').toBe(false);
    expect(isIncomplete(subscription({ items, endedAt: day(4) }))).toBe(false);
    const pendingChange = { items: [], expiresAt: day(4), invoiceUrl: null };
    expect(isIncomplete(subscription({ items, pendingChange }))).toBe(false);
  });

  it('with a planned change that would be charged to a card of before', () => {
    const scheduledChange = { items: [], at: day(31) };
    expect(isIncomplete(subscription({ scheduledChange }))).toBe(false);
    expect(isIncomplete(subscription({ scheduledChange: { ...scheduledChange, hasOtherCard: true } }))).toBe(true);
  });
});
