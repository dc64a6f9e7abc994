import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, submitForm } from './steps.ts';
import { at, startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;
let stripe: Stripe;
let meter: string;
let overage: string;

/** A monthly price over 100.00, and 5.00 (4.60 €) for every 1,000 units begun. */
beforeEach(async () => {
  buyer = await startSubscriber({ start: '2027-01-10T10:30:00Z' });
  stripe = buyer.world.stripe;
  const made = await stripe.billing.meters.create({
    display_name: 'Records',
    event_name: 'records',
    default_aggregation: { formula: 'last' },
  });
  meter = made.id;
  overage = (await meteredPrice(5_00, { currency_options: { eur: { unit_amount: 4_60 } } })).id;
});
afterEach(() => buyer.world.stop());

const meteredPrice = (unit_amount: number, more: Partial<Stripe.PriceCreateParams> = {}) =>
  stripe.prices.create({
    product: 'basic',
    currency: 'usd',
    unit_amount,
    recurring: { interval: 'month', usage_type: 'metered', meter },
    transform_quantity: { divide_by: 1000, round: 'up' },
    ...more,
  });
const subscribe = async (more: Partial<Stripe.SubscriptionCreateParams> = {}) => {
  const items = [{ price: buyer.monthly }, { price: overage }];
  return buyer.subscribe(buyer.monthly, 'pm_card_visa', { items, ...more });
};
const report = (value: number, time: string) =>
  stripe.billing.meterEvents.create({
    event_name: 'records',
    timestamp: at(time),
    payload: { stripe_customer_id: buyer.customer, value: String(value) },
  });
const latest = async () => {
  const [invoice] = (await stripe.invoices.list({ customer: buyer.customer, limit: 1 })).data;
  return invoice!;
};
const linesOf = (invoice: Stripe.Invoice) => invoice.lines.data.map(({ quantity, amount }) => [quantity, amount]);
const meteredItem = ({ items }: Stripe.Subscription) => items.data.find(({ price }) => price.id === overage)!;

describe('usage of a metered price', () => {
  it('is billed in arrears: nothing when it begins, the ended period’s with the renewal', async () => {
    const subscription = await subscribe();
    expect(meteredItem(subscription).quantity).toBeUndefined();
    expect(linesOf(await latest())).toEqual([[1, 100_00]]);
    await report(2_001, '2027-01-10T10:30:00Z');
    await buyer.to('2027-02-10T10:30:00Z');
    const draft = await latest();
    expect(draft).toMatchObject({ status: 'draft', total: 115_00, billing_reason: 'subscription_cycle' });
    const period = { start: at('2027-01-10T10:30:00Z'), end: at('2027-02-10T10:30:00Z') };
    expect(draft.lines.data[0]).toMatchObject({ quantity: 2_001, amount: 15_00, period });
    expect(draft.lines.data[0]?.parent?.subscription_item_details?.subscription_item).toBe(
      meteredItem(subscription).id,
    );
    await buyer.to('2027-03-10T10:30:00Z');
    expect(linesOf(await latest())).toEqual([
      [0, 0],
      [1, 100_00],
    ]);
  });

  it('counts while the invoice is a draft, if it is of that period, and not once it is final', async () => {
    await subscribe();
    await report(1, '2027-01-10T10:31:00Z');
    await buyer.to('2027-02-10T10:30:00Z');
    await report(1_500, '2027-02-10T10:29:00Z');
    await report(9_000, '2027-02-10T10:30:00Z');
    expect(await latest()).toMatchObject({ status: 'draft', total: 110_00, amount_due: 110_00 });
    await buyer.to('2027-02-10T11:30:00Z');
    await report(8_000, '2027-02-10T10:29:30Z');
    expect(await latest()).toMatchObject({ status: 'paid', amount_paid: 110_00 });
    expect(buyer.eventsOf('invoice.paid').at(-1)?.data.object).toMatchObject({ total: 110_00 });
  });

  it('is in a preview of the renewal as it stands', async () => {
    const { id } = await subscribe();
    await report(1_001, '2027-01-10T10:30:00Z');
    const preview = await stripe.invoices.createPreview({ subscription: id });
    expect([preview.total, linesOf(preview)[0]]).toEqual([110_00, [1_001, 10_00]]);
  });

  it('is discounted and billed in the currency of its subscription', async () => {
    const monthly = await stripe.prices.update(buyer.monthly, { currency_options: { eur: { unit_amount: 92_00 } } });
    const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'forever' });
    await subscribe({
      currency: 'eur',
      items: [{ price: monthly.id }, { price: overage }],
      discounts: [{ coupon: coupon.id }],
    });
    await report(3_000, '2027-01-10T10:30:00Z');
    await buyer.to('2027-02-10T10:30:00Z');
    await report(3_001, '2027-02-10T10:29:00Z');
    expect(await latest()).toMatchObject({ currency: 'eur', subtotal: 92_00 + 4 * 4_60, total: 99_36 });
  });

  it('is not billed of a trial', async () => {
    await subscribe({ trial_period_days: 7 });
    await report(5_000, '2027-01-10T10:30:00Z');
    await buyer.to('2027-01-17T10:30:00Z');
    expect(linesOf(await latest())).toEqual([[1, 100_00]]);
  });

  it('has no quantity that could be set, and no other price in its place', async () => {
    const refused = subscribe({ items: [{ price: buyer.monthly }, { price: overage, quantity: 2 }] });
    await expect(refused).rejects.toThrow(/quantity of a metered price/);
    const subscription = await subscribe();
    const other = await meteredPrice(9_00);
    const swap = stripe.subscriptions.update(subscription.id, {
      items: [{ id: meteredItem(subscription).id, price: other.id }],
    });
    await expect(swap).rejects.toMatchObject({ code: 'simulator_unsupported' });
  });

  it('is bought at checkout without a quantity, and costs nothing there', async () => {
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      customer: buyer.customer,
      line_items: [{ price: buyer.monthly, quantity: 1 }, { price: overage }],
      success_url: 'https://shop.example/thanks',
    });
    expect(session.amount_total).toBe(100_00);
    await submitForm(String(session.url), card('4242424242424242'));
    const [bought] = (await stripe.subscriptions.list({ customer: buyer.customer })).data;
    expect(bought?.items.data.map(({ quantity }) => quantity)).toEqual([1, undefined]);
  });
});

