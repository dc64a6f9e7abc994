/** Stripe Tax as a setting: what is bought by card and by invoice is taxed by where the buyer is, now and with each renewal. */
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AccountView, CatalogView, ChangePreviewView, InvoiceView, Listing } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { type App, assemble } from '../support/app.ts';
import { catalogWith } from '../support/app-catalog.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { buyerAtStripe } from './at-stripe.ts';

let stripe: TestStripe;
let app: App;
let buyer: Person;

async function selling(behavior: 'exclusive' | 'inclusive'): Promise<void> {
  const catalog = catalogWith({ tax: { behavior, code: 'txcd_10103001' }, byInvoice: { daysUntilDue: 14 } });
  await pushCatalog(stripe, catalog);
  app = assemble({ table: memoryTable({ now: stripe.now }), stripe: stripe.gateway, now: stripe.now, catalog });
  buyer = await signUp(app);
}
beforeEach(async () => {
  stripe = await startStripe();
});
afterEach(() => stripe.stop());

async function bought(price: string, typed: Readonly<Record<string, string>>, more: object = {}): Promise<void> {
  const { body } = await buyer.send<{ url: string }>('POST', '/v1/checkout', { price, ...more });
  expect((await pay(body.url, typed)).status).toBe(303);
  await app.reconcile();
}
const invoices = async (): Promise<Stripe.Invoice[]> => {
  const [customer] = (await stripe.sdk.customers.list({ email: buyer.email })).data;
  return (await stripe.sdk.invoices.list({ customer: customer!.id })).data;
};
const totals = async () => (await invoices()).map(({ total, total_excluding_tax }) => [total, total_excluding_tax]);
const account = async () => (await buyer.get<AccountView>('/v1/account')).body;

test('a consumer in Germany pays the tax on top, in the first invoice, a change of plan and the renewal', async () => {
  await selling('exclusive');
  await bought('basic_monthly', { country: 'DE' });
  expect(await totals()).toEqual([[119_00, 100_00]]);
  const [{ id }] = (await account()).subscriptions as [AccountView['subscriptions'][number]];
  await stripe.advanceTo(new Date('2026-12-09T12:00:00.000Z'));
  buyer = await signUp(app, buyer.email);
  const change = { subscription: id, price: 'pro_monthly' };
  const preview = await buyer.send<ChangePreviewView>('POST', '/v1/subscription/preview', change);
  const { prorationAt } = preview.body;
  await buyer.send('POST', '/v1/subscription/change', { ...change, prorationAt });
  const [upgrade] = await invoices();
  expect(upgrade).toMatchObject({ status: 'paid', total: preview.body.due?.amountMinor });
  expect(upgrade!.total - upgrade!.total_excluding_tax!).toBe(Math.round(upgrade!.total_excluding_tax! * 0.19));
  await stripe.advanceTo(new Date('2026-12-25T12:00:00.000Z'));
  expect((await totals())[0]).toEqual([5_950_00, 5_000_00]);
});

test('where the tax is in the price, the buyer pays the price', async () => {
  await selling('inclusive');
  await bought('basic_monthly', { country: 'FR' });
  expect(await totals()).toEqual([[100_00, 83_33]]);
});

test('affiliates are taxed like the badge that they stand beside', async () => {
  await selling('exclusive');
  await bought('verified_organization_monthly', { country: 'IE' }, { affiliates: 3 });
  const [invoice] = await invoices();
  expect(invoice).toMatchObject({ subtotal: 1_150_00, total: 1_414_50 });
  expect(invoice!.lines.data.map(({ taxes }) => taxes?.map(({ amount }) => amount))).toEqual([[230_00], [34_50]]);
});

test.each([
  ['a business in another country with its VAT id', { country: 'DE', tax_id: 'DE123456789' }, 'reverse_charge'],
  ['a buyer where nothing is collected', { country: 'US' }, 'not_collecting'],
])('%s pays none', async (_, typed, taxability_reason) => {
  await selling('exclusive');
  await bought('basic_monthly', typed);
  expect(await invoices()).toMatchObject([{ total: 100_00, total_taxes: [{ amount: 0, taxability_reason }] }]);
  expect((await account()).entitlement.access).toBe('full');
});

