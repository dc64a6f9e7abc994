import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, listen, openCheckout, seedCatalogue, startWorld, submitForm, type World } from './world.ts';

let world: World;
let customer: string;
let monthly: string;
let yearly: string;

async function begin(start: string, options: Parameters<typeof startWorld>[0] = {}) {
  world = await startWorld({ start, ...options });
  const catalogue = await seedCatalogue(world);
  [customer, monthly, yearly] = [catalogue.customer.id, catalogue.monthly.id, catalogue.yearly.id];
  await listen(world);
}

beforeEach(() => begin('2027-01-31T10:30:15Z'));
afterEach(() => world.stop());

const to = (time: string) => world.advanceTo(new Date(time));
const at = (time: string) => Date.parse(time) / 1000;
const read = (id: string) => world.stripe.subscriptions.retrieve(id);
const periodEnd = (subscription: Stripe.Subscription) => subscription.items.data[0]!.current_period_end;
const eventsOf = (type: string) => world.received.filter(({ event }) => event.type === type).map(({ event }) => event);

async function payWith(method: string) {
  await world.stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
}

async function subscribe(
  price = monthly,
  method = 'pm_card_visa',
  more: Partial<Stripe.SubscriptionCreateParams> = {},
) {
  await payWith(method);
  return world.stripe.subscriptions.create({ customer, items: [{ price }], ...more });
}

describe('a subscription with a good card', () => {
  it('renews for 14 months from the 31st: periods tile, each is paid once, at its own instant', async () => {
    const { id } = await subscribe();
    await to('2028-03-31T12:00:00Z');
    const invoices = (await world.stripe.invoices.list({ subscription: id, limit: 100 })).data.reverse();
    const periods = invoices.map(({ lines }) => lines.data[0]!.period);
    expect(invoices).toHaveLength(15);
    expect(periods.slice(1).map(({ start }) => start)).toEqual(periods.slice(0, -1).map(({ end }) => end));
    expect(periods.map(({ start }) => new Date(start * 1000).getUTCDate())).toEqual([
      31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 29, 31,
    ]);
    expect(invoices.every(({ status, amount_paid }) => status === 'paid' && amount_paid === 100_00)).toBe(true);
    invoices.slice(1).forEach((invoice, n) => {
      expect(invoice.created).toBe(periods[n + 1]!.start);
      expect(invoice.billing_reason).toBe('subscription_cycle');
      expect(invoice.status_transitions.paid_at).toBe(invoice.created + 3600);
    });
    expect((await world.stripe.charges.list({ limit: 100 })).data).toHaveLength(15);
    expect(new Set(invoices.map(({ number }) => number)).size).toBe(15);
    expect((await read(id)).status).toBe('active');
  });

  it('renews yearly on the same day', async () => {
    const { id } = await subscribe(yearly);
    await to('2029-02-01T00:00:00Z');
    const ends = (await world.stripe.invoices.list({ subscription: id })).data.map(
      ({ lines }) => lines.data[0]!.period.end,
    );
    expect(ends).toEqual([at('2030-01-31T10:30:15Z'), at('2029-01-31T10:30:15Z'), at('2028-01-31T10:30:15Z')]);
  });

  it('moves into the next period before its invoice is final', async () => {
    const { id } = await subscribe();
    await to('2027-02-28T10:30:15Z');
    const subscription = await world.stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] });
    expect(subscription).toMatchObject({ status: 'active', latest_invoice: { status: 'draft' } });
    expect(periodEnd(subscription)).toBe(at('2027-03-31T10:30:15Z'));
  });

  it('is renewed the same when the clock jumps over months at once', async () => {
    const { id } = await subscribe();
    const stepped = (await world.stripe.invoices.list({ subscription: id })).data.length;
    await to('2027-06-30T12:00:00Z');
    const created = (await world.stripe.invoices.list({ subscription: id, limit: 100 })).data.map((i) => i.created);
    expect(created).toHaveLength(stepped + 5);
    expect(created[0]).toBe(at('2027-06-30T10:30:15Z'));
  });

  it('with a monthly and a yearly price renews each at the end of its own period', async () => {
    await payWith('pm_card_visa');
    const { id } = await world.stripe.subscriptions.create({
      customer,
      items: [{ price: monthly }, { price: yearly }],
    });
    await to('2028-02-01T00:00:00Z');
    const totals = (await world.stripe.invoices.list({ subscription: id, limit: 100 })).data.map(({ total }) => total);
    expect(totals).toEqual([1_100_00, ...new Array(11).fill(100_00), 1_100_00]);
  });
});

