import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discountAmounts } from '../src/billing/discount-amounts.ts';
import { startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;
let stripe: Stripe;

beforeEach(async () => {
  buyer = await startSubscriber();
  stripe = buyer.world.stripe;
});
afterEach(() => buyer.world.stop());

const coupon = (params: Stripe.CouponCreateParams) => stripe.coupons.create(params);
const subscribeWith = async (params: Stripe.CouponCreateParams) =>
  buyer.subscribe(buyer.monthly, 'pm_card_visa', { discounts: [{ coupon: (await coupon(params)).id }] });
/** Oldest first. */
const invoicesOf = async ({ id }: Stripe.Subscription) =>
  (await stripe.invoices.list({ subscription: id, limit: 100 })).data.toReversed();
const totals = async (subscription: Stripe.Subscription) => (await invoicesOf(subscription)).map(({ total }) => total);
const refusal = (call: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
  call.then(
    () => Promise.reject(new Error('the call was not refused')),
    (error) => error,
  );

describe('a coupon', () => {
  it('takes its part off a line, the invoice says so, and the card is charged what is left', async () => {
    const subscription = await subscribeWith({ percent_off: 25, duration: 'forever', name: 'Friends' });
    const [discount] = subscription.discounts;
    const [invoice] = await invoicesOf(subscription);
    expect(invoice).toMatchObject({
      subtotal: 100_00,
      total: 75_00,
      amount_paid: 75_00,
      discounts: [discount],
      total_discount_amounts: [{ amount: 25_00, discount }],
      total_pretax_credit_amounts: [{ amount: 25_00, discount, type: 'discount' }],
    });
    expect(invoice?.lines.data[0]).toMatchObject({
      amount: 100_00,
      discountable: true,
      discount_amounts: [{ amount: 25_00, discount }],
    });
    expect((await stripe.charges.list()).data[0]?.amount).toBe(75_00);
  });

  it('for one invoice leaves the subscription with it, and the renewal is the full price', async () => {
    const subscription = await subscribeWith({ amount_off: 30_00, currency: 'usd', duration: 'once' });
    expect((await buyer.read(subscription.id)).discounts).toEqual([]);
    await buyer.to('2027-03-01T00:00:00Z');
    expect(await totals(subscription)).toEqual([70_00, 100_00]);
    expect(buyer.eventsOf('customer.discount.created')).toHaveLength(1);
    expect(buyer.eventsOf('customer.discount.deleted')).toHaveLength(1);
  });

  it('for one invoice waits for the first that costs something where a trial comes first', async () => {
    const { id } = await coupon({ percent_off: 50, duration: 'once' });
    const subscription = await buyer.subscribe(buyer.monthly, 'pm_card_visa', {
      discounts: [{ coupon: id }],
      trial_period_days: 7,
    });
    await buyer.to('2027-03-15T00:00:00Z');
    expect(await totals(subscription)).toEqual([0, 50_00, 100_00]);
  });

  it('for three months is on the invoices of three months and then ends by itself', async () => {
    const subscription = await subscribeWith({ percent_off: 50, duration: 'repeating', duration_in_months: 3 });
    const read = await stripe.subscriptions.retrieve(subscription.id, { expand: ['discounts.source.coupon'] });
    expect(read.discounts[0]).toMatchObject({
      end: Date.parse('2027-04-30T10:30:15Z') / 1000,
      source: { coupon: { percent_off: 50 } },
    });
    await buyer.to('2027-06-01T00:00:00Z');
    expect(await totals(subscription)).toEqual([50_00, 50_00, 50_00, 100_00, 100_00]);
    expect((await buyer.read(subscription.id)).discounts).toEqual([]);
    const ended = buyer.eventsOf('customer.discount.deleted');
    expect(ended.map(({ created }) => created)).toEqual([Date.parse('2027-04-30T10:30:15Z') / 1000]);
    const updated = buyer.eventsOf('customer.subscription.updated').map(({ data }) => data.previous_attributes);
    expect(updated).toContainEqual({ discounts: subscription.discounts });
  });

  it('for 100 % for ever charges nothing, and the subscription is active all the same', async () => {
    const subscription = await subscribeWith({ percent_off: 100, duration: 'forever' });
    expect(subscription.status).toBe('active');
    await buyer.to('2027-04-01T00:00:00Z');
    expect(await totals(subscription)).toEqual([0, 0, 0]);
    expect((await buyer.read(subscription.id)).status).toBe('active');
    expect((await stripe.charges.list()).data).toEqual([]);
  });

  it('for a larger amount than the invoice takes no more than the invoice', async () => {
    const subscription = await subscribeWith({ amount_off: 500_00, currency: 'usd', duration: 'once' });
    expect(await totals(subscription)).toEqual([0]);
    expect((await stripe.customers.retrieve(buyer.customer)) as Stripe.Customer).toMatchObject({ balance: 0 });
  });

  it('for some products takes nothing off the others', async () => {
    const badge = await stripe.products.create({ id: 'badge', name: 'Badge' });
    const recurring = { interval: 'month' } as const;
    const price = await stripe.prices.create({ product: badge.id, currency: 'usd', unit_amount: 8_00, recurring });
    const made = await coupon({ percent_off: 50, duration: 'forever', applies_to: { products: ['badge'] } });
    expect(made.applies_to).toBeUndefined();
    const read = await stripe.coupons.retrieve(made.id, { expand: ['applies_to'] });
    expect(read.applies_to).toEqual({ products: ['badge'] });
    await buyer.payWith('pm_card_visa');
    const subscription = await stripe.subscriptions.create({
      customer: buyer.customer,
      items: [{ price: buyer.monthly }, { price: price.id }],
      discounts: [{ coupon: made.id }],
    });
    const [invoice] = await invoicesOf(subscription);
    expect(invoice?.lines.data.map(({ discount_amounts }) => discount_amounts?.map(({ amount }) => amount))).toEqual([
      [],
      [4_00],
    ]);
    expect(invoice?.total).toBe(104_00);
  });

  it('that is used up or past its date is not redeemed, while who has it keeps it', async () => {
    const redeem_by = Date.parse('2027-02-10T00:00:00Z') / 1000;
    const made = await coupon({ percent_off: 10, duration: 'forever', max_redemptions: 2, redeem_by });
    const subscription = await buyer.subscribe(buyer.monthly, 'pm_card_visa', { discounts: [{ coupon: made.id }] });
    expect(await stripe.coupons.retrieve(made.id)).toMatchObject({ times_redeemed: 1, valid: true });
    await buyer.subscribe(buyer.yearly, 'pm_card_visa', { discounts: [{ coupon: made.id }] });
    expect(await stripe.coupons.retrieve(made.id)).toMatchObject({ times_redeemed: 2, valid: false });
    const again = () => buyer.subscribe(buyer.monthly, 'pm_card_visa', { discounts: [{ coupon: made.id }] });
    expect(await refusal(again())).toMatchObject({ code: 'coupon_expired' });
    const dated = await coupon({ percent_off: 10, duration: 'forever', redeem_by });
    await buyer.to('2027-03-01T00:00:00Z');
    expect((await stripe.coupons.retrieve(dated.id)).valid).toBe(false);
    await stripe.coupons.del(made.id);
    await buyer.to('2027-04-01T00:00:00Z');
    expect(await totals(subscription)).toEqual([90_00, 90_00, 90_00]);
  });

  it('cannot be changed but for its name, nor contradict itself', async () => {
    const made = await coupon({ id: 'TEN', percent_off: 10 });
    expect(made).toMatchObject({ id: 'TEN', duration: 'once', valid: true });
    expect(await stripe.coupons.update('TEN', { name: 'Ten' })).toMatchObject({ name: 'Ten', percent_off: 10 });
    const bad: Stripe.CouponCreateParams[] = [
      { id: 'TEN', percent_off: 20 },
      {},
      { percent_off: 10, amount_off: 5, currency: 'usd' },
      { percent_off: 101 },
      { amount_off: 500 },
      { percent_off: 10, duration: 'repeating' },
      { percent_off: 10, duration: 'once', duration_in_months: 3 },
      { percent_off: 10, applies_to: { products: ['nothing'] } },
    ];
    for (const params of bad) expect((await refusal(coupon(params))).statusCode, JSON.stringify(params)).toBe(400);
    expect((await stripe.coupons.list()).data.map(({ id }) => id)).toEqual(['TEN']);
  });
});

describe('a change of plan with a coupon', () => {
  const upgrade = (subscription: Stripe.Subscription, more: Stripe.SubscriptionUpdateParams = {}) =>
    stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]!.id, quantity: 3 }],
      proration_behavior: 'always_invoice',
      ...more,
    });

  it('gives back what was paid and charges what is paid from now on, as its preview said', async () => {
    const subscription = await subscribeWith({ percent_off: 40, duration: 'forever' });
    await buyer.to('2027-02-14T10:30:15Z');
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: {
        items: [{ id: subscription.items.data[0]!.id, quantity: 3 }],
        proration_behavior: 'always_invoice',
      },
    });
    await upgrade(subscription);
    const invoice = (await invoicesOf(subscription)).at(-1);
    expect(invoice?.lines.data.map(({ amount, discountable }) => [amount, discountable])).toEqual([
      [-30_00, false],
      [90_00, false],
    ]);
    expect(preview.total).toBe(invoice?.total);
    await buyer.to('2027-03-01T00:00:00Z');
    expect((await totals(subscription)).at(-1)).toBe(180_00);
  });

  it('gives back what one discounted invoice cost, not the price', async () => {
    const subscription = await subscribeWith({ percent_off: 40, duration: 'once' });
    await buyer.to('2027-02-14T10:30:15Z');
    await upgrade(subscription);
    expect((await totals(subscription)).at(-1)).toBe(150_00 - 30_00);
    await buyer.to('2027-02-21T10:30:15Z');
    await upgrade(subscription, { items: [{ id: subscription.items.data[0]!.id, quantity: 1 }] });
    expect((await totals(subscription)).at(-1)).toBe(25_00 - 75_00);
  });

  it('is previewed to the cent with a coupon that is only supposed, which is not redeemed by that', async () => {
    const made = await coupon({ percent_off: 15, duration: 'forever' });
    const preview = await stripe.invoices.createPreview({
      customer: buyer.customer,
      discounts: [{ coupon: made.id }],
      subscription_details: { items: [{ price: buyer.monthly }] },
    });
    expect(preview.total).toBe(85_00);
    expect((await stripe.coupons.retrieve(made.id)).times_redeemed).toBe(0);
  });

  it('previews the renewal after the last discounted one at the full price', async () => {
    const subscription = await subscribeWith({ percent_off: 50, duration: 'repeating', duration_in_months: 1 });
    const preview = await stripe.invoices.createPreview({ subscription: subscription.id });
    expect(preview.total).toBe(100_00);
  });

  it('takes discounts in place of the old ones, keeps one by its id, and takes all off', async () => {
    const subscription = await subscribeWith({ percent_off: 10, duration: 'forever' });
    const [first] = subscription.discounts as string[];
    const other = await coupon({ amount_off: 5_00, currency: 'usd', duration: 'forever' });
    const both = await stripe.subscriptions.update(subscription.id, {
      discounts: [{ discount: first }, { coupon: other.id }],
    });
    expect(both.discounts).toHaveLength(2);
    await buyer.to('2027-03-01T00:00:00Z');
    expect((await totals(subscription)).at(-1)).toBe(85_00);
    await stripe.subscriptions.update(subscription.id, { discounts: '' });
    await buyer.to('2027-04-01T00:00:00Z');
    expect((await totals(subscription)).at(-1)).toBe(100_00);
    expect(buyer.eventsOf('customer.discount.deleted')).toHaveLength(2);
  });

  it('loses its discount by its own endpoint', async () => {
    const subscription = await subscribeWith({ percent_off: 10, duration: 'forever' });
    expect(await stripe.subscriptions.deleteDiscount(subscription.id)).toMatchObject({ deleted: true });
    expect((await buyer.read(subscription.id)).discounts).toEqual([]);
    expect((await refusal(stripe.subscriptions.deleteDiscount(subscription.id))).code).toBe('resource_missing');
  });
});

