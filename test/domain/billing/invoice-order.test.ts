import { describe, expect, it } from 'vitest';
import { daysUntilDueOf, owes } from '../../../shared/domain/billing/invoice-order.ts';
import type { Subscription } from '../../../shared/domain/billing/subscription.ts';
import { soldBy } from '../../../shared/domain/catalog/look-up.ts';
import { catalogWith } from '../../support/app-catalog.ts';
import { day, subscription } from './subscriptions.ts';

describe('a price is sold by invoice', () => {
  const basic = soldBy(catalogWith({}), 'basic_monthly')!.price;
  it('not without the setting', () => {
    expect(daysUntilDueOf(catalogWith({}), basic)).toBeUndefined();
  });
  it('with it, where no prices are named or it is one of them', () => {
    expect(daysUntilDueOf(catalogWith({ byInvoice: { daysUntilDue: 30 } }), basic)).toBe(30);
    const named = (prices: string[]) => catalogWith({ byInvoice: { daysUntilDue: 30, prices } });
    expect(daysUntilDueOf(named(['basic_monthly']), basic)).toBe(30);
    expect(daysUntilDueOf(named(['pro_monthly']), basic)).toBeUndefined();
  });
});

describe('an account owes', () => {
  const invoiced = (over: Partial<Subscription>, status = 'open') =>
    subscription({ collection: 'send_invoice', latestInvoice: { createdAt: day(1), dueAt: day(15), status }, ...over });
  const owesOn = (at: string, each: Subscription) => owes([each], new Date(at));

  it.each(['open', 'uncollectible'])('from the due date on, while the invoice is %s', (status) => {
    expect(owesOn(day(14), invoiced({}, status))).toBe(false);
    expect(owesOn(day(15), invoiced({}, status))).toBe(true);
    expect(owesOn(day(16), invoiced({ status: 'past_due' }, status))).toBe(true);
  });

  it('for an invoice that an ended subscription left unpaid, due or not', () => {
    expect(owesOn(day(2), invoiced({ status: 'canceled', endedAt: day(2) }))).toBe(true);
  });

  it.each(['paid', 'void'])('nothing for an invoice that is %s, nor for a card that was declined', (status) => {
    expect(owesOn(day(20), invoiced({}, status))).toBe(false);
    expect(owesOn(day(20), { ...invoiced({ status: 'canceled' }), collection: 'charge_automatically' })).toBe(false);
  });
});
