import Stripe from 'stripe';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { grantsOf } from '../../shared/domain/billing/grant.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { applyCatalogChange } from '../../shared/stripe/catalog/apply.ts';
import type { SecretSource } from '../../shared/stripe/catalog/apply-deps.ts';
import { readCurrent } from '../../shared/stripe/catalog/current.ts';
import { describeChanges, pricesToCount } from '../../shared/stripe/catalog/describe.ts';
import { desiredCatalog } from '../../shared/stripe/catalog/desired.ts';
import { planChanges } from '../../shared/stripe/catalog/plan.ts';
import { countSubscribers } from '../../shared/stripe/catalog/subscribers.ts';
import { stripeEventTypes, thinEventTypes } from '../../shared/stripe/stripe-event-types.ts';
import catalog from '../../tollgate.config.ts';
import { pay, start, startStripe, stripeSecretKey, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
const started: TestStripe[] = [];
let secrets: string[] = [];

beforeEach(async () => {
  stripe = await startStripe();
  started.push(stripe);
  secrets = [];
});
afterAll(() => Promise.all(started.map((each) => each.stop())));

const webhook = {
  url: 'https://shop.example/webhooks/stripe',
  apiVersion: Stripe.API_VERSION as string,
  events: Object.keys(stripeEventTypes),
  thinEvents: Object.keys(thinEventTypes),
  place: '/tollgate/dev',
};
type Options = { readonly sdk?: Stripe; readonly sold?: Catalog; readonly wanted?: typeof webhook | null };

async function compare({ sdk = stripe.sdk, sold = catalog, wanted = webhook }: Options = {}) {
  const current = await readCurrent(sdk, wanted?.url ?? null);
  return { current, changes: planChanges(current, desiredCatalog(sold, start), wanted) };
}
const plan = async (options: Options = {}) => (await compare(options)).changes;

/** Runs `npm run catalog -- push`; returns the lines that it prints. */
async function push(options: Options = {}): Promise<string[]> {
  const { sdk = stripe.sdk, wanted = webhook } = options;
  const keepSecret = async (source: SecretSource, secret: string) =>
    void (source === 'webhook' && secrets.push(secret));
  const { current, changes } = await compare(options);
  const subscribers = await countSubscribers(sdk, pricesToCount(changes));
  for (const change of changes) await applyCatalogChange({ stripe: sdk, webhook: wanted, keepSecret }, change);
  return describeChanges(changes, { current, subscribers });
}

const withBasicAt = (amountMinor: number): Catalog => ({
  ...catalog,
  plans: catalog.plans.map((each) =>
    each.id === 'basic' ? { ...each, prices: each.prices.map((price) => ({ ...price, amountMinor })) } : each,
  ),
});
const priceOf = async (lookupKey: string) =>
  (await stripe.sdk.prices.list({ lookup_keys: [lookupKey], active: true })).data;

test('the first push makes everything that is sold, and the second changes nothing', async () => {
  const lines = await push();
  expect(lines).toEqual([
    'Basic  (tollgate_plan_basic)',
    '  + product',
    '  + basic_monthly  $100.00 / month',
    'Pro  (tollgate_plan_pro)',
    '  + product',
    '  + pro_monthly  $5,000.00 / month',
    'Verified  (tollgate_badge_verified)',
    '  + product',
    '  + verified_monthly  $8.00 / month',
    '  + verified_yearly  $84.00 / year',
    'Verified Organization  (tollgate_badge_verified_organization)',
    '  + product',
    '  + verified_organization_monthly  $1,000.00 / month',
    '  + verified_affiliate_monthly  $50.00 / month',
    'Pro overage  (tollgate_overage_pro)',
    '  + product',
    '  + meter tollgate_overage_pro',
    '  + pro_overage_monthly  $5.00 for every 1,000 used, by the month',
    'Pay-per-use credit  (tollgate_credit_pay_per_use)',
    '  + product',
    '  + pay_per_use_credit  $20.00 once',
    'Launch offer  (coupon launch)',
    '  + 25% off for 3 months',
    '  + code LAUNCH25, first purchases only',
    'Stripe account',
    '  + billing portal  cards, invoices, cancelling',
    '  + webhook https://shop.example/webhooks/stripe',
    '  + event destination https://shop.example/webhooks/stripe',
  ]);
  expect(await push()).toEqual([]);
  expect(await priceOf('basic_monthly')).toMatchObject([{ unit_amount: 100_00, currency: 'usd', active: true }]);
});

test('another amount of prepaid units is a new price, as of any, and a plan that is sold by contact has none', async () => {
  await push();
  const selling = (over: object): Catalog => ({
    ...catalog,
    plans: catalog.plans.map((each) => (each.credit ? { ...each, ...over } : each)),
  });
  const sold = selling({ credit: { units: 1_000, amountMinor: 12_00, currency: 'usd' } });
  expect((await push({ sold })).slice(1)).toEqual([
    '  ~ pay_per_use_credit  $20.00 once → $12.00 once',
    '      nobody subscribes to it',
  ]);
  expect(await priceOf('pay_per_use_credit')).toMatchObject([{ type: 'one_time', unit_amount: 12_00 }]);
  expect((await push({ sold: selling({ availability: 'contact' }) })).slice(1, 2)).toEqual([
    '  - pay_per_use_credit  $12.00 once',
  ]);
});

test('planning changes nothing', async () => {
  expect(await plan()).not.toEqual([]);
  expect((await stripe.sdk.products.list()).data).toEqual([]);
});

test('a changed amount moves the lookup key, and who subscribes already keeps price and entitlement', async () => {
  await push();
  const { customerId } = await stripe.gateway.createCustomer(
    { accountId: 'acc_1', email: 'ada@buyer.example', organization: 'A' },
    'customer:acc_1',
  );
  const addresses = { successUrl: 'https://shop.example/a', cancelUrl: 'https://shop.example/b' };
  const checkout = {
    accountId: 'acc_1',
    customerId,
    lookupKey: 'basic_monthly',
    seats: null,
    currency: 'usd',
    promotionCodes: false,
    trialDays: null,
    reader: { siteName: 'Test Data', language: 'en' as const },
    ...addresses,
  };
  await pay((await stripe.gateway.createCheckout(checkout, 'checkout:1')).url!);
  const before = await stripe.gateway.listSubscriptions(customerId);

  expect(await push({ sold: withBasicAt(120_00) })).toEqual([
    'Basic  (tollgate_plan_basic)',
    '  ~ basic_monthly  $100.00 / month → $120.00 / month',
    '      1 subscriber keeps $100.00 / month',
  ]);
  expect(await priceOf('basic_monthly')).toMatchObject([{ unit_amount: 120_00 }]);
  const after = await stripe.gateway.listSubscriptions(customerId);
  expect(after).toEqual(before);
  expect(after[0]?.items[0]?.lookupKey).toBe('basic_monthly');
  expect(grantsOf(catalog, after)).toMatchObject([{ id: 'basic', kind: 'plan' }]);
  const [subscription] = (await stripe.sdk.subscriptions.list({ customer: customerId })).data;
  expect(subscription?.items.data[0]?.price.unit_amount).toBe(100_00);
});

test('a price that is sold no longer is archived, and sold again it is made anew the same day', async () => {
  await push();
  const without = { ...catalog, plans: catalog.plans.filter(({ id }) => id !== 'basic') };
  expect(await push({ sold: without })).toEqual([
    'Basic  (tollgate_plan_basic)',
    '  - basic_monthly  $100.00 / month',
    '      nobody subscribes to it',
  ]);
  expect(await priceOf('basic_monthly')).toEqual([]);
  expect(await push()).toEqual(['Basic  (tollgate_plan_basic)', '  + basic_monthly  $100.00 / month']);
  expect(await priceOf('basic_monthly')).toHaveLength(1);
});

test('a product whose name was changed or that was archived in Stripe is as the configuration has it again', async () => {
  await push();
  await stripe.sdk.products.update('tollgate_plan_basic', { active: false, name: 'Starter' });
  expect(await push()).toEqual([
    'Basic  (tollgate_plan_basic)',
    '  ~ name  "Starter" → "Basic"',
    '  ~ archived → sold',
  ]);
  expect((await stripe.sdk.products.retrieve('tollgate_plan_basic')).active).toBe(true);
});

test('the webhook endpoint has the API version of the SDK and exactly the events that matter', async () => {
  await push();
  const { data } = await stripe.sdk.webhookEndpoints.list();
  expect(data).toMatchObject([{ url: webhook.url, api_version: Stripe.API_VERSION, enabled_events: webhook.events }]);
  expect(secrets).toHaveLength(1);
  const fewer = { ...webhook, events: webhook.events.slice(1) };
  expect(await push({ wanted: fewer })).toEqual(['Stripe account', `  ~ webhook ${data[0]!.id}  event types`]);
  expect((await stripe.sdk.webhookEndpoints.list()).data[0]?.enabled_events).toEqual(fewer.events);
});

test('with another API version is replaced, and the new secret is kept before the old endpoint goes', async () => {
  await push({ wanted: { ...webhook, apiVersion: '2025-03-31.basil' } });
  const [old] = (await stripe.sdk.webhookEndpoints.list()).data;
  const there: string[][] = [];
  const keepSecret = async () => void there.push((await stripe.sdk.webhookEndpoints.list()).data.map(({ id }) => id));
  for (const change of await plan()) await applyCatalogChange({ stripe: stripe.sdk, webhook, keepSecret }, change);
  expect(there).toEqual([[expect.any(String), old!.id]]);
  expect((await stripe.sdk.webhookEndpoints.list()).data).toMatchObject([{ api_version: Stripe.API_VERSION }]);
  expect(await plan()).toEqual([]);
});

/** An SDK whose process ends at its n-th write, before or after it; counts the writes. */
function endingSdk(at: number, side: 'before' | 'after') {
  let writes = 0;
  const httpClient = Stripe.createFetchHttpClient(async (input, init) => {
    if (init?.method === 'GET') return fetch(input, init);
    if (writes >= at) throw new Error('the process has ended');
    writes += 1;
    if (writes < at) return fetch(input, init);
    if (side === 'after') await fetch(input, init);
    throw new Error('the process has ended');
  });
  const { hostname, port } = new URL(stripe.simulator.url);
  return new Stripe(stripeSecretKey, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, httpClient });
}