describe('a metered item', () => {
  it('that comes in mid-period counts what is reported from then on', async () => {
    const subscription = await buyer.subscribe();
    await report(9_000, '2027-01-10T10:30:00Z');
    await buyer.to('2027-01-20T00:00:00Z');
    await stripe.subscriptions.update(subscription.id, { items: [{ price: overage }] });
    expect((await stripe.invoices.createPreview({ subscription: subscription.id })).total).toBe(100_00);
    await report(1_000, '2027-01-20T00:00:00Z');
    expect((await stripe.invoices.createPreview({ subscription: subscription.id })).total).toBe(105_00);
  });

  it('that is taken away is billed up to then with the next invoice, and without proration not at all', async () => {
    const subscription = await subscribe();
    await report(1_001, '2027-01-10T10:30:00Z');
    await buyer.to('2027-01-20T00:00:00Z');
    const items = [{ id: meteredItem(subscription).id, deleted: true }];
    const details = { items, proration_behavior: 'none' as const };
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: details,
    });
    expect(preview.total).toBe(100_00);
    await stripe.subscriptions.update(subscription.id, { items });
    await buyer.to('2027-02-10T10:30:00Z');
    expect(linesOf(await latest())).toEqual([
      [1_001, 10_00],
      [1, 100_00],
    ]);
  });

  it('is billed at once where another interval begins a new period', async () => {
    const subscription = await subscribe();
    await report(1_001, '2027-01-10T10:30:00Z');
    await buyer.to('2027-01-20T00:00:00Z');
    const [main] = subscription.items.data;
    await stripe.subscriptions.update(subscription.id, { items: [{ id: main?.id, price: buyer.yearly }] });
    expect(linesOf(await latest())).toContainEqual([1_001, 10_00]);
    await buyer.to('2027-01-21T00:00:00Z');
    const { data } = (await buyer.read(subscription.id)).items;
    expect(data.map(({ current_period_start }) => current_period_start)).toEqual(
      Array(2).fill(at('2027-01-20T00:00:00Z')),
    );
  });
});

describe('the last usage of a subscription', () => {
  it('that ends with its period is on a last invoice, which stays a draft until somebody makes it final', async () => {
    const { id } = await subscribe();
    await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    await report(1, '2027-01-10T10:30:00Z');
    await buyer.to('2027-02-10T10:30:00Z');
    expect(await buyer.read(id)).toMatchObject({ status: 'canceled', latest_invoice: (await latest()).id });
    await report(1_001, '2027-02-10T10:29:00Z');
    await buyer.to('2027-03-10T10:30:00Z');
    const last = await latest();
    expect(last).toMatchObject({ status: 'draft', auto_advance: false, total: 10_00 });
    await stripe.invoices.finalizeInvoice(last.id, { auto_advance: true });
    expect(await latest()).toMatchObject({ status: 'paid', total: 10_00 });
    expect(await buyer.read(id)).toMatchObject({ status: 'canceled' });
  });

  it('is only made final, and not collected, where its `auto_advance` stays off', async () => {
    const { id } = await subscribe();
    await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    await report(1, '2027-01-10T10:30:00Z');
    await buyer.to('2027-02-10T10:30:00Z');
    const last = await latest();
    await stripe.invoices.finalizeInvoice(last.id);
    expect(await latest()).toMatchObject({ status: 'open', auto_advance: false });
    await stripe.invoices.pay(last.id);
    expect(await latest()).toMatchObject({ status: 'paid', total: 5_00 });
  });

  it('that is cancelled now is discarded, unless it was billed before, as the usage of a removed item', async () => {
    const first = await subscribe();
    await report(1_001, '2027-01-10T10:30:00Z');
    await stripe.subscriptions.cancel(first.id);
    expect((await stripe.invoices.list({ customer: buyer.customer })).data).toHaveLength(1);
    const second = await subscribe();
    await report(2_001, '2027-01-10T10:30:00Z');
    await buyer.to('2027-01-20T00:00:00Z');
    await stripe.subscriptions.update(second.id, {
      items: [{ id: meteredItem(second).id, deleted: true }],
      proration_behavior: 'always_invoice',
    });
    await stripe.subscriptions.cancel(second.id, { invoice_now: true });
    expect(await latest()).toMatchObject({ status: 'paid', total: 15_00 });
  });

  it('that cannot be charged stays owed, and the subscription ended', async () => {
    const { id } = await subscribe();
    await report(1_001, '2027-01-10T10:30:00Z');
    await buyer.payWith('pm_card_chargeCustomerFail');
    await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    await buyer.to('2027-02-10T11:30:00Z');
    await stripe.invoices.finalizeInvoice((await latest()).id, { auto_advance: true });
    await buyer.to('2027-03-10T10:30:00Z');
    expect(await latest()).toMatchObject({ status: 'open', amount_remaining: 10_00 });
    expect(await buyer.read(id)).toMatchObject({ status: 'canceled' });
  });
});
