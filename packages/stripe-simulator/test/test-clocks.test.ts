import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, listen, openCheckout, seedCatalogue, submitForm } from './steps.ts';
import { at, periodEnd } from './subscriber.ts';
import { startWorld, type World } from './world.ts';

const start = at('2030-01-31T00:00:00Z');
const day = 86_400;
let world: World;
let stripe: Stripe;
let catalogue: Awaited<ReturnType<typeof seedCatalogue>>;

beforeEach(async () => {
  world = await startWorld({ start: '2026-11-24T12:00:00Z' });
  stripe = world.stripe;
  catalogue = await seedCatalogue(world);
  await listen(world);
});
afterEach(() => world.stop());

const newClock = (frozen_time = start) => stripe.testHelpers.testClocks.create({ frozen_time, name: 'a life' });

async function advance(clock: string, time: string) {
  const advancing = await stripe.testHelpers.testClocks.advance(clock, { frozen_time: at(time) });
  const polled = await stripe.testHelpers.testClocks.retrieve(clock);
  expect(polled, 'the first read after an advance').toEqual(advancing);
  const ready = await stripe.testHelpers.testClocks.retrieve(clock);
  return { advancing, ready };
}

async function customerOn(clock: string, method = 'pm_card_visa') {
  return stripe.customers.create({
    email: 'clock@example.com',
    test_clock: clock,
    payment_method: method,
    invoice_settings: { default_payment_method: method },
  });
}

async function subscriberOn(clock: string, more: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const customer = await customerOn(clock);
  const items = [{ price: catalogue.monthly.id }];
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items, ...more });
  return { customer: customer.id, subscription: subscription.id };
}

const clockEvents = () => world.types().filter((type) => type.startsWith('test_helpers.'));

describe('a test clock', () => {
  it('is made in the account’s time, named, listed, read and deleted', async () => {
    const clock = await newClock();
    const now = at('2026-11-24T12:00:00Z');
    expect(clock).toMatchObject({
      created: now,
      deletes_after: now + 30 * day,
      frozen_time: start,
      name: 'a life',
      status: 'ready',
    });
    expect((await stripe.testHelpers.testClocks.list()).data).toEqual([clock]);
    expect(await stripe.testHelpers.testClocks.del(clock.id)).toMatchObject({ id: clock.id, deleted: true });
    await expect(stripe.testHelpers.testClocks.retrieve(clock.id)).rejects.toMatchObject({ code: 'resource_missing' });
    await world.simulator.settle();
    expect(clockEvents().sort()).toEqual(['test_helpers.test_clock.created', 'test_helpers.test_clock.deleted']);
  });

  it('is answered as advancing and is ready when it is polled, each with its event; until then it is not advanced again', async () => {
    const clock = await newClock();
    const { advancing, ready } = await advance(clock.id, '2030-03-01T00:00:00Z');
    expect(advancing).toMatchObject({
      frozen_time: start,
      status: 'advancing',
      status_details: { advancing: { target_frozen_time: at('2030-03-01T00:00:00Z') } },
    });
    expect(ready).toMatchObject({ frozen_time: at('2030-03-01T00:00:00Z'), status: 'ready', status_details: {} });
    await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: at('2030-04-01T00:00:00Z') });
    const again = stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: at('2030-05-01T00:00:00Z') });
    await expect(again).rejects.toMatchObject({ param: 'frozen_time' });
    await world.simulator.settle();
    expect(clockEvents().sort()).toEqual([
      'test_helpers.test_clock.advancing',
      'test_helpers.test_clock.advancing',
      'test_helpers.test_clock.created',
      'test_helpers.test_clock.ready',
      'test_helpers.test_clock.ready',
    ]);
  });

  it('goes forward only, by two years without a subscription and by two intervals of the shortest one', async () => {
    const clock = await newClock();
    await expect(advance(clock.id, '2030-01-31T00:00:00Z')).rejects.toMatchObject({ param: 'frozen_time' });
    await expect(advance(clock.id, '2032-01-31T00:00:01Z')).rejects.toMatchObject({ param: 'frozen_time' });
    const { customer, subscription } = await subscriberOn(clock.id);
    await stripe.subscriptions.create({ customer, items: [{ price: catalogue.yearly.id }] });
    await expect(advance(clock.id, '2030-03-31T00:00:01Z')).rejects.toMatchObject({ param: 'frozen_time' });
    expect((await advance(clock.id, '2030-03-31T00:00:00Z')).ready.frozen_time).toBe(at('2030-03-31T00:00:00Z'));
    await stripe.subscriptions.cancel(subscription);
    expect((await advance(clock.id, '2032-03-31T00:00:00Z')).ready.frozen_time).toBe(at('2032-03-31T00:00:00Z'));
  });

  it('has at most three customers, and a customer names a clock that is there', async () => {
    const clock = await newClock();
    const first = await customerOn(clock.id);
    await customerOn(clock.id);
    await customerOn(clock.id);
    await expect(customerOn(clock.id)).rejects.toMatchObject({ param: 'test_clock' });
    await stripe.customers.del(first.id);
    expect((await customerOn(clock.id)).test_clock).toBe(clock.id);
    await expect(customerOn('clock_none')).rejects.toMatchObject({ code: 'resource_missing', param: 'test_clock' });
  });

  it('takes its customers and what was to come of theirs along when it is deleted, by itself after 30 days', async () => {
    const clock = await newClock();
    const { customer, subscription } = await subscriberOn(clock.id);
    await openCheckout(world, customer, catalogue.monthly.id);
    await world.advanceTo(new Date('2026-12-24T12:00:00Z'));
    expect((await stripe.testHelpers.testClocks.list()).data).toEqual([]);
    expect(await stripe.customers.retrieve(customer)).toMatchObject({ deleted: true });
    expect((await stripe.subscriptions.retrieve(subscription)).status).toBe('canceled');
    expect(world.types()).toEqual(
      expect.arrayContaining(['customer.subscription.deleted', 'customer.deleted', 'test_helpers.test_clock.deleted']),
    );
    expect(world.simulator.nextDueAt()).toBeNull();
  });
});