const summary = async () => ({
  products: (await stripe.sdk.products.list({ limit: 100 })).data.length,
  prices: (await stripe.sdk.prices.list({ active: true, limit: 100 })).data
    .map((price) => [price.lookup_key, price.unit_amount])
    .toSorted(),
  portals: (await stripe.sdk.billingPortal.configurations.list({ active: true })).data.length,
  endpoints: (await stripe.sdk.webhookEndpoints.list()).data.map(({ url, api_version }) => [url, api_version]),
});

test.each(['before', 'after'] as const)(
  'a push that ends %s any of its writes is completed by the next',
  async (side) => {
    const before = { ...webhook, apiVersion: '2025-03-31.basil' };
    const sold = withBasicAt(120_00);
    await push({ wanted: before });
    await push({ sold });
    const whole = await summary();
    for (let at = 1; at <= 5; at++) {
      stripe = await startStripe();
      started.push(stripe);
      await push({ wanted: before });
      const first = secrets.length;
      await expect(push({ sdk: endingSdk(at, side), sold })).rejects.toThrow();
      await push({ sold });
      expect(await summary(), `write ${at}`).toEqual(whole);
      expect(await push({ sold })).toEqual([]);
      expect(secrets.length, 'the secret of the endpoint that stays was kept').toBeGreaterThan(first);
    }
  },
);