describe('by invoice', () => {
  const order = (more: object) =>
    buyer.send('POST', '/v1/checkout/invoice', {
      price: 'basic_monthly',
      company: 'Acme GmbH',
      address: { line1: 'Unter den Linden 1', city: 'Berlin', country: 'DE' },
      ...more,
    });

  test.each([
    [{}, 119_00],
    [{ vatId: 'DE123456789' }, 100_00],
  ])('a company with %j owes %i', async (more, total) => {
    await selling('exclusive');
    expect((await order(more)).status).toBe(201);
    expect(await invoices()).toMatchObject([{ status: 'open', total, automatic_tax: { status: 'complete' } }]);
  });
});

test('the catalogue says of each price whether tax is added to it or in it, and nothing where none is computed', async () => {
  await selling('inclusive');
  const pricesOf = async () => (await app.request<CatalogView>('GET', '/v1/catalog')).body.plans[1]?.prices;
  expect(await pricesOf()).toMatchObject([{ lookupKey: 'basic_monthly', tax: 'inclusive' }]);
  app = assemble({ table: memoryTable(), stripe: stripe.gateway, now: stripe.now });
  expect((await pricesOf())?.[0]).not.toHaveProperty('tax');
});

test('a subscription whose tax Stripe turned off is drift each night until the address is there, and taxed again then', async () => {
  await selling('exclusive');
  await bought('basic_monthly', { country: 'DE' });
  const [customer] = (await stripe.sdk.customers.list({ email: buyer.email })).data;
  await stripe.sdk.customers.update(customer!.id, { address: '' });
  await stripe.advanceTo(new Date('2026-12-25T12:00:00.000Z'));
  await app.reconcile();
  const causes = (await app.reconcile()).corrections.map(({ cause }) => cause);
  expect([causes, (await totals())[0]]).toEqual([['untaxed'], [100_00, 100_00]]);
  await stripe.sdk.customers.update(customer!.id, { address: { country: 'DE' } });
  expect((await app.reconcile()).corrections).toEqual([]);
  await stripe.advanceTo(new Date('2027-01-25T12:00:00.000Z'));
  expect((await totals())[0]).toEqual([119_00, 100_00]);
});

test('an event about the mended address turns the tax on again', async () => {
  const catalog = catalogWith({ tax: { behavior: 'exclusive', code: 'txcd_10103001' } });
  await pushCatalog(stripe, catalog);
  const at = await buyerAtStripe(stripe, { catalog });
  const isTaxed = async () =>
    (await stripe.sdk.subscriptions.retrieve((await at.subscription()).id)).automatic_tax.enabled;
  await stripe.sdk.customers.update(at.customerId, { address: '' });
  await stripe.advanceTo(new Date('2026-12-25T12:00:00.000Z'));
  await at.hear();
  expect([await isTaxed(), (await at.subscription()).isUntaxed]).toEqual([false, true]);
  await stripe.sdk.customers.update(at.customerId, { address: { country: 'DE' } });
  await at.hear();
  expect(await isTaxed()).toBe(true);
});

test('prepaid credit has an invoice with the tax where tax is charged', async () => {
  await selling('exclusive');
  const { body } = await buyer.send<{ url: string }>('POST', '/v1/credit/top-ups', {});
  const typed: Readonly<Record<string, string>> = { country: 'DE' };
  expect((await pay(body.url, typed)).status).toBe(303);
  const listed = await buyer.get<Listing<InvoiceView>>('/v1/invoices');
  expect(listed.body.data).toMatchObject([{ status: 'paid', amountMinor: 23_80, currency: 'usd' }]);
  expect(await totals()).toEqual([[23_80, 20_00]]);
});
