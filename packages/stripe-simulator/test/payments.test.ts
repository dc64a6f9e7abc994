import type Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectResource } from './schema-checks.ts';
import { card, listen, seedCatalogue, submitForm } from './steps.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let customer: string;
let product: string;
let pack: Stripe.Price;

beforeEach(async () => {
  world = await startWorld();
  const catalogue = await seedCatalogue(world);
  customer = catalogue.customer.id;
  product = String(catalogue.monthly.product);
  pack = await world.stripe.prices.create({ currency: 'usd', unit_amount: 10_00, product });
});
afterEach(() => world.stop());

const open = (over: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  world.stripe.checkout.sessions.create({
    mode: 'payment',
    customer,
    line_items: [{ price: pack.id, quantity: 3 }],
    payment_intent_data: { metadata: { units: '6000' }, setup_future_usage: 'off_session' },
    success_url: 'https://shop.example/thanks',
    ...over,
  });
const eventTypes = async () =>
  (await world.stripe.events.list({ limit: 20 })).data.map(({ type }) => type).toReversed();
const saved = async () => (await world.stripe.paymentMethods.list({ customer, type: 'card' })).data;

describe('a session that is paid once', () => {
  it('is one charge with the metadata of its payment, and no invoice or subscription', async () => {
    await listen(world);
    const session = await open();
    expectResource(session);
    expect(session).toMatchObject({ amount_total: 30_00, payment_status: 'unpaid', mode: 'payment' });
    expect((await submitForm(session.url ?? '', card('4242424242424242'))).status).toBe(303);
    const paid = await world.stripe.checkout.sessions.retrieve(session.id);
    expectResource(paid);
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', invoice: null, subscription: null });
    const [charge] = (await world.stripe.charges.list({ customer })).data;
    expectResource(charge!);
    expect(charge).toMatchObject({ amount: 30_00, status: 'succeeded', metadata: { units: '6000' } });
    expect(await world.stripe.paymentIntents.retrieve(String(paid.payment_intent))).toMatchObject({
      metadata: { units: '6000' },
      setup_future_usage: 'off_session',
    });
    expect(await eventTypes()).toEqual(
      expect.arrayContaining(['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed']),
    );
    expect(await saved()).toHaveLength(1);
  });

  it('keeps no card unless it says so', async () => {
    const { url } = await open({ payment_intent_data: {} });
    await submitForm(url ?? '', card('4242424242424242'));
    expect(await saved()).toEqual([]);
  });

  it('stays open after a declined card, and goes on with the same payment', async () => {
    const { id, url } = await open();
    expect((await submitForm(url ?? '', card('4000000000000002'))).status).toBe(402);
    expect((await submitForm(url ?? '', card('4242424242424242'))).status).toBe(303);
    const { payment_intent } = await world.stripe.checkout.sessions.retrieve(id);
    const { data } = await world.stripe.charges.list({ customer });
    expect(data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
    expect(new Set(data.map((each) => each.payment_intent))).toEqual(new Set([payment_intent]));
  });

  it('adds the tax of the address that is entered', async () => {
    const taxed = await world.stripe.prices.create({
      currency: 'usd',
      unit_amount: 10_00,
      product,
      tax_behavior: 'exclusive',
    });
    const { id, url } = await open({
      line_items: [{ price: taxed.id }],
      automatic_tax: { enabled: true },
      customer_update: { address: 'auto' },
    });
    await submitForm(url ?? '', { ...card('4242424242424242'), country: 'DE' });
    expect(await world.stripe.checkout.sessions.retrieve(id)).toMatchObject({
      amount_total: 11_90,
      total_details: { amount_tax: 1_90 },
    });
    expect((await world.stripe.charges.list({ customer })).data).toMatchObject([{ amount: 11_90 }]);
  });

  it.each([
    ['a recurring price', async () => open({ line_items: [{ price: (await monthly()).id }] }), 'recurring price'],
    [
      'what begins a subscription',
      () => open({ subscription_data: { description: 'x' } }),
      '`subscription_data` in `payment` mode',
    ],
    ['no customer', () => open({ customer: undefined }), 'mode=payment without a customer'],
    ['promotion codes', () => open({ allow_promotion_codes: true }), 'allow_promotion_codes with mode=payment'],
  ] as const)('refuses %s', async (_, make, sentence) => {
    await expect(make()).rejects.toThrow(sentence);
  });

  const monthly = () =>
    world.stripe.prices.create({ currency: 'usd', unit_amount: 1, product, recurring: { interval: 'month' } });
});

describe('a payment without its buyer', () => {
  const withoutRedirects = { enabled: true, allow_redirects: 'never' } as const;
  const charge = async (number: string, over: Partial<Stripe.PaymentIntentCreateParams> = {}) => {
    const { url } = await open();
    await submitForm(url ?? '', card(number));
    const [method] = await saved();
    return world.stripe.paymentIntents.create({
      amount: 20_00,
      currency: 'usd',
      customer,
      payment_method: method?.id,
      off_session: true,
      confirm: true,
      automatic_payment_methods: withoutRedirects,
      metadata: { units: '4000' },
      ...over,
    });
  };

  it('charges a saved card at once', async () => {
    const intent = await charge('4242424242424242');
    expectResource(intent);
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 20_00 });
    expect((await world.stripe.charges.list({ customer })).data[0]).toMatchObject({
      amount: 20_00,
      metadata: { units: '4000' },
      payment_intent: intent.id,
    });
  });

  it.each([
    ['is refused later', 'pm_card_chargeCustomerFail', 'card_declined'],
    ['asks for 3-D Secure', 'pm_card_authenticationRequired', 'authentication_required'],
  ])('with a card that %s is 402 with the intent, and repeated under its key the same', async (_, method, code) => {
    const ask = () =>
      world.stripe.paymentIntents.create(
        {
          ...{ amount: 1_00, currency: 'usd', customer, payment_method: method, off_session: true, confirm: true },
          automatic_payment_methods: withoutRedirects,
        },
        { idempotencyKey: 'one' },
      );
    const refused = { type: 'StripeCardError', code, payment_intent: { status: 'requires_payment_method' } };
    await expect(ask()).rejects.toMatchObject(refused);
    await expect(ask()).rejects.toMatchObject(refused);
    expect((await world.stripe.charges.list({ customer })).data).toHaveLength(1);
  });

  it.each([
    ['one that is not confirmed', { confirm: false }, 'not confirmed at once'],
    ['one of a buyer who is there', { off_session: false }, 'a buyer who is there'],
    ['somebody else\u2019s card', { payment_method: 'pm_nobody' }, 'No such PaymentMethod'],
    ['one that may send its buyer elsewhere', { automatic_payment_methods: { enabled: true } }, 'return_url'],
    ['one that does not say it may not', { automatic_payment_methods: undefined }, 'return_url'],
    ['one that is too small', { amount: 49 }, 'at least 50'],
    ['nothing to charge', { payment_method: undefined }, 'Missing required param: payment_method'],
  ] as const)('refuses %s', async (_, over, sentence) => {
    await expect(charge('4242424242424242', over)).rejects.toThrow(sentence);
  });
});