const taxed = (behavior: 'exclusive' | 'inclusive', code?: string): Catalog => ({
  ...catalog,
  settings: { ...catalog.settings, tax: { behavior, ...(code ? { code } : {}) } },
});

test('tax is said of every price and product, of those that are there too, and a second push changes nothing', async () => {
  await push({ sold: withBasicAt(90_00) });
  const [before] = await priceOf('pro_monthly');
  const sold = taxed('exclusive', 'txcd_10103001');
  expect((await push({ sold })).slice(0, 6)).toEqual([
    'Basic  (tollgate_plan_basic)',
    '  ~ tax code  none → txcd_10103001',
    '  ~ basic_monthly  $90.00 / month → $100.00 / month plus tax',
    '      nobody subscribes to it',
    'Pro  (tollgate_plan_pro)',
    '  ~ tax code  none → txcd_10103001',
  ]);
  expect(await priceOf('pro_monthly')).toMatchObject([{ id: before!.id, tax_behavior: 'exclusive' }]);
  expect((await stripe.sdk.products.list()).data.map(({ tax_code }) => tax_code)).toEqual(
    Array(6).fill('txcd_10103001'),
  );
  expect(await plan({ sold })).toEqual([]);
  expect(await plan({ sold: catalog })).toEqual([]);
});

