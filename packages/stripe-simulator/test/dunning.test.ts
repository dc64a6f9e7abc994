import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, openCheckout, postForm, submitForm } from './steps.ts';
import { at, periodEnd, startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;

beforeEach(async () => {
  buyer = await startSubscriber();
});
afterEach(() => buyer.world.stop());

describe('a renewal whose card is refused', () => {
  it('is past due, tried again after 3, 5 and 7 days, and then over', async () => {
    const { id } = await buyer.subscribe();
    await buyer.payWith('pm_card_chargeCustomerFail');
    await buyer.to('2027-02-28T12:00:00Z');
    expect((await buyer.read(id)).status).toBe('past_due');
    await buyer.to('2027-03-15T11:30:14Z');
    expect((await buyer.read(id)).status).toBe('past_due');
    await buyer.to('2027-03-15T11:30:15Z');
    expect(await buyer.read(id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
    });
    const failures = buyer.eventsOf('invoice.payment_failed').map(({ created }) => created);
    expect(failures).toEqual(['2027-02-28', '2027-03-03', '2027-03-08', '2027-03-15'].map((d) => at(`${d}T11:30:15Z`)));
    const [invoice] = (await buyer.world.stripe.invoices.list({ subscription: id })).data;
    expect(invoice).toMatchObject({
      status: 'open',
      attempt_count: 4,
      next_payment_attempt: null,
      auto_advance: false,
    });
    await buyer.to('2027-12-01T00:00:00Z');
    expect((await buyer.world.stripe.charges.list({ limit: 100 })).data).toHaveLength(5);
  });

  it('is active again when a retry finds a better card, with no day lost or charged twice', async () => {
    const { id } = await buyer.subscribe();
    await buyer.payWith('pm_card_chargeCustomerFail');
    await buyer.to('2027-03-01T00:00:00Z');
    await buyer.payWith('pm_card_mastercard');
    await buyer.to('2027-03-04T00:00:00Z');
    expect((await buyer.read(id)).status).toBe('active');
    const [invoice] = (await buyer.world.stripe.invoices.list({ subscription: id })).data;
    expect(invoice).toMatchObject({ status: 'paid', attempt_count: 2 });
    expect(periodEnd(await buyer.read(id))).toBe(at('2027-03-31T10:30:15Z'));
  });

  it('is active again when its invoice is paid by hand', async () => {
    const { id } = await buyer.subscribe();
    await buyer.payWith('pm_card_chargeCustomerFail');
    await buyer.to('2027-03-01T00:00:00Z');
    const invoice = String((await buyer.read(id)).latest_invoice);
    await expect(buyer.world.stripe.invoices.pay(invoice)).rejects.toMatchObject({
      type: 'StripeCardError',
      code: 'card_declined',
    });
    await buyer.world.stripe.invoices.pay(invoice, { payment_method: 'pm_card_visa' });
    expect((await buyer.read(id)).status).toBe('active');
    await expect(buyer.world.stripe.invoices.pay(invoice)).rejects.toThrow('already paid');
  });

  it('ends unpaid where the account says so, and bills no further', async () => {
    await buyer.world.stop();
    buyer = await startSubscriber({ settings: { afterRetries: 'unpaid' } });
    const { id } = await buyer.subscribe();
    await buyer.payWith('pm_card_chargeCustomerFail');
    await buyer.to('2027-05-15T00:00:00Z');
    expect((await buyer.read(id)).status).toBe('unpaid');
    const statuses = (await buyer.world.stripe.invoices.list({ subscription: id, limit: 100 })).data.map(
      ({ status }) => status,
    );
    expect(statuses).toEqual(['draft', 'draft', 'open', 'paid']);
  });

  it('because it wants 3-D Secure says that an action is required', async () => {
    const session = await openCheckout(buyer.world, buyer.customer, buyer.monthly);
    const form = await (await submitForm(String(session.url), card('4000002760003184'))).text();
    await postForm(String(session.url), form, { result: 'complete' });
    await buyer.to('2027-02-28T12:00:00Z');
    const [subscription] = (await buyer.world.stripe.subscriptions.list({ customer: buyer.customer })).data;
    expect(subscription?.status).toBe('past_due');
    expect(buyer.eventsOf('invoice.payment_action_required')).toHaveLength(1);
  });
});

describe('a first payment that fails', () => {
  it('leaves the subscription incomplete, and expired after 23 hours with its invoice void', async () => {
    const { id, status } = await buyer.subscribe(buyer.monthly, 'pm_card_chargeCustomerFail');
    expect(status).toBe('incomplete');
    await buyer.to('2027-02-01T09:30:15Z');
    expect((await buyer.read(id)).status).toBe('incomplete_expired');
    expect((await buyer.world.stripe.invoices.list({ subscription: id })).data[0]?.status).toBe('void');
  });

  it('throws where asked to, and leaves no live subscription', async () => {
    await expect(
      buyer.subscribe(buyer.monthly, 'pm_card_chargeCustomerFail', { payment_behavior: 'error_if_incomplete' }),
    ).rejects.toMatchObject({ code: 'card_declined' });
    expect((await buyer.world.stripe.subscriptions.list({ customer: buyer.customer })).data).toEqual([]);
  });
});

describe('a subscription that is paused', () => {
  it('bills nothing and keeps its period, until it is resumed with a new one', async () => {
    const { id } = await buyer.subscribe();
    expect((await buyer.world.stripe.subscriptions.pause(id)).status).toBe('paused');
    await expect(buyer.world.stripe.subscriptions.pause(id)).rejects.toThrow("status 'paused'");
    await buyer.to('2027-05-20T00:00:00Z');
    expect((await buyer.world.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
    const resumed = await buyer.world.stripe.subscriptions.resume(id);
    expect([resumed.status, periodEnd(resumed)]).toEqual(['active', at('2027-06-20T00:00:00Z')]);
    expect((await buyer.world.stripe.invoices.list({ subscription: id })).data).toHaveLength(2);
  });
});

describe('a trial', () => {
  it.each([
    ['cancel', 'canceled'],
    ['pause', 'paused'],
    ['create_invoice', 'past_due'],
  ] as const)('without a card and missing_payment_method=%s ends %s', async (behavior, status) => {
    const { id } = await buyer.world.stripe.subscriptions.create({
      customer: buyer.customer,
      items: [{ price: buyer.monthly }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: behavior } },
    });
    await buyer.to('2027-02-07T12:00:00Z');
    expect((await buyer.read(id)).status).toBe(status);
  });

  it('that paused can be resumed with a card: a new cycle begins then', async () => {
    const { id } = await buyer.world.stripe.subscriptions.create({
      customer: buyer.customer,
      items: [{ price: buyer.monthly }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: 'pause' } },
    });
    await buyer.to('2027-03-10T00:00:00Z');
    await buyer.payWith('pm_card_visa');
    const resumed = await buyer.world.stripe.subscriptions.resume(id);
    expect(resumed.status).toBe('active');
    expect(periodEnd(resumed)).toBe(at('2027-04-10T00:00:00Z'));
  });

  it('can be ended now, which charges', async () => {
    const { id } = await buyer.subscribe(buyer.monthly, 'pm_card_visa', { trial_period_days: 30 });
    await buyer.to('2027-02-05T00:00:00Z');
    const ended = await buyer.world.stripe.subscriptions.update(id, { trial_end: 'now' });
    expect(ended.status).toBe('active');
    expect(periodEnd(ended)).toBe(at('2027-03-05T00:00:00Z'));
  });
});
