import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entitlementAt } from '../../../shared/domain/billing/entitlement.ts';
import { grantsOf } from '../../../shared/domain/billing/grant.ts';
import type { Subscription } from '../../../shared/domain/billing/subscription.ts';
import type { Catalog, Plan } from '../../../shared/domain/catalog/catalog.ts';
import tollgate from '../../../tollgate.config.ts';
import { buying, day, entitled, item, subscription } from './subscriptions.ts';

/** The default catalogue with these plans sold by contact at a price of their own. */
const selling = (...plans: (Pick<Plan, 'id'> & Partial<Plan>)[]): Catalog => ({
  ...tollgate,
  plans: [
    ...tollgate.plans,
    ...plans.map((plan) => ({
      name: plan.id,
      description: plan.id,
      datasets: ['posts'],
      availability: 'contact' as const,
      prices: [{ lookupKey: `${plan.id}_monthly`, interval: 'month' as const, amountMinor: 1, currency: 'usd' }],
      ...plan,
    })),
  ],
});

const failed = { status: 'past_due', latestInvoice: { createdAt: day(2), dueAt: null, status: 'open' } };
const period = { start: day(1), end: day(31) };

describe('an entitlement', () => {
  it('without a subscription allows nothing', () => {
    expect(entitled([], day(2))).toEqual({
      access: 'none',
      accessUntil: null,
      plans: [],
      badges: [],
      datasets: [],
      allowance: 0,
      unit: null,
      overage: false,
      period: null,
      assumed: false,
    });
  });

  it('is what the plan says, in the period that Stripe says', () => {
    expect(entitled([subscription()], day(2))).toEqual({
      access: 'full',
      accessUntil: day(31),
      plans: ['basic'],
      badges: [],
      datasets: ['posts', 'films', 'gateway:trends', 'gateway:reach'],
      allowance: 10_000,
      unit: 'record',
      overage: false,
      period,
      assumed: false,
    });
  });

  it('from a badge alone gives no data', () => {
    expect(entitled([buying('verified_monthly')], day(2))).toMatchObject({
      access: 'none',
      plans: [],
      badges: ['verified'],
      datasets: [],
      allowance: 0,
      period: null,
    });
  });

  it('adds up the allowances, and bills overage where one plan does', () => {
    const both = entitled([subscription(), buying('pro_monthly')], day(2));
    expect(both).toMatchObject({ plans: ['basic', 'pro'], allowance: 1_010_000, unit: 'record', overage: true });
  });

  it('credits repeats where one of the plans does', () => {
    const daily = selling({ id: 'daily', allowance: { amount: 5, unit: 'record' }, deduplicate: 'day' });
    const both = [subscription(), buying('daily_monthly')];
    expect(entitled(both, day(2), daily).deduplicates).toBe(true);
    expect(entitled([subscription()], day(2), daily).deduplicates).toBeUndefined();
  });

  it('in a trial the allowance is a hard limit: Stripe bills no overage', () => {
    const pro = { items: [item({ lookupKey: 'pro_monthly' })] };
    expect(entitled([subscription({ ...pro, status: 'trialing' })], day(2))).toMatchObject({
      access: 'full',
      overage: false,
    });
    expect(entitled([subscription(pro)], day(2))).toMatchObject({ access: 'full', overage: true });
  });

  it('has no limit where one plan has none, but prepaid credit is no such plan', () => {
    const catalog = selling(
      { id: 'boundless' },
      { id: 'prepaid', credit: { units: 1, amountMinor: 1, currency: 'usd' } },
    );
    expect(entitled([subscription(), buying('boundless_monthly')], day(2), catalog).allowance).toBeNull();
    expect(entitled([buying('prepaid_monthly')], day(2), catalog).allowance).toBe(0);
    expect(entitled([subscription(), buying('prepaid_monthly')], day(2), catalog).allowance).toBe(10_000);
  });

  it('loses only what failed when one of several subscriptions fails', () => {
    const unpaid = buying('pro_monthly', { status: 'unpaid' });
    expect(entitled([unpaid, subscription()], day(2))).toEqual(entitled([subscription()], day(2)));
    const [canceled, renewed] = [subscription({ id: 'old', status: 'canceled' }), subscription({ id: 'new' })];
    expect(entitled([canceled, renewed], day(2))).toEqual(entitled([renewed], day(2)));
    const late = entitled([buying('pro_monthly', failed), subscription()], day(5));
    expect(late).toMatchObject({ access: 'full', accessUntil: day(31), plans: ['pro', 'basic'] });
    expect(entitled([buying('pro_monthly', failed), subscription()], day(9))).toMatchObject({
      access: 'full',
      plans: ['basic'],
      allowance: 10_000,
    });
  });

  it('lasts as long as the longest of the same access', () => {
    const longer = buying('pro_monthly', { items: [item({ lookupKey: 'pro_monthly', periodEnd: day(40) })] });
    expect(entitled([subscription(), longer], day(2)).accessUntil).toBe(day(40));
    expect(entitled([longer, subscription()], day(2)).accessUntil).toBe(day(40));
    expect(
      entitled(
        [longer, subscription()].map((one) => ({ ...one, ...failed })),
        day(2),
      ),
    ).toMatchObject({
      access: 'grace',
      accessUntil: day(9),
    });
  });

  it('is assumed once a period has passed without a renewal, with the same allowance in the next one', () => {
    expect(entitled([subscription()], new Date(Date.parse(day(31)) - 1).toISOString()).assumed).toBe(false);
    expect(entitled([subscription()], day(31))).toMatchObject({
      access: 'full',
      assumed: true,
      allowance: 10_000,
      period: { start: day(31), end: '2027-01-01T00:00:00.000Z' },
    });
    expect(entitled([subscription()], day(33))).toMatchObject({ access: 'grace', assumed: true });
    expect(entitled([subscription()], day(60))).toMatchObject({ access: 'none', assumed: false, period: null });
    expect(entitled([subscription({ cancelAtPeriodEnd: true })], day(31)).assumed).toBe(false);
  });

  it('counts in the period of the largest allowance, and on a tie in the one that began earlier', () => {
    const at = (lookupKey: string, periodStart: string, periodEnd: string) =>
      buying(lookupKey, { id: periodStart, items: [item({ lookupKey, periodStart, periodEnd })] });
    const small = at('basic_monthly', day(1), day(31));
    const large = at('pro_monthly', day(5), day(35));
    const twin = at('basic_monthly', day(3), day(33));
    for (const order of [(list: Subscription[]) => list, (list: Subscription[]) => list.toReversed()]) {
      expect(entitled(order([small, large]), day(6)).period).toEqual({ start: day(5), end: day(35) });
      expect(entitled(order([twin, small]), day(6)).period).toEqual({ start: day(1), end: day(31) });
      const boundless = at('boundless_monthly', day(4), day(34));
      const catalog = selling({ id: 'boundless' });
      expect(entitled(order([boundless, large]), day(6), catalog).period).toEqual({ start: day(4), end: day(34) });
    }
  });

  it('gives a badge that a plan includes, once, as long as the plan gives access', () => {
    const badges = tollgate.badges.map((badge) => ({ ...badge, includedInPlans: ['pro'] }));
    const catalog = { ...tollgate, badges };
    expect(entitled([buying('pro_monthly'), buying('verified_monthly')], day(2), catalog).badges).toEqual([
      'verified',
      'verified_organization',
    ]);
    expect(entitled([subscription()], day(2), catalog).badges).toEqual([]);
    expect(entitled([buying('pro_monthly', { status: 'canceled' })], day(2), catalog).badges).toEqual([]);
    expect(entitled([buying('pro_monthly', failed)], day(2), catalog).badges).toHaveLength(2);
  });

  it('ignores a plan that the catalogue no longer has', () => {
    const grants = grantsOf(tollgate, [subscription(), buying('verified_monthly')]);
    const catalog = { ...tollgate, plans: [], badges: [] };
    expect(entitlementAt(catalog, grants, new Date(day(2)))).toMatchObject({ access: 'none', plans: [], badges: [] });
  });
});