test('the tax behaviour of a price is for good: another one makes a new price, and the plan says so', async () => {
  await push({ sold: taxed('exclusive') });
  const [before] = await priceOf('basic_monthly');
  const sold = taxed('inclusive');
  expect((await push({ sold })).slice(0, 4)).toEqual([
    'Basic  (tollgate_plan_basic)',
    '  ~ basic_monthly  $100.00 / month plus tax → $100.00 / month including tax',
    '      a new price: what a price says of tax cannot be changed',
    '      nobody subscribes to it',
  ]);
  const [now] = await priceOf('basic_monthly');
  expect(now).toMatchObject({ tax_behavior: 'inclusive', unit_amount: 100_00 });
  expect(await stripe.sdk.prices.retrieve(before!.id)).toMatchObject({ active: false, tax_behavior: 'exclusive' });
  expect(await plan({ sold })).toEqual([]);
});

test('buyers cannot pause in the portal, whatever Stripe’s default is, and a portal that lets them is corrected', async () => {
  await push();
  const portal = async () => (await stripe.sdk.billingPortal.configurations.list({ active: true })).data[0]!;
  const { id, features } = await portal();
  expect(features.subscription_pause.enabled).toBe(false);
  await stripe.sdk.billingPortal.configurations.update(id, { features: { subscription_pause: { enabled: true } } });
  expect(await push()).toEqual(['Stripe account', '  ~ billing portal  pausing → none']);
  expect((await portal()).features.subscription_pause.enabled).toBe(false);
  expect(await plan()).toEqual([]);
});

test('the portal links to the legal pages of the configuration, and follows a change of them', async () => {
  const legalPages = { terms: 'https://shop.example/terms', privacy: 'https://shop.example/privacy' };
  const linked = (pages: typeof legalPages): Catalog => ({
    ...catalog,
    settings: { ...catalog.settings, legalPages: pages },
  });
  await push({ sold: linked(legalPages) });
  const moved = { ...legalPages, terms: 'https://shop.example/agb' };
  expect(await push({ sold: linked(moved) })).toEqual([
    'Stripe account',
    '  ~ billing portal  terms https://shop.example/terms → https://shop.example/agb',
  ]);
  const [portal] = (await stripe.sdk.billingPortal.configurations.list({ active: true })).data;
  expect(portal!.business_profile).toMatchObject({
    terms_of_service_url: moved.terms,
    privacy_policy_url: moved.privacy,
  });
  expect(await plan({ sold: linked(moved) })).toEqual([]);
  expect(await plan(), 'a setting that is taken away leaves the links').toEqual([]);
});
