import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectResource } from './schema-checks.ts';
import { card, listen, openCheckout, postForm, seedCatalogue, submitForm } from './steps.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let catalogue: Awaited<ReturnType<typeof seedCatalogue>>;
let session: Stripe.Checkout.Session;
let url: string;
let endpoint: Stripe.WebhookEndpoint;

beforeEach(async () => {
  world = await startWorld();
  catalogue = await seedCatalogue(world);
  endpoint = await listen(world);
  session = await openCheckout(world, catalogue.customer.id, catalogue.monthly.id);
  url = session.url ?? '';
});
afterEach(() => world.stop());

const read = () => world.stripe.checkout.sessions.retrieve(session.id);
const subscriptions = async () =>
  (await world.stripe.subscriptions.list({ customer: catalogue.customer.id, status: 'all' })).data;

describe('the hosted checkout page', () => {
  it('says what is bought, for how much and how often, and that no money moves', async () => {
    const page = await (await fetch(url)).text();
    expect(page).toContain('1 × Basic: 100.00 USD every month');
    expect(page).toContain('no real payment');
  });

  it('takes a good card: 303 to the success address with the session id, and an active subscription', async () => {
    const answer = await submitForm(url, card('4242 4242 4242 4242'));
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(`https://shop.example/thanks?session=${session.id}`);
    const paid = await read();
    expect(paid).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      url: null,
      customer: catalogue.customer.id,
    });
    const [subscription] = await subscriptions();
    expect(subscription).toMatchObject({ id: paid.subscription, status: 'active', metadata: { account: 'acc_1' } });
    expect(subscription?.items.data[0]).toMatchObject({
      current_period_start: Date.parse('2026-11-24T12:00:00Z') / 1000,
      current_period_end: Date.parse('2026-12-24T12:00:00Z') / 1000,
    });
    const invoice = await world.stripe.invoices.retrieve(String(paid.invoice), { expand: ['payments'] });
    expect(invoice).toMatchObject({ status: 'paid', amount_paid: 100_00, billing_reason: 'subscription_create' });
    expect(invoice.parent?.subscription_details?.subscription).toBe(subscription?.id);
    expect(invoice.payments?.data[0]?.status).toBe('paid');
  });

  it('tells the endpoint in events that the SDK verifies', async () => {
    await submitForm(url, card('4242424242424242'));
    await world.simulator.settle();
    expect(world.types()).toEqual(
      expect.arrayContaining([
        'payment_method.attached',
        'invoice.created',
        'customer.subscription.created',
        'invoice.finalized',
        'charge.succeeded',
        'payment_intent.succeeded',
        'invoice.paid',
        'invoice.payment_succeeded',
        'customer.subscription.updated',
        'checkout.session.completed',
      ]),
    );
    for (const { body, headers } of world.received) {
      const event = world.stripe.webhooks.constructEvent(
        body,
        String(headers['stripe-signature']),
        String(endpoint.secret),
        300,
        undefined,
        world.now().getTime(),
      );
      expect(event.api_version).toBe(Stripe.API_VERSION);
      expectResource(JSON.parse(body));
    }
  });

  it('says that a completed session is complete, and sends a second submission to the success address', async () => {
    await submitForm(url, card('4242424242424242'));
    expect(await (await fetch(url)).text()).toContain('complete');
    const again = await postForm(url, '', card('4242424242424242'));
    expect(again.status).toBe(303);
    expect(await subscriptions()).toHaveLength(1);
  });

  it.each([
    ['4000000000000002', 'Your card was declined.'],
    ['4000000000009995', 'Your card has insufficient funds.'],
    ['4000000000000069', 'Your card has expired.'],
    ['4000000000000127', 'security code is incorrect.'],
    ['4000000000000119', 'An error occurred while processing your card.'],
    ['4000000000000341', 'Your card was declined.'],
    ['4111111111111111', 'test cards'],
    ['', 'incomplete'],
  ])('refuses card %s with 402 and "%s", and leaves the session open and nothing behind', async (number, message) => {
    const answer = await submitForm(url, card(number));
    expect(answer.status).toBe(402);
    expect(await answer.text()).toContain(message);
    expect(await read()).toMatchObject({ status: 'open', payment_status: 'unpaid', subscription: null });
    expect(await subscriptions()).toEqual([]);
  });

  it('lets a declined buyer try again with another card', async () => {
    await submitForm(url, card('4000000000000002'));
    expect((await submitForm(url, card('5555555555554444'))).status).toBe(303);
    expect(await subscriptions()).toHaveLength(1);
    const charges = await world.stripe.charges.list();
    expect(charges.data.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
    expect(new Set(charges.data.map(({ payment_intent }) => payment_intent)).size).toBe(1);
  });

  it.each(['4000002500003155', '4000002760003184', '4000000000003220'])(
    'asks for 3-D Secure with card %s: completed pays, failed does not',
    async (number) => {
      const asked = await submitForm(url, card(number));
      expect(asked.status).toBe(200);
      const form = await asked.text();
      expect(form).toContain('name="result" value="complete"');
      expect((await read()).status).toBe('open');

      const failed = await postForm(url, form, { result: 'fail' });
      expect(failed.status).toBe(402);
      expect(await failed.text()).toContain('unable to authenticate');

      const askedAgain = await (await submitForm(url, card(number))).text();
      expect((await postForm(url, form, { result: 'complete' })).status).toBe(402);
      expect((await postForm(url, askedAgain, { result: 'complete' })).status).toBe(303);
      expect((await read()).payment_status).toBe('paid');
      expect(await subscriptions()).toHaveLength(1);
    },
  );

  it('escapes what the buyer typed', async () => {
    const answer = await submitForm(url, { ...card('4000000000000002'), name: '"><script>alert(1)</script>' });
    expect(await answer.text()).not.toContain('<script>');
  });
});