const coupons = fc.oneof(
  fc.record({ percent_off: fc.integer({ min: 1, max: 100 }), amount_off: fc.constant(null) }),
  fc.record({ percent_off: fc.constant(null), amount_off: fc.integer({ min: 1, max: 100_00 }) }),
);
const lines = fc.array(
  fc.record({
    amount: fc.integer({ min: -50_00, max: 200_00 }),
    product: fc.constantFrom('a', 'b'),
    isDiscountable: fc.boolean(),
  }),
  { maxLength: 6 },
);

it('discounts add up to the cent, and none reduces a line below 0', () => {
  fc.assert(
    fc.property(lines, fc.array(coupons, { maxLength: 3 }), (given, offs) => {
      const terms = offs.map((off, n) => ({
        id: `di_${n}`,
        products: n === 1 ? ['a'] : null,
        coupon: { ...off, currency: 'usd' } as Stripe.Coupon,
      }));
      const taken = discountAmounts(given, terms, 'usd');
      const left = given.map(({ amount, isDiscountable }) => (isDiscountable ? Math.max(0, amount) : 0));
      for (const { id, coupon: of, products } of terms) {
        const concerned = given.map(({ product }, n) => (products && !products.includes(product) ? 0 : left[n]!));
        const base = concerned.reduce((sum, amount) => sum + amount, 0);
        const expected =
          of.percent_off === null ? Math.min(of.amount_off!, base) : Math.round((base * of.percent_off) / 100);
        const parts = taken.map((line) => line.find(({ discount }) => discount === id)?.amount ?? 0);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(expected);
        for (const [n, part] of parts.entries()) {
          expect(part).toBeLessThanOrEqual(concerned[n]!);
          left[n] = left[n]! - part;
        }
      }
    }),
    { seed: 11 },
  );
});
