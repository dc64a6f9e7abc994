import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { grantsOf } from '../../shared/domain/billing/grant.ts';
import type { Catalog, Plan } from '../../shared/domain/catalog/catalog.ts';
import { applyCatalogChange } from '../../shared/stripe/catalog/apply.ts';
import { readCurrent } from '../../shared/stripe/catalog/current.ts';
import { describeChanges, pricesToCount } from '../../shared/stripe/catalog/describe.ts';
import { desiredCatalog } from '../../shared/stripe/catalog/desired.ts';
import { planChanges } from '../../shared/stripe/catalog/plan.ts';
import { countSubscribers } from '../../shared/stripe/catalog/subscribers.ts';
import catalog from '../../tollgate.config.ts';
import { pay, start, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
beforeEach(async () => {
  stripe = await startStripe();
});
afterEach(() => stripe.stop());

/** Runs `npm run catalog -- push`; returns the lines about Pro's overage that it prints. */
async function push(sold: Catalog): Promise<string[]> {
  const current = await readCurrent(stripe.sdk, null);
  const changes = planChanges(current, desiredCatalog(sold, start), null);
  const subscribers = await countSubscribers(stripe.sdk, pricesToCount(changes));
  const deps = { stripe: stripe.sdk, webhook: null, keepSecret: async () => {} };
  for (const change of changes) await applyCatalogChange(deps, change);
  const lines = describeChanges(changes, { current, subscribers });
  const from = lines.findIndex((line) => line.startsWith('Pro overage'));
  const group = from < 0 ? [] : lines.slice(from + 1);
  const end = group.findIndex((line) => !line.startsWith('  '));
  return end < 0 ? group : group.slice(0, end);
}

const withPro = (change: Partial<Plan>): Catalog => ({
  ...catalog,
  plans: catalog.plans.map((each) => (each.id === 'pro' ? { ...each, ...change } : each)),
});
const inForce = async (lookupKey: string) => {
  const { data } = await stripe.sdk.prices.list({
    lookup_keys: [lookupKey],
    active: true,
    expand: ['data.currency_options'],
  });
  return data[0];
};
const checkout = async () => {
  const input = { accountId: 'acc_1', email: 'ada@buyer.example', organization: 'A' };
  const { customerId } = await stripe.gateway.createCustomer(input, 'customer:acc_1');
  const { url } = await stripe.gateway.createCheckout(
    {
      accountId: 'acc_1',
      customerId,
      lookupKey: 'pro_monthly',
      overage: 'pro_overage_monthly',
      seats: null,
      currency: 'usd',
      promotionCodes: false,
      trialDays: null,
      reader: { siteName: 'Test Data', language: 'en' as const },
      successUrl: 'https://shop.example/a',
      cancelUrl: 'https://shop.example/b',
    },
    'checkout:1',
  );
  await pay(url ?? '');
  return customerId;
};

describe('overage', () => {
  test('is a metered price over a meter of which the latest event counts, and a second push changes nothing', async () => {
    expect(await push(catalog)).toEqual([
      '  + product',
      '  + meter tollgate_overage_pro',
      '  + pro_overage_monthly  $5.00 for every 1,000 used, by the month',
    ]);
    const [meter] = (await stripe.sdk.billing.meters.list()).data;
    expect(meter).toMatchObject({ event_name: 'tollgate_overage_pro', default_aggregation: { formula: 'last' } });
    expect(await inForce('pro_overage_monthly')).toMatchObject({
      unit_amount: 5_00,
      recurring: { interval: 'month', usage_type: 'metered', meter: meter?.id },
      transform_quantity: { divide_by: 1_000, round: 'up' },
    });
    expect(planChanges(await readCurrent(stripe.sdk, null), desiredCatalog(catalog, start), null)).toEqual([]);
  });

  test('is priced in every currency of the plan, and for every interval that it is sold by', async () => {
    const prices = [
      {
        lookupKey: 'pro_monthly',
        interval: 'month',
        amountMinor: 5_000_00,
        currency: 'usd',
        currencies: { eur: 4_600_00 },
      },
      { lookupKey: 'pro_yearly', interval: 'year', amountMinor: 50_000_00, currency: 'usd' },
    ] as const;
    const sold = withPro({ prices, overage: { units: 1_000, amountMinor: 5_00, currencies: { eur: 4_60 } } });
    await push(sold);
    for (const key of ['pro_overage_monthly', 'pro_overage_yearly'])
      expect((await inForce(key))?.currency_options?.eur?.unit_amount).toBe(4_60);
    expect((await stripe.sdk.billing.meters.list()).data).toHaveLength(1);
    expect(await push(sold)).toEqual([]);
  });

  test('at another amount is a new price, to which the lookup key moves; who subscribes keeps the old one', async () => {
    await push(catalog);
    const customerId = await checkout();
    expect(await push(withPro({ overage: { units: 1_000, amountMinor: 6_00 } }))).toEqual([
      '  ~ pro_overage_monthly  $5.00 for every 1,000 used, by the month → $6.00 for every 1,000 used, by the month',
      '      1 subscriber keeps $5.00 for every 1,000 used, by the month',
    ]);
    expect((await inForce('pro_overage_monthly'))?.unit_amount).toBe(6_00);
    const [subscription] = (await stripe.sdk.subscriptions.list({ customer: customerId })).data;
    expect(subscription?.items.data[1]?.price.unit_amount).toBe(5_00);
    expect(await push(withPro({ overage: { units: 500, amountMinor: 6_00 } }))).toHaveLength(2);
  });

  test('that the plan has no more is archived, and its meter goes on for who subscribes', async () => {
    await push(catalog);
    const { overage: _, ...pro } = catalog.plans.find(({ id }) => id === 'pro')!;
    const hard = { ...catalog, plans: catalog.plans.map((each) => (each.id === 'pro' ? pro : each)) };
    expect((await push(hard))[0]).toBe('  - pro_overage_monthly  $5.00 for every 1,000 used, by the month');
    expect((await stripe.sdk.billing.meters.list({ status: 'active' })).data).toHaveLength(1);
  });

  test('is not put on a meter of the same name that adds up, which would bill each report again', async () => {
    const sums = {
      display_name: 'Mine',
      event_name: 'tollgate_overage_pro',
      default_aggregation: { formula: 'sum' as const },
    };
    const { id } = await stripe.sdk.billing.meters.create(sums);
    await expect(push(catalog)).rejects.toThrow(/formula sum, which has to be last: deactivate it/);
    await stripe.sdk.billing.meters.deactivate(id);
    expect(await push(catalog)).toContain('  + meter tollgate_overage_pro');
  });

  test('comes with the plan at checkout, costs nothing then, and grants nothing of its own', async () => {
    await push(catalog);
    const [subscription] = await stripe.gateway.listSubscriptions(await checkout());
    expect(subscription?.items).toMatchObject([
      { lookupKey: 'pro_monthly', quantity: 1 },
      { lookupKey: 'pro_overage_monthly', metered: { since: start.toISOString() } },
    ]);
    expect(grantsOf(catalog, [subscription!])).toMatchObject([{ kind: 'plan', id: 'pro' }]);
  });
});
