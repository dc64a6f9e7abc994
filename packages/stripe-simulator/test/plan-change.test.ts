import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, openCheckout, submitForm } from './steps.ts';
import { at, periodEnd, startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;
let pro: string;

beforeEach(async () => {
  buyer = await startSubscriber();
  const product = await buyer.world.stripe.products.create({ name: 'Pro' });
  const price = {
    product: product.id,
    currency: 'usd',
    unit_amount: 5_000_00,
    recurring: { interval: 'month' },
  } as const;
  pro = (await buyer.world.stripe.prices.create(price)).id;
});
afterEach(() => buyer.world.stop());

const upgrade = (subscription: Stripe.Subscription, more: Partial<Stripe.SubscriptionUpdateParams> = {}) =>
  buyer.world.stripe.subscriptions.update(subscription.id, {
    items: [{ id: subscription.items.data[0]!.id, price: pro }],
    proration_behavior: 'always_invoice',
    ...more,
  });
const invoicesOf = async ({ id }: Stripe.Subscription) =>
  (await buyer.world.stripe.invoices.list({ subscription: id, limit: 100 })).data;
const priceOf = (subscription: Stripe.Subscription) => subscription.items.data.map(({ price }) => price.id);
const balance = async () => ((await buyer.world.stripe.customers.retrieve(buyer.customer)) as Stripe.Customer).balance;

/** 31 January 10:30:15 to 28 February 10:30:15 is 28 days. */
const period = 28 * 86_400;
const shareOf = (amount: number, from: string) =>
  Math.round((amount * (at('2027-02-28T10:30:15Z') - at(from))) / period);

describe('an upgrade that is billed at once', () => {
  it('costs the rest of the period to the second, new less old, exactly as previewed, and keeps the period', async () => {
    const subscription = await buyer.subscribe();
    await buyer.to('2027-02-09T03:14:16Z');
    const preview = await buyer.world.stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: {
        items: [{ id: subscription.items.data[0]!.id, price: pro }],
        proration_behavior: 'always_invoice',
        proration_date: at('2027-02-09T03:14:16Z'),
      },
    });
    const upgraded = await upgrade(subscription);
    const [invoice] = await invoicesOf(subscription);
    expect(invoice).toMatchObject({ status: 'paid', billing_reason: 'subscription_update', total: preview.total });
    expect(invoice!.lines.data.map(({ amount }) => amount)).toEqual([
      -shareOf(100_00, '2027-02-09T03:14:16Z'),
      shareOf(5_000_00, '2027-02-09T03:14:16Z'),
    ]);
    expect(preview.lines.data.map(({ amount, period: p }) => [amount, p])).toEqual(
      invoice!.lines.data.map(({ amount, period: p }) => [amount, p]),
    );
    expect(periodEnd(upgraded)).toBe(periodEnd(subscription));
    expect(priceOf(upgraded)).toEqual([pro]);
    await buyer.to('2027-03-01T00:00:00Z');
    expect((await invoicesOf(subscription))[0]).toMatchObject({ total: 5_000_00, status: 'paid' });
    const previous = buyer.eventsOf('customer.subscription.updated').map(({ data }) => data.previous_attributes);
    expect(previous).toContainEqual(
      expect.objectContaining({ items: { data: [expect.objectContaining({ id: subscription.items.data[0]!.id })] } }),
    );
  });

  it('previewed changes nothing', async () => {
    const subscription = await buyer.subscribe();
    await buyer.world.stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { items: [{ id: subscription.items.data[0]!.id, price: pro }] },
    });
    expect(priceOf(await buyer.read(subscription.id))).toEqual([buyer.monthly]);
    expect(await invoicesOf(subscription)).toHaveLength(1);
  });

  it('that is not paid keeps the old plan as a pending update, until its invoice is paid', async () => {
    const subscription = await buyer.subscribe();
    await buyer.payWith('pm_card_chargeCustomerFail');
    const refused = await upgrade(subscription, { payment_behavior: 'pending_if_incomplete' });
    expect(refused).toMatchObject({
      status: 'active',
      pending_update: { expires_at: at('2027-02-01T09:30:15Z'), subscription_items: [{ price: { id: pro } }] },
    });
    expect(priceOf(refused)).toEqual([buyer.monthly]);
    await buyer.world.stripe.invoices.pay(String(refused.latest_invoice), { payment_method: 'pm_card_visa' });
    const paid = await buyer.read(subscription.id);
    expect(paid).toMatchObject({ status: 'active', pending_update: null });
    expect(priceOf(paid)).toEqual([pro]);
    await buyer.world.simulator.settle();
    expect(buyer.eventsOf('customer.subscription.pending_update_applied')).toHaveLength(1);
  });

  it('that is never paid is dropped after 23 hours: invoice void, old plan renewed', async () => {
    const subscription = await buyer.subscribe();
    await buyer.payWith('pm_card_chargeCustomerFail');
    await upgrade(subscription, { payment_behavior: 'pending_if_incomplete' });
    await buyer.to('2027-02-01T09:30:15Z');
    expect(await buyer.read(subscription.id)).toMatchObject({ status: 'active', pending_update: null });
    expect((await invoicesOf(subscription))[0]?.status).toBe('void');
    expect(buyer.eventsOf('customer.subscription.pending_update_expired')).toHaveLength(1);
    await buyer.payWith('pm_card_visa');
    await buyer.to('2027-03-01T00:00:00Z');
    expect((await invoicesOf(subscription))[0]).toMatchObject({ total: 100_00, status: 'paid' });
  });

  it('that is not paid throws and changes nothing where asked to, or is past due by default, and retried only where asked to', async () => {
    const subscription = await buyer.subscribe();
    await buyer.payWith('pm_card_chargeCustomerFail');
    await expect(upgrade(subscription, { payment_behavior: 'error_if_incomplete' })).rejects.toMatchObject({
      code: 'card_declined',
    });
    expect(await invoicesOf(subscription)).toHaveLength(1);
    expect(priceOf(await buyer.read(subscription.id))).toEqual([buyer.monthly]);
    const changed = await upgrade(subscription);
    expect(changed.status).toBe('past_due');
    expect(priceOf(changed)).toEqual([pro]);
    await buyer.payWith('pm_card_visa');
    await buyer.to('2027-02-04T00:00:00Z');
    expect((await buyer.read(subscription.id)).status).toBe('past_due');
    await buyer.world.stripe.invoices.update(String(changed.latest_invoice), { auto_advance: true });
    await buyer.to('2027-02-07T12:00:00Z');
    expect((await buyer.read(subscription.id)).status).toBe('active');
  });

  it('refuses to let other fields wait for payment', async () => {
    const subscription = await buyer.subscribe();
    await expect(
      upgrade(subscription, { payment_behavior: 'pending_if_incomplete', metadata: { a: 'b' } }),
    ).rejects.toMatchObject({ param: 'metadata' });
  });
});

