import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { taxOn } from '../src/billing/tax-rates.ts';
import { card, submitForm } from './steps.ts';
import { at, startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;
beforeEach(async () => {
  buyer = await startSubscriber({ settings: { sellerCountry: 'IE' } });
});
afterEach(() => buyer.world.stop());

type Behavior = 'exclusive' | 'inclusive';
const automatic_tax = { enabled: true };
const priceOf = async (amount: number, tax_behavior: Behavior, more: Partial<Stripe.PriceCreateParams> = {}) => {
  const { prices } = buyer.world.stripe;
  const product_data = { name: 'Reads' };
  const input = { currency: 'usd', unit_amount: amount, recurring: { interval: 'month' as const }, product_data };
  return (await prices.create({ ...input, tax_behavior, ...more })).id;
};
const liveIn = (country: string) =>
  buyer.world.stripe.customers.update(buyer.customer, { address: { country, postal_code: '10001' } });
const withVat = (value: string) => buyer.world.stripe.customers.createTaxId(buyer.customer, { type: 'eu_vat', value });
const invoice = async ({ latest_invoice }: Stripe.Subscription) =>
  buyer.world.stripe.invoices.retrieve(String(latest_invoice));

/** Every sum that an invoice states is the sum of what it states below. */
function expectSums(bill: Stripe.Invoice): void {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const taxes = bill.lines.data.flatMap((line) => line.taxes ?? []);
  const of = (behavior: Behavior) =>
    sum(taxes.filter((tax) => tax.tax_behavior === behavior).map(({ amount }) => amount));
  const off = sum((bill.total_discount_amounts ?? []).map(({ amount }) => amount));
  expect(sum((bill.total_taxes ?? []).map(({ amount }) => amount))).toBe(of('exclusive') + of('inclusive'));
  expect(bill.subtotal).toBe(sum(bill.lines.data.map(({ amount }) => amount)));
  expect(bill.total).toBe(bill.subtotal - off + of('exclusive'));
  expect(bill.total_excluding_tax).toBe(bill.total - of('exclusive') - of('inclusive'));
  for (const tax of taxes) expect(Number.isInteger(tax.amount)).toBe(true);
}

describe('automatic tax on a subscription', () => {
  it('is added to an exclusive price, at the rate of the buyer\u2019s country, with each renewal too', async () => {
    await liveIn('DE');
    const subscription = await buyer.subscribe(await priceOf(99_99, 'exclusive'), 'pm_card_visa', { automatic_tax });
    expect(subscription).toMatchObject({ status: 'active', automatic_tax: { enabled: true } });
    const first = await invoice(subscription);
    expect(first).toMatchObject({
      automatic_tax: { enabled: true, status: 'complete' },
      subtotal: 99_99,
      total: 118_99,
      amount_paid: 118_99,
      total_excluding_tax: 99_99,
      total_taxes: [{ amount: 19_00, taxable_amount: 99_99, taxability_reason: 'standard_rated' }],
      lines: { data: [{ amount: 99_99, taxes: [{ amount: 19_00, tax_behavior: 'exclusive' }] }] },
    });
    expectSums(first);
    await liveIn('FR');
    await buyer.to('2027-03-01T00:00:00Z');
    const renewal = await invoice(await buyer.read(subscription.id));
    expect(renewal).toMatchObject({ billing_reason: 'subscription_cycle', total: 119_99, status: 'paid' });
    expectSums(renewal);
  });

  it('is within an inclusive price', async () => {
    await liveIn('DE');
    const bill = await invoice(
      await buyer.subscribe(await priceOf(100_00, 'inclusive'), 'pm_card_visa', { automatic_tax }),
    );
    expect(bill).toMatchObject({
      subtotal: 100_00,
      subtotal_excluding_tax: 84_03,
      total: 100_00,
      total_excluding_tax: 84_03,
      total_taxes: [{ amount: 15_97, taxable_amount: 84_03, tax_behavior: 'inclusive' }],
    });
    expectSums(bill);
  });

  it.each([
    ['DE', 'DE123456789', 'reverse_charge', 100_00],
    ['DE', 'FR12345678901', 'reverse_charge', 100_00],
    ['IE', 'IE1234567A', 'standard_rated', 123_00],
    ['US', null, 'not_collecting', 100_00],
    ['NO', null, 'standard_rated', 125_00],
  ] as const)('from a seller in Ireland to a buyer in %s with %s is %s', async (country, vatId, reason, total) => {
    await liveIn(country);
    if (vatId) await withVat(vatId);
    const bill = await invoice(
      await buyer.subscribe(await priceOf(100_00, 'exclusive'), 'pm_card_visa', { automatic_tax }),
    );
    expect(bill).toMatchObject({ total, total_taxes: [{ amount: total - 100_00, taxability_reason: reason }] });
  });

  it('is taken on what discounts leave, and prorated to the cent', async () => {
    await liveIn('DE');
    const { stripe } = buyer.world;
    const coupon = await stripe.coupons.create({ percent_off: 33, duration: 'forever' });
    const [small, large] = [await priceOf(33_33, 'exclusive'), await priceOf(77_77, 'inclusive')];
    const subscription = await buyer.subscribe(small, 'pm_card_visa', {
      automatic_tax,
      discounts: [{ coupon: coupon.id }],
    });
    expectSums(await invoice(subscription));
    await buyer.to('2027-02-10T07:08:09Z');
    const items = [{ id: subscription.items.data[0]!.id, price: large }];
    const change = { items, proration_behavior: 'always_invoice' as const, proration_date: at('2027-02-10T07:08:09Z') };
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: change,
    });
    await stripe.subscriptions.update(subscription.id, change);
    const billed = await invoice(await buyer.read(subscription.id));
    for (const each of [preview, billed]) expectSums(each);
    expect([preview.total, preview.total_taxes]).toEqual([billed.total, billed.total_taxes]);
    expect(billed.total_taxes).toHaveLength(2);
  });

  it('on an invoice by mail is that of the moment in which it becomes final', async () => {
    await liveIn('DE');
    const subscription = await buyer.world.stripe.subscriptions.create({
      customer: buyer.customer,
      items: [{ price: await priceOf(100_00, 'exclusive') }],
      collection_method: 'send_invoice',
      days_until_due: 14,
      automatic_tax,
    });
    expect((await invoice(subscription)).total).toBe(119_00);
    await withVat('DE123456789');
    const sent = await buyer.world.stripe.invoices.finalizeInvoice(String(subscription.latest_invoice));
    expect(sent).toMatchObject({ total: 100_00, amount_due: 100_00, total_taxes: [{ amount: 0 }] });
    expect(await (await fetch(String(sent.hosted_invoice_url))).text()).toContain('reverse charge');
  });

  it('cannot be begun for a buyer who is nowhere, nor on a price that does not say whether it has the tax in it', async () => {
    const { subscriptions } = buyer.world.stripe;
    const order = { customer: buyer.customer, automatic_tax };
    const price = await priceOf(100_00, 'exclusive');
    await expect(subscriptions.create({ ...order, items: [{ price }] })).rejects.toMatchObject({
      code: 'customer_tax_location_invalid',
    });
    await liveIn('DE');
    await expect(subscriptions.create({ ...order, items: [{ price: buyer.monthly }] })).rejects.toThrow('tax_behavior');
  });

  it('is left away where the buyer\u2019s country is gone when an invoice becomes final', async () => {
    await liveIn('DE');
    const subscription = await buyer.subscribe(await priceOf(100_00, 'exclusive'), 'pm_card_visa', { automatic_tax });
    await buyer.world.stripe.customers.update(buyer.customer, { address: '' });
    await buyer.to('2027-03-01T00:00:00Z');
    expect(await invoice(await buyer.read(subscription.id))).toMatchObject({
      status: 'paid',
      total: 100_00,
      automatic_tax: { enabled: false, disabled_reason: 'finalization_requires_location_inputs' },
    });
  });
});