describe('for any subscriptions', () => {
  const lookupKey = fc.constantFrom('basic_monthly', 'pro_monthly', 'verified_monthly', 'other');
  const someDay = fc.integer({ min: 1, max: 50 });
  const one = fc
    .record({
      lookupKey,
      status: fc.constantFrom('active', 'trialing', 'past_due', 'canceled', 'unpaid'),
      from: fc.integer({ min: -20, max: 5 }),
      cancelAtPeriodEnd: fc.boolean(),
    })
    .map(({ from, lookupKey: bought, ...rest }) =>
      subscription({
        ...rest,
        latestInvoice: { createdAt: day(from), dueAt: null, status: 'open' },
        items: [item({ lookupKey: bought, periodStart: day(from), periodEnd: day(from + 30) })],
      }),
    );
  const several = fc.array(one, { maxLength: 5 });

  it('their order changes nothing but the order of what is listed', () => {
    const sorted = (list: Subscription[], at: string) => {
      const entitlement = entitled(list, at);
      return { ...entitlement, plans: entitlement.plans.toSorted(), badges: entitlement.badges.toSorted() };
    };
    const property = fc.property(several, fc.infiniteStream(fc.nat()), someDay, (list, picks, at) => {
      const rest = [...list];
      const shuffled = list.map(() => rest.splice(picks.next().value % rest.length, 1)[0]!);
      expect(sorted(shuffled, day(at))).toEqual(sorted(list, day(at)));
    });
    fc.assert(property, { seed: 8, numRuns: 500 });
  });

  it('access, plans, datasets, period and a time when it ends come together or not at all', () => {
    const property = fc.property(several, someDay, (list, at) => {
      const { access, accessUntil, plans, datasets, period: counted, allowance } = entitled(list, day(at));
      const stands = access !== 'none';
      expect([accessUntil !== null, plans.length > 0, datasets.length > 0, counted !== null]).toEqual(
        Array(4).fill(stands),
      );
      expect(allowance! > 0).toBe(stands);
      if (accessUntil !== null) expect(accessUntil > day(at)).toBe(true);
      if (counted !== null) expect(counted.end > day(at)).toBe(true);
    });
    fc.assert(property, { seed: 9, numRuns: 500 });
  });

  it('another subscription takes nothing away', () => {
    const property = fc.property(several, one, someDay, (list, more, at) => {
      const [before, after] = [entitled(list, day(at)), entitled([...list, more], day(at))];
      expect(after.plans).toEqual(expect.arrayContaining([...before.plans]));
      expect(after.badges).toEqual(expect.arrayContaining([...before.badges]));
      expect(after.allowance).toBeGreaterThanOrEqual(before.allowance!);
      if (before.access === 'full') expect(after.access).toBe('full');
    });
    fc.assert(property, { seed: 10, numRuns: 500 });
  });
});
