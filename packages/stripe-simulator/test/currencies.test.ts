import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, submitForm } from './steps.ts';
import { startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;
let stripe: Stripe;
let basic: string;
let pro: string;

beforeEach(async () => {
  buyer = await startSubscriber();
  stripe = buyer.world.stripe;
  basic = await sellIn(100_00, 92_00);
  pro = await sellIn(5_000_00, 4_600_00);
});
afterEach(() => buyer.world.stop());

const sellIn = async (usd: number, eur: number) => {
  const { id } = await stripe.prices.create({
    product: 'basic',
    currency: 'usd',
    unit_amount: usd,
    recurring: { interval: 'month' },
    currency_options: { eur: { unit_amount: eur } },
  });
  return id;
};
const open = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: buyer.customer,
    line_items: [{ price: basic, quantity: 1 }],
    success_url: 'https://shop.example/thanks',
    ...more,
  });
const pay = (session: Stripe.Checkout.Session) => submitForm(String(session.url), card('4242424242424242'));
const refusal = (call: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
  call.then(
    () => Promise.reject(new Error('the call was not refused')),
    (error) => error,
  );

describe('a price in several currencies', () => {
  it('shows what it costs in each when that is asked for, and in its own otherwise', async () => {
    const price = await stripe.prices.retrieve(basic, { expand: ['currency_options'] });
    expect(price).toMatchObject({ currency: 'usd', unit_amount: 100_00 });
    expect(price.currency_options).toMatchObject({ usd: { unit_amount: 100_00 }, eur: { unit_amount: 92_00 } });
    expect((await stripe.prices.retrieve(basic)).currency_options).toBeUndefined();
    const { data } = await stripe.prices.list({ expand: ['data.currency_options'] });
    expect(data.find(({ id }) => id === basic)?.currency_options?.eur?.unit_amount).toBe(92_00);
  });

  it.each([
    ['isk', 550, 550_00],
    ['ugx', 5_001, 5_000_00],
    ['kwd', 1_234, 1_230],
  ])('in %s is not %i minor units, a part that cannot be charged, and may be %i', async (currency, part, whole) => {
    const make = (unit_amount: number) => stripe.prices.create({ product: 'basic', currency, unit_amount });
    expect(await refusal(make(part))).toMatchObject({ statusCode: 400, param: 'unit_amount' });
    expect((await make(whole)).unit_amount).toBe(whole);
    const options = { currency_options: { [currency]: { unit_amount: part } } };
    expect((await refusal(stripe.prices.update(basic, options))).statusCode).toBe(400);
    const off = { duration: 'once' as const, amount_off: part, currency };
    expect((await refusal(stripe.coupons.create(off))).statusCode).toBe(400);
  });

  it('is given another currency afterwards', async () => {
    const params = { currency_options: { gbp: { unit_amount: 80_00 } } };
    const price = await stripe.prices.update(basic, { ...params, expand: ['currency_options'] });
    expect(Object.keys(price.currency_options ?? {})).toEqual(['usd', 'eur', 'gbp']);
  });

  it('is bought, renewed, prorated, previewed and shown in the currency that was chosen', async () => {
    const session = await open({ currency: 'eur' });
    expect(session).toMatchObject({ currency: 'eur', amount_total: 92_00 });
    expect(await (await fetch(String(session.url))).text()).toContain('92.00 EUR every month');
    expect((await pay(session)).status).toBe(303);
    const { data } = await stripe.subscriptions.list({ customer: buyer.customer });
    const subscription = data[0]!;
    expect(subscription).toMatchObject({ currency: 'eur', status: 'active' });
    expect(subscription.items.data[0]?.price).toMatchObject({ currency: 'usd', unit_amount: 100_00 });
    await buyer.to('2027-02-14T10:30:15Z');
    const details = {
      items: [{ id: subscription.items.data[0]!.id, price: pro }],
      proration_behavior: 'always_invoice' as const,
    };
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: details,
    });
    await stripe.subscriptions.update(subscription.id, details);
    await buyer.to('2027-03-01T00:00:00Z');
    const invoices = (await stripe.invoices.list({ subscription: subscription.id })).data.toReversed();
    expect(invoices.map(({ currency, total }) => [currency, total])).toEqual([
      ['eur', 92_00],
      ['eur', 2_300_00 - 46_00],
      ['eur', 4_600_00],
    ]);
    expect(preview).toMatchObject({ currency: 'eur', total: 2_300_00 - 46_00 });
    expect(invoices[0]?.lines.data[0]).toMatchObject({ currency: 'eur', amount: 92_00 });
    expect((await stripe.charges.list()).data.map(({ currency }) => currency)).toEqual(['eur', 'eur', 'eur']);
  });

  it('is not sold in a currency that it does not have', async () => {
    expect((await refusal(open({ currency: 'gbp' }))).message).toContain('only supports `usd`, `eur`');
    const usdOnly = [{ price: buyer.monthly, quantity: 1 }];
    expect((await refusal(open({ currency: 'eur', line_items: usdOnly }))).statusCode).toBe(400);
    const strange = { currency_options: { usd: { unit_amount: 1 } } };
    const price = { product: 'basic', currency: 'usd', unit_amount: 1_00 } as const;
    expect((await refusal(stripe.prices.create({ ...price, ...strange }))).param).toBe('currency_options[usd]');
  });

  it('and a coupon: a percentage is of that currency, an amount is in its own only', async () => {
    await stripe.coupons.create({ id: 'quarter', percent_off: 25, duration: 'forever' });
    await stripe.coupons.create({ id: 'ten', amount_off: 10_00, currency: 'usd', duration: 'forever' });
    const session = await open({ currency: 'eur', discounts: [{ coupon: 'quarter' }] });
    expect(session.amount_total).toBe(69_00);
    const mixed = await refusal(open({ currency: 'eur', discounts: [{ coupon: 'ten' }] }));
    expect(mixed.message).toContain('in usd');
  });
});

