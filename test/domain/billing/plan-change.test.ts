import { describe, expect, it, test } from 'vitest';
import { planChange, type RequestedChange } from '../../../shared/domain/billing/plan-change.ts';
import type { Subscription } from '../../../shared/domain/billing/subscription.ts';
import { soldBy } from '../../../shared/domain/catalog/look-up.ts';
import tollgate from '../../../tollgate.config.ts';
import { buying, day, item, subscription } from './subscriptions.ts';

const basicYearly = { lookupKey: 'basic_yearly', interval: 'year', amountMinor: 1_000_00, currency: 'usd' } as const;
const seatPrice = { lookupKey: 'heads_yearly', interval: 'year', amountMinor: 500_00, currency: 'usd' } as const;
const organizationYearly = { ...seatPrice, lookupKey: 'organization_yearly', amountMinor: 10_000_00 };
const catalog = {
  ...tollgate,
  plans: tollgate.plans.map((plan) =>
    plan.id === 'basic' ? { ...plan, prices: [...plan.prices, basicYearly] } : plan,
  ),
  badges: tollgate.badges.map((badge) =>
    badge.id === 'verified_organization'
      ? { ...badge, prices: [...badge.prices, organizationYearly, { ...seatPrice, per: 'affiliate' as const }] }
      : badge,
  ),
};

const request = (lookupKey: string, affiliates?: number): RequestedChange => ({
  sold: soldBy(catalog, lookupKey)!,
  ...(affiliates === undefined ? {} : { affiliates }),
});
const changed = (from: Subscription, to: RequestedChange, others: readonly Subscription[] = []) =>
  planChange(catalog, [from, ...others], { subscription: from, requested: to });
const one = (lookupKey: string, quantity = 1) => ({ lookupKey, quantity });
const organization = (affiliates: number, changes: Partial<Subscription> = {}) =>
  subscription({
    items: [
      ...(affiliates > 0 ? [item({ lookupKey: 'verified_affiliate_monthly', quantity: affiliates })] : []),
      item({ lookupKey: 'verified_organization_monthly' }),
    ],
    ...changes,
  });
const yearly = (lookupKey: string) => buying(lookupKey, { items: [item({ lookupKey, interval: 'year' })] });

