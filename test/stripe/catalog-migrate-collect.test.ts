/** A migration at once makes an invoice that Stripe neither sends nor retries by itself (decision 0061), and starts a free price anew (0060). */
import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { migrate } from '../../shared/stripe/catalog/migrate.ts';
import { planMigration } from '../../shared/stripe/catalog/migration.ts';
import catalog from '../../tollgate.config.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
beforeEach(async () => {
  stripe = await startStripe();
});
afterEach(() => stripe.stop());

const withBasicAt = (amountMinor: number): Catalog => ({
  ...catalog,
  plans: catalog.plans.map((each) =>
    each.id === 'basic' ? { ...each, prices: each.prices.map((price) => ({ ...price, amountMinor })) } : each,
  ),
});

/** A subscriber to Basic, whose price has changed since. */
async function subscriber(
  [before, after]: readonly [number, number],
  more: Partial<Stripe.SubscriptionCreateParams> = {},
): Promise<string> {
  await pushCatalog(stripe, withBasicAt(before));
  const { sdk } = stripe;
  const { id: customer } = await sdk.customers.create({ metadata: { tollgate_account: 'acc_1' } });
  await payWith(customer, 'pm_card_visa');
  const [price] = (await sdk.prices.list({ lookup_keys: ['basic_monthly'] })).data;
  const { id } = await sdk.subscriptions.create({
    customer,
    items: [{ price: price!.id }],
    metadata: { tollgate_account: 'acc_1' },
    ...more,
  });
  await pushCatalog(stripe, withBasicAt(after));
  await stripe.advanceTo(new Date('2026-12-09T12:00:00Z'));
  return id;
}

const payWith = (customer: string, method: string) =>
  stripe.sdk.customers.update(customer, { invoice_settings: { default_payment_method: method } });
const byInvoice = { collection_method: 'send_invoice', days_until_due: 30 } as const;
const invoicesOf = async (id: string) => (await stripe.sdk.invoices.list({ subscription: id })).data;

/** `npm run catalog -- migrate basic_monthly --yes`, with `--now` or without. */
async function run(now: boolean, tell: () => Promise<void> = async () => {}) {
  const migration = await planMigration(stripe.sdk, 'basic_monthly', now);
  const lines: string[] = [];
  const counts = await migrate(
    { stripe: stripe.sdk, tell, report: (line) => void lines.push(line) },
    { migration, now },
  );
  return { ...counts, stays: migration.stays.map(({ why }) => why), lines };
}

test('by invoice the difference is made final and mailed', async () => {
  const id = await subscriber([100_00, 120_00], byInvoice);
  await stripe.sdk.invoices.pay((await invoicesOf(id))[0]!.id, { paid_out_of_band: true });
  expect(await run(true)).toMatchObject({ moved: 1, failed: 0 });
  const [difference] = await invoicesOf(id);
  expect(difference).toMatchObject({ total: 10_00, status: 'open', auto_advance: true });
  const sent = (await stripe.sdk.events.list({ type: 'invoice.sent' })).data.map(({ data }) => data.object);
  expect(sent).toContainEqual(expect.objectContaining({ id: difference!.id }));
});

test('a card that refuses the difference is tried again by Stripe', async () => {
  const id = await subscriber([100_00, 120_00]);
  const { customer } = await stripe.sdk.subscriptions.retrieve(id);
  await payWith(String(customer), 'pm_card_chargeCustomerFail');
  expect(await run(true)).toMatchObject({ moved: 1, failed: 0 });
  expect((await invoicesOf(id))[0]).toMatchObject({ status: 'open', auto_advance: true });
  await payWith(String(customer), 'pm_card_visa');
  await stripe.advanceTo(new Date('2026-12-13T12:00:00Z'));
  expect((await invoicesOf(id))[0]).toMatchObject({ total: 10_00, status: 'paid' });
});

test('a run that ended before the difference was sent is completed by the next one', async () => {
  const id = await subscriber([100_00, 120_00], byInvoice);
  await stripe.sdk.invoices.pay((await invoicesOf(id))[0]!.id, { paid_out_of_band: true });
  const { moves, to } = await planMigration(stripe.sdk, 'basic_monthly', true);
  await stripe.sdk.subscriptions.update(id, {
    items: [{ id: moves[0]!.itemId, price: to.id, quantity: 1 }],
    proration_behavior: 'always_invoice',
    metadata: { tollgate_moved_from: moves[0]!.from.id },
  });
  expect((await invoicesOf(id))[0]).toMatchObject({ status: 'draft' });
  const told: string[] = [];
  expect(await run(true, async () => void told.push(id))).toMatchObject({ moved: 0, failed: 0 });
  expect((await invoicesOf(id))[0]).toMatchObject({ total: 10_00, status: 'open' });
  expect(told).toEqual([id]);
});

test('a subscription with an unpaid invoice stays, which the new invoice would hide; with the renewal it moves', async () => {
  const id = await subscriber([100_00, 120_00], byInvoice);
  expect(await run(true)).toMatchObject({ moved: 0, stays: [expect.stringContaining('has an unpaid invoice')] });
  expect(await invoicesOf(id)).toHaveLength(1);
  expect(await run(false)).toMatchObject({ moved: 1, stays: [] });
});

test('a free subscription stays where nothing is to be charged now, since Stripe would charge it at once', async () => {
  const id = await subscriber([0, 50_00]);
  expect(await run(false)).toMatchObject({ moved: 0, stays: [expect.stringContaining('is free')] });
  expect((await invoicesOf(id)).map(({ total }) => total)).toEqual([0]);
  expect(await run(true)).toMatchObject({ moved: 1, stays: [] });
  expect((await invoicesOf(id)).map(({ total }) => total)).toEqual([50_00, 0]);
});
