import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { card, openCheckout, submitForm } from './steps.ts';
import { startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;
let stripe: Stripe;

beforeEach(async () => {
  buyer = await startSubscriber();
  stripe = buyer.world.stripe;
});
afterEach(() => buyer.world.stop());

const attach = (token: string) => stripe.paymentMethods.attach(token, { customer: buyer.customer });
const cardsOf = async () => (await stripe.customers.listPaymentMethods(buyer.customer)).data;
const refusalOf = (call: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
  call.then(
    () => Promise.reject(new Error('the call was not refused')),
    (error) => error,
  );

/** Goes through a checkout with a card and this expiration; answers the page's status. */
async function checkOut(exp: string, trialDays?: number) {
  const session = await openCheckout(buyer.world, buyer.customer, buyer.monthly, trialDays);
  return submitForm(String(session.url), { ...card('4242424242424242'), exp });
}

describe('a payment method', () => {
  it('has a fingerprint that is the number’s: the same whenever it is given, another for another number', async () => {
    const [first, again, other] = [
      await attach('pm_card_visa'),
      await attach('pm_card_visa'),
      await attach('pm_card_mastercard'),
    ];
    expect(first.id).not.toBe(again.id);
    expect(again.card?.fingerprint).toBe(first.card?.fingerprint);
    expect(other.card?.fingerprint).not.toBe(first.card?.fingerprint);
    expect(other.card).toMatchObject({ brand: 'mastercard', last4: '4444' });
  });

  it('is listed with its customer until it is detached, and is nobody’s default from then on', async () => {
    const { id } = await attach('pm_card_visa');
    await buyer.payWith(id);
    const { id: subscription } = await stripe.subscriptions.create({
      customer: buyer.customer,
      items: [{ price: buyer.monthly }],
      default_payment_method: id,
    });
    expect((await cardsOf()).map((each) => each.id)).toEqual([id]);
    expect((await stripe.paymentMethods.list({ customer: buyer.customer, type: 'card' })).data).toHaveLength(1);
    expect((await stripe.paymentMethods.detach(id)).customer).toBeNull();
    expect(await cardsOf()).toEqual([]);
    const customer = (await stripe.customers.retrieve(buyer.customer)) as Stripe.Customer;
    expect(customer.invoice_settings.default_payment_method).toBeNull();
    expect((await buyer.read(subscription)).default_payment_method).toBeNull();
    await buyer.world.simulator.settle();
    const [detached] = buyer.eventsOf('payment_method.detached');
    expect(detached?.data.previous_attributes).toEqual({ customer: buyer.customer });
    for (const call of [
      attach(id),
      stripe.paymentMethods.detach(id),
      stripe.paymentMethods.update(id, { metadata: {} }),
    ])
      expect((await refusalOf(call)).type).toBe('StripeInvalidRequestError');
  });

  it('takes a new expiration, which an event tells of, and refuses a month that is none', async () => {
    const { id } = await attach('pm_card_visa');
    const changed = await stripe.paymentMethods.update(id, { card: { exp_month: 3, exp_year: 2031 } });
    expect(changed.card).toMatchObject({ exp_month: 3, exp_year: 2031, last4: '4242' });
    await buyer.world.simulator.settle();
    expect(buyer.eventsOf('payment_method.updated')[0]?.data.previous_attributes).toEqual({
      card: { exp_month: 12, exp_year: 2035 },
    });
    const refused = await refusalOf(stripe.paymentMethods.update(id, { card: { exp_month: 13 } }));
    expect(refused.code).toBe('invalid_expiry_month');
  });

  it('is renewed by its network without anybody asking, which an event of its own tells of', async () => {
    const { id } = await attach('pm_card_visa');
    buyer.world.simulator.reissueCard(id, { month: 6, year: 2033 });
    expect((await stripe.paymentMethods.retrieve(id)).card).toMatchObject({ exp_month: 6, exp_year: 2033 });
    await buyer.world.simulator.settle();
    expect(buyer.eventsOf('payment_method.automatically_updated')).toHaveLength(1);
    expect(buyer.eventsOf('payment_method.updated')).toEqual([]);
  });

  it('can be expanded on subscriptions, whether it is their own or their customer’s default', async () => {
    await buyer.subscribe();
    await checkOut('11 / 2028');
    const { data } = await stripe.subscriptions.list({
      customer: buyer.customer,
      expand: ['data.default_payment_method', 'data.customer.invoice_settings.default_payment_method'],
    });
    const [own, shared] = data;
    expect(own?.default_payment_method).toMatchObject({ card: { exp_month: 11, exp_year: 2028 } });
    expect(shared?.default_payment_method).toBeNull();
    expect(shared?.customer).toMatchObject({
      invoice_settings: { default_payment_method: { card: { last4: '4242' } } },
    });
  });
});

describe('a card’s expiration in the hosted form', () => {
  it('is kept with the card', async () => {
    expect((await checkOut('2/29')).status).toBe(303);
    expect((await cardsOf())[0]?.card).toMatchObject({ exp_month: 2, exp_year: 2029 });
  });

  it('in the past is declined, charged or not, and saves no card', async () => {
    for (const trialDays of [undefined, 14]) {
      const answer = await checkOut('12 / 26', trialDays);
      expect([answer.status, await answer.text()]).toEqual([402, expect.stringContaining('Your card has expired.')]);
    }
    const [charge] = (await stripe.charges.list()).data;
    expect(charge).toMatchObject({ status: 'failed', failure_code: 'expired_card' });
    expect(await cardsOf()).toEqual([]);
  });

  it('that is none is refused before anything is charged', async () => {
    const answer = await checkOut('13 / 28');
    expect([answer.status, await answer.text()]).toEqual([402, expect.stringContaining('MM / YY')]);
    expect((await stripe.charges.list()).data).toEqual([]);
  });
});

describe('a renewal', () => {
  it('is paid in the card’s last month and refused in the month after', async () => {
    await checkOut('02 / 27');
    const { id } = (await stripe.subscriptions.list({ customer: buyer.customer })).data[0]!;
    await buyer.to('2027-02-28T12:00:00Z');
    expect((await buyer.read(id)).status).toBe('active');
    await buyer.to('2027-03-31T12:00:00Z');
    expect((await buyer.read(id)).status).toBe('past_due');
    expect((await stripe.charges.list()).data[0]).toMatchObject({ status: 'failed', failure_code: 'expired_card' });
    const [method] = await cardsOf();
    buyer.world.simulator.reissueCard(String(method?.id), { month: 2, year: 2032 });
    await buyer.to('2027-04-03T12:00:00Z');
    expect((await buyer.read(id)).status).toBe('active');
  });
});