describe('cancellation', () => {
  it('at period end keeps access until then and takes no more money', async () => {
    const { id } = await subscribe();
    const canceled = await world.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    expect(canceled).toMatchObject({
      status: 'active',
      cancel_at_period_end: true,
      cancel_at: at('2027-02-28T10:30:15Z'),
    });
    await to('2027-02-28T10:30:14Z');
    expect((await read(id)).status).toBe('active');
    await to('2027-02-28T10:30:15Z');
    expect(await read(id)).toMatchObject({
      status: 'canceled',
      ended_at: at('2027-02-28T10:30:15Z'),
      canceled_at: at('2027-01-31T10:30:15Z'),
      cancellation_details: { reason: 'cancellation_requested' },
    });
    await to('2027-06-01T00:00:00Z');
    expect((await world.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
    expect(eventsOf('customer.subscription.deleted')).toHaveLength(1);
  });

  it('can be taken back before the period ends', async () => {
    const { id } = await subscribe();
    await world.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    const kept = await world.stripe.subscriptions.update(id, { cancel_at_period_end: false });
    expect(kept).toMatchObject({ cancel_at: null, canceled_at: null, cancellation_details: { reason: null } });
    await to('2027-03-01T00:00:00Z');
    expect((await read(id)).status).toBe('active');
    const previous = eventsOf('customer.subscription.updated').map(({ data }) => data.previous_attributes);
    expect(previous).toContainEqual(expect.objectContaining({ cancel_at_period_end: true }));
  });

  it('at a date and at once', async () => {
    const later = await subscribe();
    await world.stripe.subscriptions.update(later.id, { cancel_at: at('2027-02-10T00:00:00Z') });
    const now = await subscribe(yearly);
    expect(
      await world.stripe.subscriptions.cancel(now.id, { cancellation_details: { comment: 'too dear' } }),
    ).toMatchObject({
      status: 'canceled',
      cancellation_details: { comment: 'too dear', reason: 'cancellation_requested' },
    });
    await to('2027-02-11T00:00:00Z');
    expect(await read(later.id)).toMatchObject({ status: 'canceled', ended_at: at('2027-02-10T00:00:00Z') });
    await expect(world.stripe.subscriptions.cancel(now.id)).rejects.toMatchObject({ code: 'resource_missing' });
    await expect(world.stripe.subscriptions.update(now.id, { cancel_at_period_end: true })).rejects.toThrow('canceled');
    expect((await world.stripe.subscriptions.list({ customer })).data).toEqual([]);
    expect((await world.stripe.subscriptions.list({ customer, status: 'all' })).data).toHaveLength(2);
  });

  it('follows when the customer is deleted', async () => {
    const { id } = await subscribe();
    await world.stripe.customers.del(customer);
    expect((await read(id)).status).toBe('canceled');
    await world.simulator.settle();
    expect(world.types()).toContain('customer.deleted');
    await to('2027-06-01T00:00:00Z');
  });
});

describe('a renewal whose card is refused', () => {
  it('is past due, tried again after 3, 5 and 7 days, and then over', async () => {
    const { id } = await subscribe();
    await payWith('pm_card_chargeCustomerFail');
    await to('2027-02-28T12:00:00Z');
    expect((await read(id)).status).toBe('past_due');
    await to('2027-03-15T11:30:14Z');
    expect((await read(id)).status).toBe('past_due');
    await to('2027-03-15T11:30:15Z');
    expect(await read(id)).toMatchObject({ status: 'canceled', cancellation_details: { reason: 'payment_failed' } });
    const failures = eventsOf('invoice.payment_failed').map(({ created }) => created);
    expect(failures).toEqual(['2027-02-28', '2027-03-03', '2027-03-08', '2027-03-15'].map((d) => at(`${d}T11:30:15Z`)));
    const [invoice] = (await world.stripe.invoices.list({ subscription: id })).data;
    expect(invoice).toMatchObject({
      status: 'open',
      attempt_count: 4,
      next_payment_attempt: null,
      auto_advance: false,
    });
    await to('2027-12-01T00:00:00Z');
    expect((await world.stripe.charges.list({ limit: 100 })).data).toHaveLength(5);
  });

  it('is active again when a retry finds a better card, with no day lost or charged twice', async () => {
    const { id } = await subscribe();
    await payWith('pm_card_chargeCustomerFail');
    await to('2027-03-01T00:00:00Z');
    await payWith('pm_card_mastercard');
    await to('2027-03-04T00:00:00Z');
    expect((await read(id)).status).toBe('active');
    const [invoice] = (await world.stripe.invoices.list({ subscription: id })).data;
    expect(invoice).toMatchObject({ status: 'paid', attempt_count: 2 });
    expect(periodEnd(await read(id))).toBe(at('2027-03-31T10:30:15Z'));
  });

  it('is active again when its invoice is paid by hand', async () => {
    const { id } = await subscribe();
    await payWith('pm_card_chargeCustomerFail');
    await to('2027-03-01T00:00:00Z');
    const invoice = String((await read(id)).latest_invoice);
    await expect(world.stripe.invoices.pay(invoice)).rejects.toMatchObject({
      type: 'StripeCardError',
      code: 'card_declined',
    });
    await world.stripe.invoices.pay(invoice, { payment_method: 'pm_card_visa' });
    expect((await read(id)).status).toBe('active');
    await expect(world.stripe.invoices.pay(invoice)).rejects.toThrow('already paid');
  });

  it('ends unpaid where the account says so, and bills no further', async () => {
    await world.stop();
    await begin('2027-01-31T10:30:15Z', { settings: { afterRetries: 'unpaid' } });
    const { id } = await subscribe();
    await payWith('pm_card_chargeCustomerFail');
    await to('2027-05-15T00:00:00Z');
    expect((await read(id)).status).toBe('unpaid');
    const statuses = (await world.stripe.invoices.list({ subscription: id, limit: 100 })).data.map(
      ({ status }) => status,
    );
    expect(statuses).toEqual(['draft', 'draft', 'open', 'paid']);
  });

  it('because it wants 3-D Secure says that an action is required', async () => {
    const session = await openCheckout(world, customer, monthly);
    const form = await (await submitForm(String(session.url), card('4000002760003184'))).text();
    const { postForm } = await import('./world.ts');
    await postForm(String(session.url), form, { result: 'complete' });
    await to('2027-02-28T12:00:00Z');
    const [subscription] = (await world.stripe.subscriptions.list({ customer })).data;
    expect(subscription?.status).toBe('past_due');
    expect(eventsOf('invoice.payment_action_required')).toHaveLength(1);
  });
});

describe('a first payment that fails', () => {
  it('leaves the subscription incomplete, and expired after 23 hours with its invoice void', async () => {
    const { id, status } = await subscribe(monthly, 'pm_card_chargeCustomerFail');
    expect(status).toBe('incomplete');
    await to('2027-02-01T09:30:15Z');
    expect((await read(id)).status).toBe('incomplete_expired');
    expect((await world.stripe.invoices.list({ subscription: id })).data[0]?.status).toBe('void');
  });

  it('throws where asked to, and leaves no live subscription', async () => {
    await expect(
      subscribe(monthly, 'pm_card_chargeCustomerFail', { payment_behavior: 'error_if_incomplete' }),
    ).rejects.toMatchObject({ code: 'card_declined' });
    expect((await world.stripe.subscriptions.list({ customer })).data).toEqual([]);
  });
});

describe('a trial', () => {
  it.each([
    ['cancel', 'canceled'],
    ['pause', 'paused'],
    ['create_invoice', 'past_due'],
  ] as const)('without a card and missing_payment_method=%s ends %s', async (behavior, status) => {
    const { id } = await world.stripe.subscriptions.create({
      customer,
      items: [{ price: monthly }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: behavior } },
    });
    await to('2027-02-07T12:00:00Z');
    expect((await read(id)).status).toBe(status);
  });

  it('that paused can be resumed with a card: a new cycle begins then', async () => {
    const { id } = await world.stripe.subscriptions.create({
      customer,
      items: [{ price: monthly }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
    });
    await to('2027-03-10T00:00:00Z');
    await payWith('pm_card_visa');
    const resumed = await world.stripe.subscriptions.resume(id);
    expect(resumed.status).toBe('active');
    expect(periodEnd(resumed)).toBe(at('2027-04-10T00:00:00Z'));
  });

  it('can be ended now, which charges', async () => {
    const { id } = await subscribe(monthly, 'pm_card_visa', { trial_period_days: 30 });
    await to('2027-02-05T00:00:00Z');
    const ended = await world.stripe.subscriptions.update(id, { trial_end: 'now' });
    expect(ended.status).toBe('active');
    expect(periodEnd(ended)).toBe(at('2027-03-05T00:00:00Z'));
  });
});