describe('other changes', () => {
  it('with create_prorations wait for the renewal, whose preview and invoice agree to the cent', async () => {
    const subscription = await buyer.subscribe();
    await buyer.to('2027-02-14T10:30:15Z');
    await upgrade(subscription, { proration_behavior: 'create_prorations' });
    expect(await invoicesOf(subscription)).toHaveLength(1);
    const preview = await buyer.world.stripe.invoices.createPreview({ subscription: subscription.id });
    await buyer.to('2027-03-01T00:00:00Z');
    const [renewal] = await invoicesOf(subscription);
    expect(renewal?.lines.data.map(({ amount }) => amount)).toEqual([-50_00, 2_500_00, 5_000_00]);
    expect(preview.total).toBe(renewal?.total);
    await buyer.to('2027-04-01T00:00:00Z');
    expect((await invoicesOf(subscription))[0]?.total).toBe(5_000_00);
  });

  it('with none cost nothing before the renewal', async () => {
    const subscription = await buyer.subscribe();
    await upgrade(subscription, { proration_behavior: 'none' });
    await buyer.to('2027-03-01T00:00:00Z');
    expect((await invoicesOf(subscription)).map(({ total }) => total)).toEqual([5_000_00, 100_00]);
  });

  it('that give money back put it on the balance, which the next invoice uses up', async () => {
    const subscription = await buyer.subscribe(pro);
    await buyer.to('2027-02-14T10:30:15Z');
    await upgrade(subscription, { items: [{ id: subscription.items.data[0]!.id, price: buyer.monthly }] });
    expect((await invoicesOf(subscription))[0]).toMatchObject({ total: -2_450_00, amount_due: 0, status: 'paid' });
    expect(await balance()).toBe(-2_450_00);
    await buyer.to('2027-03-01T00:00:00Z');
    const [renewal] = await invoicesOf(subscription);
    expect(renewal).toMatchObject({
      total: 100_00,
      amount_due: 0,
      starting_balance: -2_450_00,
      ending_balance: -2_350_00,
    });
    expect(await balance()).toBe(-2_350_00);
  });

  it('leave a balance that a checkout uses up before it charges the card', async () => {
    const subscription = await buyer.subscribe(pro);
    await buyer.to('2027-02-28T00:00:00Z');
    await upgrade(subscription, { items: [{ id: subscription.items.data[0]!.id, price: buyer.monthly }] });
    const credit = -(await balance());
    expect(credit).toBeGreaterThan(0);
    const session = await openCheckout(buyer.world, buyer.customer, buyer.yearly);
    expect((await submitForm(String(session.url), card('4242424242424242'))).status).toBe(303);
    expect(await balance()).toBe(0);
    expect((await buyer.world.stripe.charges.list()).data[0]?.amount).toBe(1_000_00 - credit);
  });

  it('from monthly to yearly begin a year now, less the unused month', async () => {
    const subscription = await buyer.subscribe();
    await buyer.to('2027-02-14T10:30:15Z');
    const changed = await upgrade(subscription, {
      items: [{ id: subscription.items.data[0]!.id, price: buyer.yearly }],
    });
    expect(periodEnd(changed)).toBe(at('2028-02-14T10:30:15Z'));
    expect((await invoicesOf(subscription))[0]).toMatchObject({ total: 1_000_00 - 50_00, status: 'paid' });
    await buyer.to('2028-02-14T12:00:00Z');
    expect((await invoicesOf(subscription))[0]).toMatchObject({ total: 1_000_00, status: 'paid' });
  });

  it('in quantity and in several items are billed for the added part, and a removed item is credited', async () => {
    const subscription = await buyer.subscribe();
    await buyer.to('2027-02-14T10:30:15Z');
    const [first] = subscription.items.data;
    const more = await upgrade(subscription, { items: [{ id: first!.id, quantity: 3 }, { price: pro }] });
    expect(more.items.data.map(({ quantity, current_period_end: end }) => [quantity, end])).toEqual([
      [3, periodEnd(subscription)],
      [1, periodEnd(subscription)],
    ]);
    expect((await invoicesOf(subscription))[0]?.total).toBe(100_00 + 2_500_00);
    await upgrade(more, { items: [{ id: more.items.data[1]!.id, deleted: true }] });
    expect(await balance()).toBe(-2_500_00);
    await expect(upgrade(more, { items: [{ price: buyer.monthly }] })).rejects.toThrow('same plan');
    await expect(upgrade(more, { items: [{ id: first!.id, deleted: true }] })).rejects.toThrow('at least one');
  });

  it('to another price without a quantity set the quantity to 1, as Stripe does', async () => {
    const subscription = await buyer.subscribe();
    const three = await upgrade(subscription, { items: [{ id: subscription.items.data[0]!.id, quantity: 3 }] });
    expect((await upgrade(three)).items.data[0]!.quantity).toBe(1);
  });

  it('in a trial are free', async () => {
    const subscription = await buyer.subscribe(buyer.monthly, 'pm_card_visa', { trial_period_days: 14 });
    expect(priceOf(await upgrade(subscription))).toEqual([pro]);
    await buyer.to('2027-02-14T12:00:00Z');
    expect((await invoicesOf(subscription)).map(({ total }) => total)).toEqual([5_000_00, 0]);
  });
});

it('the first invoice of a new subscription is previewed to the cent', async () => {
  const details = { items: [{ price: pro, quantity: 2 }] };
  const preview = await buyer.world.stripe.invoices.createPreview({
    customer: buyer.customer,
    subscription_details: details,
  });
  await buyer.payWith('pm_card_visa');
  const { latest_invoice } = await buyer.world.stripe.subscriptions.create({ customer: buyer.customer, ...details });
  expect((await buyer.world.stripe.invoices.retrieve(String(latest_invoice))).total).toBe(preview.total);
});