describe('fourteen months on a test clock', () => {
  const months = Array.from({ length: 14 }, (_, n) => new Date(Date.UTC(2030, n + 1, 15)).toISOString());

  /** A trial of 14 days from the 1st of January; the price that follows in July is planned in May, September's card fails. */
  async function live() {
    const small = await stripe.prices.create({
      product: 'basic',
      currency: 'usd',
      unit_amount: 20_00,
      recurring: { interval: 'month' },
    });
    const clock = await newClock(at('2030-01-01T00:00:00Z'));
    const { customer, subscription } = await subscriberOn(clock.id, { trial_period_days: 14 });
    const pay = (method: string) =>
      stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
    const statuses: string[] = [];
    const to = async (time: string) => {
      await advance(clock.id, time);
      statuses.push((await stripe.subscriptions.retrieve(subscription)).status);
    };
    await to('2030-01-12T00:00:00Z');
    for (const month of months) {
      if (month.startsWith('2030-05')) await plan(subscription, small.id);
      await to(month);
      if (!month.startsWith('2030-09')) continue;
      await pay('pm_card_chargeCustomerFail');
      await to('2030-09-16T00:00:00Z');
      await pay('pm_card_visa');
    }
    return { customer, subscription, small: small.id, statuses };
  }

  async function plan(from_subscription: string, price: string) {
    const { id, phases } = await stripe.subscriptionSchedules.create({ from_subscription });
    const { start_date } = phases[0]!;
    await stripe.subscriptionSchedules.update(id, {
      phases: [
        { items: [{ price: catalogue.monthly.id }], start_date, end_date: at('2030-07-15T00:00:00Z') },
        { items: [{ price }], proration_behavior: 'none', duration: { interval: 'month' } },
      ],
    });
  }

  it('hold a trial’s end, a phase, a failed renewal with its retries and every renewal, each at its own instant', async () => {
    const { subscription, customer, small, statuses } = await live();
    const { data: invoices } = await stripe.invoices.list({ subscription, limit: 100 });
    const life = invoices.reverse().map(({ created, total, status, attempt_count }) => ({
      on: new Date(created * 1000).toISOString().slice(0, 10),
      total,
      status,
      attempt_count,
    }));
    const renewals = months.map((month) => month.slice(0, 10));
    expect(life.map(({ on }) => on)).toEqual(['2030-01-01', '2030-01-15', ...renewals]);
    expect(life.map(({ total }) => total)).toEqual([0, ...Array(6).fill(100_00), ...Array(9).fill(20_00)]);
    expect(statuses).toEqual(['trialing', ...Array(8).fill('active'), 'past_due', ...Array(6).fill('active')]);
    expect(life.at(-1)!.status).toBe('draft');
    expect(life.slice(0, -1).map(({ status }) => status)).toEqual(Array(15).fill('paid'));
    expect(life.filter(({ attempt_count }) => attempt_count > 1).map(({ on }) => on)).toEqual(['2030-09-15']);
    const now = await stripe.subscriptions.retrieve(subscription);
    expect(now).toMatchObject({ status: 'active', schedule: null, customer });
    expect(now.items.data[0]!.price.id).toBe(small);
    await world.simulator.settle();
    const types = new Set(world.types());
    for (const type of [
      'customer.subscription.trial_will_end',
      'invoice.payment_failed',
      'subscription_schedule.released',
    ])
      expect(types).toContain(type);
  });

  it('leave the simulator’s clock, and a customer beside it, where they were', async () => {
    const customer = catalogue.customer.id;
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: 'pm_card_visa' } });
    const { id } = await stripe.subscriptions.create({ customer, items: [{ price: catalogue.monthly.id }] });
    const before = await stripe.subscriptions.retrieve(id);
    const due = world.simulator.nextDueAt();
    await live();
    expect(await stripe.subscriptions.retrieve(id)).toEqual(before);
    expect((await stripe.invoices.list({ customer })).data).toHaveLength(1);
    const renewal = new Date('2026-12-24T12:00:00Z');
    expect([due, world.now()]).toEqual([renewal, new Date('2026-11-24T12:00:00Z')]);
    await world.advanceTo(new Date('2026-12-24T14:00:00Z'));
    const { data } = await stripe.invoices.list({ customer });
    expect(data.map(({ created, status }) => [created, status])).toEqual([
      [at('2026-12-24T12:00:00Z'), 'paid'],
      [at('2026-11-24T12:00:00Z'), 'paid'],
    ]);
  });
});

