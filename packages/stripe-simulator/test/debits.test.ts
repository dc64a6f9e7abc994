/** Delayed payment: a bank debit is ordered at once, and days later the bank says whether it pays. */
import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectResource } from './schema-checks.ts';
import { openCheckout, submitForm } from './steps.ts';
import { startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;
let price: string;

beforeEach(async () => {
  buyer = await startSubscriber();
  const made = { product: 'basic', currency: 'eur', unit_amount: 90_00, recurring: { interval: 'month' } } as const;
  price = (await buyer.world.stripe.prices.create(made)).id;
});
afterEach(() => buyer.world.stop());

const pays = 'DE89 3704 0044 0532 0130 00';
const refuses = 'DE62370400440532013001';
const debit = (iban: string) => ({ iban, name: 'Ada', country: 'DE', postal_code: '10115' });

async function ordered(iban: string) {
  const { stripe } = buyer.world;
  const session = await openCheckout(buyer.world, buyer.customer, price);
  const answer = await submitForm(String(session.url), debit(iban));
  const [subscription] = (await stripe.subscriptions.list({ customer: buyer.customer })).data;
  return { session: session.id, answer, id: subscription?.id ?? '' };
}
const sessionNow = (id: string) => buyer.world.stripe.checkout.sessions.retrieve(id);
const invoicesOf = async (subscription: string) =>
  (await buyer.world.stripe.invoices.list({ subscription })).data.map(({ status, billing_reason }) => [
    status,
    billing_reason,
  ]);
const chargesNow = async () => (await buyer.world.stripe.charges.list({ customer: buyer.customer })).data;
const happened = async () => {
  await buyer.world.simulator.settle();
  return buyer.world.received.map(({ event }) => event.type as string);
};

describe('a checkout paid by debit', () => {
  it('is complete and unpaid, with an active subscription whose first invoice is open', async () => {
    const { session, answer, id } = await ordered(pays);
    expect(answer.status).toBe(303);
    const complete = await sessionNow(session);
    expect(complete).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_method_types: ['card', 'sepa_debit'],
    });
    expect(await buyer.read(id)).toMatchObject({ status: 'active' });
    expect(await invoicesOf(id)).toEqual([['open', 'subscription_create']]);
    const [charge] = await chargesNow();
    expect(charge).toMatchObject({ status: 'pending', paid: false, payment_method_details: { type: 'sepa_debit' } });
    expectResource(charge!);
    expect(await happened()).toEqual(expect.arrayContaining(['charge.pending', 'payment_intent.processing']));
  });

  it('is paid five days later, and then says so by an event of its own', async () => {
    const { session, id } = await ordered(pays);
    await buyer.to('2027-02-05T10:30:14Z');
    expect((await sessionNow(session)).payment_status).toBe('unpaid');
    await buyer.to('2027-02-05T10:30:15Z');
    expect((await sessionNow(session)).payment_status).toBe('paid');
    expect(await invoicesOf(id)).toEqual([['paid', 'subscription_create']]);
    expect(await chargesNow()).toMatchObject([{ status: 'succeeded', amount_captured: 90_00 }]);
    expect(await happened()).toContain('checkout.session.async_payment_succeeded');
    await buyer.to('2027-03-06T00:00:00Z');
    expect(await invoicesOf(id)).toEqual([
      ['paid', 'subscription_cycle'],
      ['paid', 'subscription_create'],
    ]);
  });

  it('that the bank refuses leaves it active and its invoice void, and the renewal is debited all the same', async () => {
    const { session, id } = await ordered(refuses);
    await buyer.to('2027-02-05T10:30:15Z');
    expect(await buyer.read(id)).toMatchObject({ status: 'active' });
    expect(await invoicesOf(id)).toEqual([['void', 'subscription_create']]);
    expect((await sessionNow(session)).payment_status).toBe('unpaid');
    expect(await happened()).toEqual(
      expect.arrayContaining([
        ...['checkout.session.async_payment_failed', 'invoice.payment_failed', 'invoice.voided', 'charge.failed'],
      ]),
    );
    await buyer.to('2027-03-06T00:00:00Z');
    expect(await buyer.read(id)).toMatchObject({ status: 'past_due' });
    expect((await invoicesOf(id))[0]).toEqual(['open', 'subscription_cycle']);
    expect((await chargesNow()).map(({ status }) => status)).not.toContain('succeeded');
  });

  it.each<[string, string, string]>([
    ['an account that is none of Stripe’s', 'DE00370400440532013000', 'test accounts'],
    ['nothing at all', '', 'incomplete'],
  ])('is refused for %s, and the session stays open', async (_, iban, message) => {
    const session = await openCheckout(buyer.world, buyer.customer, price);
    const answer = await submitForm(String(session.url), debit(iban));
    expect([answer.status, await answer.text()]).toEqual([402, expect.stringContaining(message)]);
    expect((await sessionNow(session.id)).status).toBe('open');
  });

  it('is refused in another currency than the euro', async () => {
    const session = await openCheckout(buyer.world, buyer.customer, buyer.monthly);
    const answer = await submitForm(String(session.url), debit(pays));
    expect([answer.status, await answer.text()]).toEqual([402, expect.stringContaining('euros only')]);
  });

  it('from an account that disputes is paid, and disputed', async () => {
    await ordered('DE35370400440532013002');
    await buyer.to('2027-02-06T00:00:00Z');
    expect(await chargesNow()).toMatchObject([{ status: 'succeeded', disputed: true }]);
  });
});

it('a renewal by debit leaves its invoice open for five days, and the subscription active', async () => {
  const { id } = await ordered(pays);
  await buyer.to('2027-03-01T00:00:00Z');
  expect(await buyer.read(id)).toMatchObject({ status: 'active' });
  expect((await invoicesOf(id))[0]).toEqual(['open', 'subscription_cycle']);
  const method = (await buyer.world.stripe.subscriptions.retrieve(id)).default_payment_method;
  const kept = await buyer.world.stripe.paymentMethods.retrieve(String(method));
  expect(kept).toMatchObject({ type: 'sepa_debit', sepa_debit: { last4: '3000', country: 'DE' } } satisfies Partial<
    Record<keyof Stripe.PaymentMethod, unknown>
  >);
  expectResource(kept);
});

it('a change that is to wait for a debit is refused: only cards and the like are waited for', async () => {
  const { id } = await ordered(pays);
  await buyer.to('2027-02-06T00:00:00Z');
  const { stripe } = buyer.world;
  const [item] = (await buyer.read(id)).items.data;
  const update = { items: [{ id: item!.id, quantity: 2 }], proration_behavior: 'always_invoice' as const };
  const waiting = stripe.subscriptions.update(id, { ...update, payment_behavior: 'pending_if_incomplete' });
  await expect(waiting).rejects.toMatchObject({ statusCode: 400, param: 'payment_behavior' });
});
