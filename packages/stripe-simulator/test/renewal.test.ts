import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, periodEnd, startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;

beforeEach(async () => {
  buyer = await startSubscriber();
});
afterEach(() => buyer.world.stop());

describe('a subscription with a good card', () => {
  it('renews for 14 months from the 31st: periods tile, each is paid once, at its own instant', async () => {
    const { id } = await buyer.subscribe();
    await buyer.to('2028-03-31T12:00:00Z');
    const invoices = (await buyer.world.stripe.invoices.list({ subscription: id, limit: 100 })).data.reverse();
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
    expect((await buyer.world.stripe.charges.list({ limit: 100 })).data).toHaveLength(15);
    expect(new Set(invoices.map(({ number }) => number)).size).toBe(15);
    expect((await buyer.read(id)).status).toBe('active');
  });

  it('renews yearly on the same day', async () => {
    const { id } = await buyer.subscribe(buyer.yearly);
    await buyer.to('2029-02-01T00:00:00Z');
    const ends = (await buyer.world.stripe.invoices.list({ subscription: id })).data.map(
      ({ lines }) => lines.data[0]!.period.end,
    );
    expect(ends).toEqual([at('2030-01-31T10:30:15Z'), at('2029-01-31T10:30:15Z'), at('2028-01-31T10:30:15Z')]);
  });

  it('moves into the next period before its invoice is final', async () => {
    const { id } = await buyer.subscribe();
    await buyer.to('2027-02-28T10:30:15Z');
    const subscription = await buyer.world.stripe.subscriptions.retrieve(id, { expand: ['latest_invoice'] });
    expect(subscription).toMatchObject({ status: 'active', latest_invoice: { status: 'draft' } });
    expect(periodEnd(subscription)).toBe(at('2027-03-31T10:30:15Z'));
  });

  it('is renewed the same when the clock jumps over months at once: each at its own instant', async () => {
    const { id } = await buyer.subscribe();
    await buyer.world.jumpTo(new Date('2027-04-30T12:00:00Z'));
    const invoices = (await buyer.world.stripe.invoices.list({ subscription: id })).data;
    const renewals = ['2027-04-30', '2027-03-31', '2027-02-28'].map((day) => at(`${day}T10:30:15Z`));
    expect(invoices.map(({ created }) => created)).toEqual([...renewals, at('2027-01-31T10:30:15Z')]);
    expect(invoices.slice(0, 3).map(({ status_transitions }) => status_transitions.paid_at)).toEqual(
      renewals.map((instant) => instant + 3600),
    );
    const paid = buyer
      .eventsOf('invoice.paid')
      .map(({ created }) => created)
      .sort();
    expect(paid.slice(1)).toEqual(renewals.map((instant) => instant + 3600).reverse());
  });

  it('with a monthly and a yearly price renews each at the end of its own period', async () => {
    await buyer.payWith('pm_card_visa');
    const { id } = await buyer.world.stripe.subscriptions.create({
      customer: buyer.customer,
      items: [{ price: buyer.monthly }, { price: buyer.yearly }],
    });
    await buyer.to('2028-02-01T00:00:00Z');
    const totals = (await buyer.world.stripe.invoices.list({ subscription: id, limit: 100 })).data.map(
      ({ total }) => total,
    );
    expect(totals).toEqual([1_100_00, ...new Array(11).fill(100_00), 1_100_00]);
  });
});

describe('cancellation', () => {
  it('at period end keeps access until then and takes no more money', async () => {
    const { id } = await buyer.subscribe();
    const canceled = await buyer.world.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    expect(canceled).toMatchObject({
      status: 'active',
      cancel_at_period_end: true,
      cancel_at: at('2027-02-28T10:30:15Z'),
    });
    await buyer.to('2027-02-28T10:30:14Z');
    expect((await buyer.read(id)).status).toBe('active');
    await buyer.to('2027-02-28T10:30:15Z');
    expect(await buyer.read(id)).toMatchObject({
      status: 'canceled',
      ended_at: at('2027-02-28T10:30:15Z'),
      canceled_at: at('2027-01-31T10:30:15Z'),
      cancellation_details: { reason: 'cancellation_requested' },
    });
    await buyer.to('2027-06-01T00:00:00Z');
    expect((await buyer.world.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
    expect(buyer.eventsOf('customer.subscription.deleted')).toHaveLength(1);
  });

  it('can be taken back before the period ends', async () => {
    const { id } = await buyer.subscribe();
    await buyer.world.stripe.subscriptions.update(id, { cancel_at_period_end: true });
    const kept = await buyer.world.stripe.subscriptions.update(id, { cancel_at_period_end: false });
    expect(kept).toMatchObject({ cancel_at: null, canceled_at: null, cancellation_details: { reason: null } });
    await buyer.to('2027-03-01T00:00:00Z');
    expect((await buyer.read(id)).status).toBe('active');
    const previous = buyer.eventsOf('customer.subscription.updated').map(({ data }) => data.previous_attributes);
    expect(previous).toContainEqual(expect.objectContaining({ cancel_at_period_end: true }));
  });

  it('at a date and at once', async () => {
    const later = await buyer.subscribe();
    await buyer.world.stripe.subscriptions.update(later.id, { cancel_at: at('2027-02-10T00:00:00Z') });
    const now = await buyer.subscribe(buyer.yearly);
    expect(
      await buyer.world.stripe.subscriptions.cancel(now.id, { cancellation_details: { comment: 'too dear' } }),
    ).toMatchObject({
      status: 'canceled',
      cancellation_details: { comment: 'too dear', reason: 'cancellation_requested' },
    });
    await buyer.to('2027-02-11T00:00:00Z');
    expect(await buyer.read(later.id)).toMatchObject({ status: 'canceled', ended_at: at('2027-02-10T00:00:00Z') });
    await expect(buyer.world.stripe.subscriptions.cancel(now.id)).rejects.toMatchObject({ code: 'resource_missing' });
    await expect(buyer.world.stripe.subscriptions.update(now.id, { cancel_at_period_end: true })).rejects.toThrow(
      'canceled',
    );
    expect((await buyer.world.stripe.subscriptions.list({ customer: buyer.customer })).data).toEqual([]);
    expect(
      (await buyer.world.stripe.subscriptions.list({ customer: buyer.customer, status: 'all' })).data,
    ).toHaveLength(2);
  });

  it('follows when the customer is deleted', async () => {
    const { id } = await buyer.subscribe();
    await buyer.world.stripe.customers.del(buyer.customer);
    expect((await buyer.read(id)).status).toBe('canceled');
    await buyer.world.simulator.settle();
    expect(buyer.world.types()).toContain('customer.deleted');
    await buyer.to('2027-06-01T00:00:00Z');
  });
});