describe('objects of a test clock', () => {
  it('carries its id and time, and is expanded to it', async () => {
    const clock = await newClock();
    const { customer, subscription } = await subscriberOn(clock.id);
    const schedule = await stripe.subscriptionSchedules.create({ from_subscription: subscription });
    const session = await openCheckout(world, customer, catalogue.yearly.id);
    const read = await stripe.subscriptions.retrieve(subscription, { expand: ['latest_invoice', 'test_clock'] });
    const marked = [await stripe.customers.retrieve(customer), read.latest_invoice, schedule];
    for (const object of marked) expect(object).toMatchObject({ test_clock: clock.id, created: start });
    expect(read).toMatchObject({ created: start, test_clock: clock, start_date: start, billing_cycle_anchor: start });
    expect(session).toMatchObject({ created: start, expires_at: start + day });
    expect(periodEnd(read)).toBe(at('2030-02-28T00:00:00Z'));
  });

  it('is left out of lists of customers and subscriptions unless the clock or the customer is asked for', async () => {
    const clock = await newClock();
    const other = await newClock();
    const { customer, subscription } = await subscriberOn(clock.id);
    const ids = async (list: PromiseLike<{ data: { id: string }[] }>) => (await list).data.map(({ id }) => id);
    expect(await ids(stripe.customers.list())).toEqual([catalogue.customer.id]);
    expect(await ids(stripe.customers.list({ email: 'clock@example.com' }))).toEqual([]);
    expect(await ids(stripe.customers.list({ test_clock: clock.id }))).toEqual([customer]);
    expect(await ids(stripe.subscriptions.list())).toEqual([]);
    expect(await ids(stripe.subscriptions.list({ customer }))).toEqual([subscription]);
    expect(await ids(stripe.subscriptions.list({ test_clock: clock.id }))).toEqual([subscription]);
    expect(await ids(stripe.subscriptions.list({ customer, test_clock: other.id }))).toEqual([]);
  });

  it('falls due when the clock is advanced, however far the simulator’s own goes', async () => {
    const clock = await newClock();
    const { customer, subscription } = await subscriberOn(clock.id);
    const session = await openCheckout(world, customer, catalogue.yearly.id);
    await world.advanceTo(new Date('2026-12-20T00:00:00Z'));
    expect((await stripe.invoices.list({ subscription })).data).toHaveLength(1);
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
    await advance(clock.id, '2030-02-28T00:00:00Z');
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe('expired');
    const [renewal] = (await stripe.invoices.list({ subscription })).data;
    expect(renewal).toMatchObject({ status: 'draft', created: at('2030-02-28T00:00:00Z') });
    await advance(clock.id, '2030-02-28T01:00:00Z');
    expect((await stripe.invoices.retrieve(renewal!.id)).status_transitions.paid_at).toBe(at('2030-02-28T01:00:00Z'));
  });

  it('reports usage, which the clock judges, however far the simulator’s own goes', async () => {
    const clock = await newClock();
    const { customer } = await subscriberOn(clock.id);
    const meter = { display_name: 'Reads', event_name: 'reads', default_aggregation: { formula: 'last' } } as const;
    const { id } = await stripe.billing.meters.create(meter);
    const report = (timestamp: number) =>
      stripe.billing.meterEvents.create({
        event_name: 'reads',
        payload: { stripe_customer_id: customer, value: '7' },
        timestamp,
      });
    await report(start);
    await expect(report(at('2026-11-24T12:00:00Z'))).rejects.toThrow('35 days');
    const range = { customer, start_time: start, end_time: start + day };
    expect((await stripe.billing.meters.listEventSummaries(id, range)).data).toMatchObject([{ aggregated_value: 7 }]);
  });

  it('is bought on the hosted page in the clock’s time', async () => {
    const clock = await newClock();
    const customer = await stripe.customers.create({ test_clock: clock.id });
    const session = await openCheckout(world, customer.id, catalogue.monthly.id, 7);
    await submitForm(session.url!, card('4242424242424242'));
    const [bought] = (await stripe.subscriptions.list({ customer: customer.id })).data;
    expect(bought).toMatchObject({ status: 'trialing', test_clock: clock.id, trial_end: start + 7 * day });
    await advance(clock.id, '2030-02-07T00:00:00Z');
    expect((await stripe.subscriptions.retrieve(bought!.id)).status).toBe('active');
  });

  it('is disputed and paid by invoice in the clock’s time', async () => {
    const clock = await newClock();
    const { subscription } = await subscriberOn(clock.id, {
      default_payment_method: 'pm_card_createDispute',
    });
    const [dispute] = (await stripe.disputes.list()).data;
    expect(dispute).toMatchObject({ created: start, status: 'needs_response' });
    const byInvoice = await stripe.customers.create({ test_clock: clock.id });
    const sent = await stripe.subscriptions.create({
      customer: byInvoice.id,
      items: [{ price: catalogue.monthly.id }],
      collection_method: 'send_invoice',
      days_until_due: 14,
    });
    const invoice = String(sent.latest_invoice);
    expect((await stripe.invoices.retrieve(invoice)).due_date).toBe(start + 14 * day);
    await world.advanceTo(new Date('2026-12-22T00:00:00Z'));
    expect((await stripe.disputes.retrieve(dispute!.id)).status).toBe('needs_response');
    expect((await stripe.subscriptions.retrieve(sent.id)).status).toBe('active');
    await advance(clock.id, '2030-02-14T01:00:00Z');
    expect((await stripe.disputes.retrieve(dispute!.id)).status).toBe('lost');
    expect((await stripe.subscriptions.retrieve(sent.id)).status).toBe('past_due');
    expect((await stripe.subscriptions.retrieve(subscription)).status).toBe('active');
  });

  it('is told of by events in the account’s own time, which name no request when it fell due', async () => {
    const clock = await newClock();
    await subscriberOn(clock.id);
    await advance(clock.id, '2030-03-31T00:00:00Z');
    await world.simulator.settle();
    const paid = world.received.filter(({ event }) => event.type === 'invoice.paid').map(({ event }) => event);
    expect(paid.map(({ created }) => created)).toEqual([1, 2].map(() => at('2026-11-24T12:00:00Z')));
    const fellDue = (reason: string) => {
      const event = paid.find(({ data }) => (data.object as Stripe.Invoice).billing_reason === reason);
      return event?.request?.id === null;
    };
    expect(fellDue('subscription_create')).toBe(false);
    expect(fellDue('subscription_cycle')).toBe(true);
    expect((await stripe.events.list({ type: 'invoice.paid' })).data).toHaveLength(2);
  });
});
