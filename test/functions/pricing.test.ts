/** Coupons, promotion codes and currencies, from the configuration through Stripe to what a buyer can reach. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { AccountView, CatalogView, InvoiceView, Listing } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import defaultCatalog from '../../tollgate.config.ts';
import { assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

const catalog: Catalog = {
  ...defaultCatalog,
  plans: defaultCatalog.plans.map((plan) =>
    plan.id === 'basic'
      ? { ...plan, prices: plan.prices.map((price) => ({ ...price, currencies: { eur: 92_00 } })) }
      : { ...plan, prices: plan.prices.map(({ currencies: _, ...price }) => price) },
  ),
  coupons: [
    { id: 'free', name: 'For ever free', percentOff: 100, duration: 'forever', codes: [{ code: 'FREE' }] },
    { id: 'once', name: 'Welcome', percentOff: 50, duration: 'once', codes: [{ code: 'WELCOME', maxRedemptions: 1 }] },
    {
      id: 'quarter',
      name: 'Three months',
      percentOff: 25,
      duration: 'repeating',
      months: 3,
      codes: [{ code: 'THREE' }, { code: 'SOON', expiresAt: '2026-11-25T00:00:00Z' }],
    },
  ],
  settings: { ...defaultCatalog.settings, promotionCodes: true },
};

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe, catalog);
});
afterAll(() => stripe.stop());

let people = 0;
async function buyerHere(sold = catalog) {
  const app = assemble({ table: memoryTable(), stripe: stripe.gateway, now: stripe.now, catalog: sold });
  const buyer = await signUp(app, `pricing-${++people}@buyer.example`);
  return { app, buyer };
}
type Refused = { readonly code: string; readonly detail: string; readonly errors?: unknown };
const checkOut = (buyer: Person, body: object = { price: 'basic_monthly' }) =>
  buyer.send<{ url: string } & Refused>('POST', '/v1/checkout', body);
const account = async (buyer: Person) => (await buyer.get<AccountView>('/v1/account')).body;
const invoices = async (buyer: Person) =>
  (await buyer.get<Listing<InvoiceView>>('/v1/invoices')).body.data.map(({ amountMinor, currency }) => [
    amountMinor,
    currency,
  ]);
async function payWith(url: string, promotion_code: string): Promise<number> {
  return (await pay(url, { promotion_code } as Parameters<typeof pay>[1])).status;
}

describe('a coupon', () => {
  test('for 100 % for ever gives full access, and nothing is charged', async () => {
    const { app, buyer } = await buyerHere();
    const { body } = await checkOut(buyer);
    expect(await payWith(body.url, 'free')).toBe(303);
    await app.reconcile();
    expect(await account(buyer)).toMatchObject({
      subscriptions: [{ price: 'basic_monthly', status: 'active' }],
      entitlement: { access: 'full', plans: ['basic'], allowance: 10_000 },
    });
    expect(await invoices(buyer)).toEqual([[0, 'usd']]);
  });

  test.each([
    ['once', 'WELCOME', 50_00],
    ['for some months', 'THREE', 75_00],
  ])('given %s changes what is charged, and nothing of what can be reached', async (_, code, charged) => {
    const { app, buyer } = await buyerHere();
    const { body } = await checkOut(buyer);
    expect(await payWith(body.url, code)).toBe(303);
    await app.reconcile();
    expect(await account(buyer)).toMatchObject({ entitlement: { access: 'full', allowance: 10_000 } });
    expect(await invoices(buyer)).toEqual([[charged, 'usd']]);
  });

  test('that is used up or unknown buys nothing: the page says so, and the buyer is free to pay in full', async () => {
    const { app, buyer } = await buyerHere();
    const { body } = await checkOut(buyer);
    for (const code of ['WELCOME', 'NOTHING']) expect(await payWith(body.url, code), code).toBe(402);
    await app.reconcile();
    expect(await account(buyer)).toMatchObject({ subscriptions: [], entitlement: { access: 'none' } });
    expect(await payWith(body.url, '')).toBe(303);
    await app.reconcile();
    expect(await invoices(buyer)).toEqual([[100_00, 'usd']]);
  });

  test('cannot be asked for where the settings say that there is no field for codes', async () => {
    const { buyer } = await buyerHere({ ...catalog, settings: { ...catalog.settings, promotionCodes: false } });
    const { body } = await checkOut(buyer);
    expect(await (await fetch(body.url)).text()).not.toContain('promotion_code');
  });
});

describe('several currencies', () => {
  test('are in the catalogue with what each price costs in them', async () => {
    const { buyer } = await buyerHere();
    const { body } = await buyer.get<CatalogView>('/v1/catalog');
    expect(body.plans.find(({ id }) => id === 'basic')?.prices).toMatchObject([
      { amountMinor: 100_00, currency: 'usd', currencies: { usd: 100_00, eur: 92_00 } },
    ]);
    expect(body.plans.find(({ id }) => id === 'pro')?.prices[0]).not.toHaveProperty('currencies');
  });

  test('are paid in the one that is asked for, and reach the same', async () => {
    const { app, buyer } = await buyerHere();
    const { body } = await checkOut(buyer, { price: 'basic_monthly', currency: 'eur' });
    expect(await payWith(body.url, 'THREE')).toBe(303);
    await app.reconcile();
    expect(await account(buyer)).toMatchObject({
      subscriptions: [{ price: 'basic_monthly', status: 'active', currency: 'eur' }],
      entitlement: { access: 'full', plans: ['basic'], allowance: 10_000 },
    });
    expect(await invoices(buyer)).toEqual([[69_00, 'eur']]);
  });

  test('where the price has no such currency: 400 names the field and what is allowed', async () => {
    const { buyer } = await buyerHere();
    for (const currency of ['gbp', 'EUR', ''])
      expect(await checkOut(buyer, { price: 'basic_monthly', currency }), currency).toMatchObject({ status: 400 });
    expect((await checkOut(buyer, { price: 'basic_monthly', currency: 'gbp' })).body.errors).toEqual([
      { field: 'currency', message: 'must be one of usd, eur' },
    ]);
    expect((await checkOut(buyer, { price: 'pro_monthly', currency: 'eur' })).body.errors).toEqual([
      { field: 'currency', message: 'must be one of usd' },
    ]);
  });

  test('for an account that pays in one of them: another is 409, and none named means that one', async () => {
    const { app, buyer } = await buyerHere();
    const { body } = await checkOut(buyer, { price: 'verified_monthly' });
    expect(await payWith(body.url, '')).toBe(303);
    await app.reconcile();
    const other = await checkOut(buyer, { price: 'basic_monthly', currency: 'eur' });
    expect(other).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(other.body.detail).toContain('Choose usd.');
    expect((await checkOut(buyer)).status).toBe(201);
  });

  test('and a price that is not sold in the one that the account pays in: 409 says whom to ask', async () => {
    const { app, buyer } = await buyerHere();
    const { body } = await checkOut(buyer, { price: 'basic_monthly', currency: 'eur' });
    expect(await payWith(body.url, '')).toBe(303);
    await app.reconcile();
    const refused = await checkOut(buyer, { price: 'verified_monthly' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(refused.body.detail).toContain('You already pay in EUR');
    const { id } = (await account(buyer)).subscriptions[0]!;
    const change = { subscription: id, price: 'pro_monthly' };
    for (const path of ['/v1/subscription/preview', '/v1/subscription/change'])
      expect(await buyer.send('POST', path, change), path).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  test('and one that Stripe alone knows of: its refusal is a 409 too', async () => {
    const { app, buyer } = await buyerHere();
    const { body } = await checkOut(buyer, { price: 'basic_monthly', currency: 'eur' });
    await payWith(body.url, '');
    const refused = await checkOut(buyer, { price: 'verified_monthly' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(refused.body.detail).toContain('open billing items in EUR');
    await app.reconcile();
  });
});