describe('a session that nobody pays', () => {
  it('expires after 24 hours and says so', async () => {
    await world.advanceTo(new Date('2026-11-25T12:00:00Z'));
    expect(await read()).toMatchObject({ status: 'expired', url: null });
    expect(world.types()).toContain('checkout.session.expired');
    expect((await fetch(url)).status).toBe(410);
    expect((await postForm(url, '', card('4242424242424242'))).status).toBe(410);
    expect(await subscriptions()).toEqual([]);
  });

  it('can be expired early, but not once it is complete', async () => {
    expect((await world.stripe.checkout.sessions.expire(session.id)).status).toBe('expired');
    await expect(world.stripe.checkout.sessions.expire(session.id)).rejects.toThrow('Only Checkout Sessions');
  });
});

describe('a trial', () => {
  it('starts unpaid, gives notice three days before it ends, and is charged then', async () => {
    const trial = await openCheckout(world, catalogue.customer.id, catalogue.monthly.id, 14);
    expect(await (await fetch(String(trial.url))).text()).toContain('Free for 14 days');
    await submitForm(String(trial.url), card('4242424242424242'));
    const done = await world.stripe.checkout.sessions.retrieve(trial.id, { expand: ['subscription'] });
    expect(done.payment_status).toBe('no_payment_required');
    expect(done.subscription).toMatchObject({ status: 'trialing' });
    await world.advanceTo(new Date('2026-12-08T13:00:00Z'));
    const notice = world.received.find(({ event }) => event.type === 'customer.subscription.trial_will_end');
    expect(notice?.event.created).toBe(Date.parse('2026-12-05T12:00:00Z') / 1000);
    const [subscription] = await subscriptions();
    expect(subscription?.status).toBe('active');
    const invoices = await world.stripe.invoices.list({ customer: catalogue.customer.id });
    expect(invoices.data.map(({ amount_paid, created }) => [amount_paid, created])).toEqual([
      [100_00, Date.parse('2026-12-08T12:00:00Z') / 1000],
      [0, Date.parse('2026-11-24T12:00:00Z') / 1000],
    ]);
  });
});
