import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { Coupon } from '../../shared/domain/catalog/coupon.ts';
import { applyCatalogChange } from '../../shared/stripe/catalog/apply.ts';
import { readCurrent } from '../../shared/stripe/catalog/current.ts';
import { describeChanges, pricesToCount } from '../../shared/stripe/catalog/describe.ts';
import { desiredCatalog } from '../../shared/stripe/catalog/desired.ts';
import { planChanges } from '../../shared/stripe/catalog/plan.ts';
import { countSubscribers } from '../../shared/stripe/catalog/subscribers.ts';
import catalog from '../../tollgate.config.ts';
import { start, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
const started: TestStripe[] = [];

beforeEach(async () => {
  stripe = await startStripe();
  started.push(stripe);
  await push([]);
});
afterAll(() => Promise.all(started.map((each) => each.stop())));

const launch: Coupon = {
  id: 'launch',
  name: 'Launch offer',
  percentOff: 25,
  duration: 'repeating',
  months: 3,
  appliesTo: ['basic', 'verified'],
  codes: [{ code: 'LAUNCH25', maxRedemptions: 100, expiresAt: '2027-06-01T00:00:00Z', firstTimeOnly: true }],
};
const ten: Coupon = { id: 'ten', name: 'Ten off', amountOffMinor: 10_00, currency: 'usd', duration: 'once' };

async function compare(coupons: readonly Coupon[], now = start) {
  const sold: Catalog = { ...catalog, coupons };
  const current = await readCurrent(stripe.sdk, null);
  return { current, changes: planChanges(current, desiredCatalog(sold, now), null) };
}

/** Runs `npm run catalog -- push`, at most `steps` of its changes; returns the lines that it prints. */
async function push(coupons: readonly Coupon[], { now = start, steps = Infinity } = {}): Promise<string[]> {
  const { current, changes } = await compare(coupons, now);
  const subscribers = await countSubscribers(stripe.sdk, pricesToCount(changes));
  const keepSecret = () => Promise.reject(new Error('no endpoint is wanted'));
  for (const change of changes.slice(0, steps))
    await applyCatalogChange({ stripe: stripe.sdk, webhook: null, keepSecret }, change);
  return describeChanges(changes, { current, subscribers });
}

const couponsNow = async () => (await stripe.sdk.coupons.list({ expand: ['data.applies_to'] })).data;
const codesNow = async () =>
  (await stripe.sdk.promotionCodes.list({ active: true, expand: ['data.promotion.coupon'] })).data;
const redeemable = async () =>
  (await codesNow()).map(({ code, promotion: { coupon } }) => [
    code,
    typeof coupon === 'object' ? coupon?.percent_off : null,
  ]);

test('coupons and codes are made as they are written, and the second push changes nothing', async () => {
  expect(await push([launch, ten])).toEqual([
    'Launch offer  (coupon launch)',
    '  + 25% off for 3 months, on Verified, Basic',
    '  + code LAUNCH25, 100 times, until 2027-06-01 00:00 UTC, first purchases only',
    'Ten off  (coupon ten)',
    '  + $10.00 off once',
  ]);
  expect(await push([launch, ten])).toEqual([]);
  expect((await couponsNow()).toReversed()).toMatchObject([
    {
      name: 'Launch offer',
      percent_off: 25,
      duration: 'repeating',
      duration_in_months: 3,
      applies_to: { products: ['tollgate_badge_verified', 'tollgate_plan_basic'] },
    },
    { name: 'Ten off', amount_off: 10_00, currency: 'usd', duration: 'once' },
  ]);
  expect(await codesNow()).toMatchObject([
    {
      code: 'LAUNCH25',
      max_redemptions: 100,
      expires_at: Date.parse('2027-06-01T00:00:00Z') / 1000,
      restrictions: { first_time_transaction: true },
    },
  ]);
});

test('another amount is another coupon, to which the codes move; what was given stays', async () => {
  await push([launch]);
  const [coupon] = await couponsNow();
  const customer = await stripe.sdk.customers.create({ payment_method: 'pm_card_visa' });
  const { data } = await stripe.sdk.prices.list({ lookup_keys: ['basic_monthly'] });
  await stripe.sdk.subscriptions.create({
    customer: customer.id,
    items: [{ price: data[0]!.id }],
    discounts: [{ coupon: coupon!.id }],
    trial_period_days: 5,
  });
  expect(await push([{ ...launch, percentOff: 30 }])).toEqual([
    'Launch offer  (coupon launch)',
    '  + 30% off for 3 months, on Verified, Basic',
    '  - code LAUNCH25, 100 times, until 2027-06-01 00:00 UTC, first purchases only',
    '  + code LAUNCH25, 100 times, until 2027-06-01 00:00 UTC, first purchases only',
    '  - 25% off for 3 months',
    '      given once, which stays',
  ]);
  expect(await push([{ ...launch, percentOff: 30 }])).toEqual([]);
  expect(await redeemable()).toEqual([['LAUNCH25', 30]]);
  const [subscription] = (await stripe.sdk.subscriptions.list({ expand: ['data.discounts.source.coupon'] })).data;
  expect(subscription?.discounts).toMatchObject([{ source: { coupon: { percent_off: 25 } } }]);
});

test('and back again it is the coupon that it was, without a third', async () => {
  await push([launch]);
  await push([{ ...launch, percentOff: 30 }]);
  expect(await push([launch])).toContain('  + 25% off for 3 months, as it was once');
  expect(await redeemable()).toEqual([['LAUNCH25', 25]]);
  expect(await push([launch])).toEqual([]);
  expect(await couponsNow()).toHaveLength(2);
});

test('another name is the same coupon', async () => {
  await push([ten]);
  expect(await push([{ ...ten, name: 'Ten dollars off' }])).toEqual([
    'Ten dollars off  (coupon ten)',
    '  ~ name  "Ten off" → "Ten dollars off"',
  ]);
  expect(await couponsNow()).toMatchObject([{ name: 'Ten dollars off' }]);
});

describe('a code', () => {
  test('that left the configuration can be redeemed no more, nor can those of a coupon that left', async () => {
    await push([launch, { ...ten, codes: [{ code: 'TEN' }] }]);
    expect(await push([{ ...launch, codes: [] }])).toEqual([
      'Ten off  (coupon ten)',
      '  - code TEN',
      '  - $10.00 off once',
      '      never given',
      'Launch offer  (coupon launch)',
      '  - code LAUNCH25, 100 times, until 2027-06-01 00:00 UTC, first purchases only',
    ]);
    expect(await redeemable()).toEqual([]);
    expect(await push([{ ...launch, codes: [] }])).toEqual([]);
  });

  test('with other limits is another code of the same word', async () => {
    await push([launch]);
    const more = { ...launch, codes: [{ code: 'LAUNCH25', maxRedemptions: 500 }] };
    expect(await push([more])).toEqual([
      'Launch offer  (coupon launch)',
      '  - code LAUNCH25, 100 times, until 2027-06-01 00:00 UTC, first purchases only',
      '  + code LAUNCH25, 500 times',
    ]);
    expect(await push([more])).toEqual([]);
    expect(await codesNow()).toMatchObject([{ code: 'LAUNCH25', max_redemptions: 500 }]);
  });

  test('that was switched off in the dashboard is on again', async () => {
    await push([launch]);
    await stripe.sdk.promotionCodes.update((await codesNow())[0]!.id, { active: false });
    expect(await push([launch])).toHaveLength(2);
    expect(await redeemable()).toEqual([['LAUNCH25', 25]]);
  });

  test('that is used up, or past its date, is left as it is', async () => {
    const once = {
      ...ten,
      codes: [
        { code: 'ONE', maxRedemptions: 1 },
        { code: 'SOON', expiresAt: '2026-11-25T00:00:00Z' },
      ],
    };
    await push([once]);
    const customer = await stripe.sdk.customers.create({ payment_method: 'pm_card_visa' });
    const { data } = await stripe.sdk.prices.list({ lookup_keys: ['basic_monthly'] });
    const code = (await codesNow()).find((each) => each.code === 'ONE');
    const discounts = [{ promotion_code: code!.id }];
    await stripe.sdk.subscriptions.create({
      customer: customer.id,
      items: [{ price: data[0]!.id }],
      discounts,
      trial_period_days: 5,
    });
    expect((await codesNow()).map((each) => each.code)).toEqual(['SOON']);
    expect(await push([once])).toEqual([]);
    expect((await compare([once], new Date('2026-11-26T00:00:00Z'))).changes).toMatchObject([
      { kind: 'deactivate_code', beforeCode: { code: 'SOON' } },
    ]);
  });
});

test('a push that ends after any of its changes is completed by the next, with no code twice', async () => {
  const after = [{ ...launch, percentOff: 30 }, ten];
  for (let steps = 0; steps <= 5; steps++) {
    stripe = await startStripe();
    started.push(stripe);
    await push([launch]);
    await push(after, { steps });
    expect((await redeemable()).length, `after ${steps}`).toBeLessThanOrEqual(1);
    await push(after);
    expect(await redeemable()).toEqual([['LAUNCH25', 30]]);
    expect(await push(after)).toEqual([]);
  }
});

describe('a price in several currencies', () => {
  const inEuro = (amountMinor: number, currencies: Record<string, number> | undefined): Catalog => ({
    ...catalog,
    coupons: [],
    plans: catalog.plans.map((plan) =>
      plan.id === 'basic'
        ? { ...plan, prices: plan.prices.map((each) => ({ ...each, amountMinor, currencies })) }
        : plan,
    ),
  });
  async function pushSold(sold: Catalog): Promise<string[]> {
    const current = await readCurrent(stripe.sdk, null);
    const changes = planChanges(current, desiredCatalog(sold, start), null);
    const keepSecret = () => Promise.reject(new Error('no endpoint is wanted'));
    for (const change of changes) await applyCatalogChange({ stripe: stripe.sdk, webhook: null, keepSecret }, change);
    return describeChanges(changes, { current, subscribers: new Map() });
  }
  const held = async () => {
    const { data } = await stripe.sdk.prices.list({
      lookup_keys: ['basic_monthly'],
      active: true,
      expand: ['data.currency_options'],
    });
    return data.map(({ id, currency_options: options = {} }) => ({
      id,
      amounts: Object.fromEntries(Object.entries(options).map(([code, { unit_amount }]) => [code, unit_amount])),
    }));
  };

  test('gets one more without being replaced, and another amount or one less by a new price', async () => {
    await pushSold(inEuro(100_00, undefined));
    const [first] = await held();
    expect(await pushSold(inEuro(100_00, { eur: 92_00 }))).toEqual([
      'Basic  (tollgate_plan_basic)',
      '  ~ basic_monthly  $100.00 / month → $100.00, €92.00 / month',
    ]);
    expect(await held()).toEqual([{ id: first!.id, amounts: { usd: 100_00, eur: 92_00 } }]);
    expect(await pushSold(inEuro(100_00, { eur: 92_00 }))).toEqual([]);
    expect(await pushSold(inEuro(100_00, { eur: 95_00 }))).toEqual([
      'Basic  (tollgate_plan_basic)',
      '  ~ basic_monthly  $100.00, €92.00 / month → $100.00, €95.00 / month',
      '      nobody subscribes to it',
    ]);
    const [second] = await held();
    expect(second).toMatchObject({ amounts: { usd: 100_00, eur: 95_00 } });
    expect(second!.id).not.toBe(first!.id);
    await pushSold(inEuro(100_00, undefined));
    expect(await held()).toMatchObject([{ amounts: { usd: 100_00 } }]);
    expect(await pushSold(inEuro(100_00, undefined))).toEqual([]);
  });
});