describe('automatic tax at checkout', () => {
  const open = async (price: string, more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
    buyer.world.stripe.checkout.sessions.create({
      mode: 'subscription',
      customer: buyer.customer,
      line_items: [{ price, quantity: 2 }],
      success_url: 'https://shop.example/yes',
      automatic_tax,
      customer_update: { address: 'auto', name: 'auto' },
      tax_id_collection: { enabled: true },
      ...more,
    });
  const payAs = (url: string | null, more: Record<string, string>) =>
    submitForm(String(url), { ...card('4242424242424242'), ...more });

  it('is by the address that the buyer enters, which the customer keeps, and the invoice agrees to the cent', async () => {
    const session = await open(await priceOf(33_33, 'exclusive'));
    expect(session).toMatchObject({ amount_total: 66_66, automatic_tax: { status: 'requires_location_inputs' } });
    expect((await payAs(session.url, { country: 'DE', name: 'Acme GmbH' })).status).toBe(303);
    const { stripe } = buyer.world;
    const paid = await stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items'] });
    expect(paid).toMatchObject({
      amount_subtotal: 66_66,
      amount_total: 79_33,
      automatic_tax: { enabled: true, status: 'complete' },
      total_details: { amount_tax: 12_67 },
    });
    const bill = await stripe.invoices.retrieve(String(paid.invoice));
    expect(bill).toMatchObject({ total: 79_33, amount_paid: 79_33, status: 'paid' });
    expectSums(bill);
    expect(await stripe.customers.retrieve(buyer.customer)).toMatchObject({
      name: 'Acme GmbH',
      address: { country: 'DE' },
    });
  });

  it('is none for a business that gives its VAT id, which must have the shape of one', async () => {
    const session = await open(await priceOf(100_00, 'exclusive'));
    const refused = await payAs(session.url, { country: 'DE', tax_id: 'DE12' });
    expect(refused.status).toBe(402);
    expect(await refused.text()).toContain('Your tax ID is not valid.');
    expect((await payAs(session.url, { country: 'DE', tax_id: 'DE123456789' })).status).toBe(303);
    expect(await buyer.world.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      amount_total: 200_00,
      customer_details: { tax_ids: [{ type: 'eu_vat', value: 'DE123456789' }] },
    });
    expect((await buyer.world.stripe.customers.listTaxIds(buyer.customer)).data).toHaveLength(1);
  });

  it('is known before where the customer has an address that the page does not replace', async () => {
    await liveIn('DE');
    const nothingKept = { customer_update: undefined, tax_id_collection: undefined };
    const session = await open(await priceOf(100_00, 'exclusive'), nothingKept);
    expect(session).toMatchObject({ amount_total: 238_00, automatic_tax: { status: 'complete' } });
    await payAs(session.url, { country: 'FR' });
    expect((await buyer.world.stripe.checkout.sessions.retrieve(session.id)).amount_total).toBe(238_00);
  });

  it('cannot be asked for where the address or the name could not be kept, and not paid without a country', async () => {
    const price = await priceOf(100_00, 'exclusive');
    await expect(open(price, { customer_update: { name: 'auto' } })).rejects.toMatchObject({
      code: 'customer_tax_location_invalid',
    });
    await expect(open(price, { customer_update: { address: 'auto' } })).rejects.toThrow('customer_update[name]');
    const session = await open(price);
    expect((await payAs(session.url, { country: '' })).status).toBe(402);
  });
});

it('a price says once whether it has the tax in it', async () => {
  const { prices } = buyer.world.stripe;
  expect(await prices.update(buyer.monthly, { tax_behavior: 'inclusive' })).toMatchObject({
    tax_behavior: 'inclusive',
  });
  await expect(prices.update(buyer.monthly, { tax_behavior: 'exclusive' })).rejects.toMatchObject({
    param: 'tax_behavior',
  });
});

it('tax on a credit mirrors that on its charge, and within a price tax and rest are the price', () => {
  const amounts = fc.integer({ min: 0, max: 10_000_000 });
  fc.assert(
    fc.property(amounts, fc.integer({ min: 0, max: 3_000 }), (amount, rate) => {
      for (const behavior of ['exclusive', 'inclusive'] as const)
        expect(taxOn(0 - amount, rate, behavior)).toBe(0 - taxOn(amount, rate, behavior));
      const within = taxOn(amount, rate, 'inclusive');
      expect(Math.abs(taxOn(amount - within, rate, 'exclusive') - within)).toBeLessThanOrEqual(1);
    }),
    { seed: 20261125 },
  );
});