describe('a customer', () => {
  const customer = async () => (await stripe.customers.retrieve(buyer.customer)) as Stripe.Customer;
  const euro = async () => {
    await buyer.payWith('pm_card_visa');
    return stripe.subscriptions.create({ customer: buyer.customer, items: [{ price: basic }], currency: 'eur' });
  };

  it('has the currency of what was first billed, and buys in it where none is named', async () => {
    expect((await customer()).currency ?? null).toBeNull();
    await euro();
    expect((await customer()).currency).toBe('eur');
    expect(await open({ line_items: [{ price: pro, quantity: 1 }] })).toMatchObject({ currency: 'eur' });
    await buyer.world.simulator.settle();
    const [event] = buyer
      .eventsOf('customer.updated')
      .filter(({ data }) => 'currency' in (data.previous_attributes ?? {}));
    expect(event?.data.object).toMatchObject({ id: buyer.customer, currency: 'eur' });
  });

  it('with a subscription in one currency is refused another: in the API, in a preview and at a checkout', async () => {
    await euro();
    const mix = 'You cannot combine currencies on a single customer';
    const items = [{ price: pro }];
    const create = stripe.subscriptions.create({ customer: buyer.customer, items, currency: 'usd' });
    expect((await refusal(create)).message).toContain(mix);
    expect((await refusal(open({ currency: 'usd' }))).message).toContain(mix);
    const details = { customer: buyer.customer, currency: 'usd', subscription_details: { items } };
    expect((await refusal(stripe.invoices.createPreview(details))).message).toContain(mix);
  });

  it('with two pages open in two currencies pays one of them', async () => {
    const [dollars, euros] = [await open({ currency: 'usd' }), await open({ currency: 'eur' })];
    expect((await pay(dollars)).status).toBe(303);
    const late = await pay(euros);
    expect(late.status).toBe(402);
    expect(await late.text()).toContain('does not match the customer currency (usd)');
    expect((await stripe.charges.list()).data).toHaveLength(1);
  });

  it('may choose anew once nothing is open in the old currency', async () => {
    const { id } = await euro();
    await stripe.subscriptions.cancel(id);
    expect(await open({ currency: 'usd' })).toMatchObject({ currency: 'usd', amount_total: 100_00 });
  });

  it('with a balance in one currency is refused another', async () => {
    const { id, items } = await euro();
    await buyer.to('2027-02-14T10:30:15Z');
    await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]!.id, price: await sellIn(10_00, 9_00) }],
      proration_behavior: 'always_invoice',
    });
    await stripe.subscriptions.cancel(id);
    expect((await customer()).balance).toBeLessThan(0);
    expect((await refusal(open({ currency: 'usd' }))).message).toContain('with currency eur');
  });
});