describe('a change of plan', () => {
  test.each([
    ['a dearer plan', buying('basic_monthly', { isDebited: true }), request('pro_monthly')],
    ['a year of the same', buying('basic_monthly', { isDebited: true }), request('basic_yearly')],
    ['more affiliates', organization(2, { isDebited: true }), request('verified_organization_monthly', 5)],
  ])('by bank debit, whose answer takes days, brings %s with the next period', (_, from, to) => {
    expect(changed(from, to)).toMatchObject({ when: 'period_end', at: day(31), byDebit: true });
  });

  test.each(['draft', 'open'])(
    'by invoice, whose period’s invoice is %s, is refused where it would be billed now, and planned where not',
    (status) => {
      const owed = {
        collection: 'send_invoice',
        latestInvoice: { createdAt: day(1), dueAt: day(15), status, totalMinor: 100_00 },
      } as const;
      const dearer = changed(buying('basic_monthly', owed), request('pro_monthly'));
      expect(dearer).toEqual({ when: 'refused', because: 'not_standing' });
      const paid = { ...owed, latestInvoice: { ...owed.latestInvoice, status: 'paid' } };
      expect(changed(buying('basic_monthly', paid), request('pro_monthly'))).toMatchObject({ when: 'now' });
      expect(changed(buying('pro_monthly', owed), request('basic_monthly'))).toMatchObject({ when: 'period_end' });
    },
  );

  test.each<[string, Subscription, RequestedChange, readonly object[]]>([
    ['a dearer plan', buying('basic_monthly'), request('pro_monthly'), [one('pro_monthly')]],
    [
      'a year of the same, though it is less a month',
      buying('basic_monthly'),
      request('basic_yearly'),
      [one('basic_yearly')],
    ],
    ['a dearer plan by the month, from a year', yearly('basic_yearly'), request('pro_monthly'), [one('pro_monthly')]],
    [
      'more affiliates',
      organization(2),
      request('verified_organization_monthly', 5),
      [one('verified_organization_monthly'), one('verified_affiliate_monthly', 5)],
    ],
    [
      'the first affiliates',
      organization(0),
      request('verified_organization_monthly', 1),
      [one('verified_organization_monthly'), one('verified_affiliate_monthly', 1)],
    ],
    [
      'a year, which keeps the number of affiliates',
      organization(3),
      request('organization_yearly'),
      [one('organization_yearly'), one('heads_yearly', 3)],
    ],
  ])('holds now and is prorated: %s', (_, from, to, items) => {
    expect(changed(from, to)).toEqual({ when: 'now', items, isProrated: true });
  });

  test.each<[string, Subscription, RequestedChange, readonly object[]]>([
    ['a cheaper plan', buying('pro_monthly'), request('basic_monthly'), [one('basic_monthly')]],
    ['a cheaper plan by the year', buying('pro_monthly'), request('basic_yearly'), [one('basic_yearly')]],
    ['a month of the same, after a year', yearly('basic_yearly'), request('basic_monthly'), [one('basic_monthly')]],
    [
      'fewer affiliates',
      organization(5),
      request('verified_organization_monthly', 2),
      [one('verified_organization_monthly'), one('verified_affiliate_monthly', 2)],
    ],
    [
      'no affiliates any more',
      organization(5),
      request('verified_organization_monthly', 0),
      [one('verified_organization_monthly')],
    ],
  ])('comes with the next period: %s', (_, from, to, items) => {
    expect(changed(from, to)).toEqual({ when: 'period_end', items, at: day(31) });
  });

  it('is compared in the currency that the subscription is paid in, not in the catalogue’s own', () => {
    const near = (lookupKey: string, amountMinor: number, currencies: Record<string, number>) =>
      ({ lookupKey, interval: 'month', amountMinor, currency: 'usd', currencies }) as const;
    const prices = { basic: near('near_basic', 100_00, { eur: 99_00 }), pro: near('near_pro', 99_00, { eur: 101_00 }) };
    const sold = {
      ...tollgate,
      plans: tollgate.plans.map((plan) =>
        plan.id === 'basic' || plan.id === 'pro' ? { ...plan, prices: [prices[plan.id]] } : plan,
      ),
    };
    const when = (currency: string | undefined, to: string) => {
      const from = buying(to === 'near_pro' ? 'near_basic' : 'near_pro', currency === undefined ? {} : { currency });
      return planChange(sold, [from], { subscription: from, requested: { sold: soldBy(sold, to)! } }).when;
    };
    expect([when('eur', 'near_pro'), when('eur', 'near_basic')]).toEqual(['now', 'period_end']);
    for (const own of ['usd', undefined, 'sek'])
      expect([when(own, 'near_pro'), when(own, 'near_basic')]).toEqual(['period_end', 'now']);
  });

  it('in a trial is free, and only to what costs no more', () => {
    const trial = { status: 'trialing' };
    const free = { when: 'now', items: [one('basic_monthly')], isProrated: false };
    expect(changed(buying('pro_monthly', trial), request('basic_monthly'))).toEqual(free);
    const refused = { when: 'refused', because: 'dearer_in_trial' };
    expect(changed(buying('basic_monthly', trial), request('pro_monthly'))).toEqual(refused);
  });

  test.each<[string, Subscription, RequestedChange, readonly Subscription[]]>([
    ['not_standing', buying('basic_monthly', { status: 'past_due' }), request('pro_monthly'), []],
    ['not_standing', buying('basic_monthly', { status: 'canceled' }), request('pro_monthly'), []],
    ['not_standing', buying('basic_monthly', { status: 'snoozed' }), request('pro_monthly'), []],
    ['cancelled', buying('basic_monthly', { cancelAtPeriodEnd: true }), request('pro_monthly'), []],
    ['cancelled', buying('basic_monthly', { cancelAt: day(20) }), request('pro_monthly'), []],
    ['paused', buying('basic_monthly', { collectionPaused: true }), request('pro_monthly'), []],
    ['not_ours', subscription({ items: [item({ lookupKey: null })] }), request('pro_monthly'), []],
    ['other_product', buying('basic_monthly'), request('verified_monthly'), []],
    ['other_product', buying('verified_monthly'), request('verified_organization_monthly'), []],
    ['held', buying('basic_monthly'), request('pro_monthly'), [buying('pro_monthly', { status: 'past_due' })]],
    ['no_affiliates', buying('basic_monthly'), request('pro_monthly', 1), []],
  ])('is refused as %s', (because, from, to, others) => {
    expect(changed(from, to, others)).toEqual({ when: 'refused', because });
  });

  it('is not blocked by an ended subscription of the plan', () => {
    const ended = buying('pro_monthly', { status: 'canceled' });
    expect(changed(buying('basic_monthly'), request('pro_monthly'), [ended])).toMatchObject({ when: 'now' });
  });

  it('to what is there, waits for payment or is planned needs nothing done', () => {
    const items = [one('pro_monthly')];
    const waiting = buying('basic_monthly', { pendingChange: { items, expiresAt: day(2), invoiceUrl: null } });
    const planned = buying('basic_monthly', { scheduledChange: { items, at: day(31) } });
    for (const from of [buying('pro_monthly'), waiting, planned])
      expect(changed(from, request('pro_monthly'))).toEqual({ when: 'already' });
    for (const from of [waiting, planned]) expect(changed(from, request('basic_monthly'))).toEqual({ when: 'kept' });
  });

  it('looks at nothing of what is not ours in the subscription', () => {
    const mixed = subscription({ items: [item({ lookupKey: 'support_hours' }), item({ lookupKey: 'pro_monthly' })] });
    expect(changed(mixed, request('pro_monthly'))).toEqual({ when: 'already' });
  });
});
