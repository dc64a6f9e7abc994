import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stripeClient } from '../../shared/stripe/client.ts';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import { stripeGateway } from '../../shared/stripe/stripe-gateway.ts';
import { pay, pushCatalog, startStripe, stripeSecretKey, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

let accounts = 0;
async function newCustomer() {
  const accountId = `acc_${++accounts}`;
  const input = { accountId, email: `${accountId}@buyer.example`, organization: 'Test Ltd' };
  return { ...input, ...(await stripe.gateway.createCustomer(input, `customer:${accountId}`)) };
}
type Customer = Awaited<ReturnType<typeof newCustomer>>;

const addresses = { successUrl: 'https://shop.example/yes', cancelUrl: 'https://shop.example/no' };
const checkoutOf = ({ accountId, customerId }: Customer, attempt = 1, lookupKey = 'basic_monthly') =>
  stripe.gateway.createCheckout(
    {
      accountId,
      customerId,
      lookupKey,
      seats: null,
      currency: 'usd',
      promotionCodes: false,
      trialDays: null,
      reader: { siteName: 'Test Data', language: 'en' as const },
      ...addresses,
    },
    `checkout:${accountId}:${attempt}`,
  );

async function subscribe(customer: Customer) {
  await pay((await checkoutOf(customer)).url!);
  return (await stripe.gateway.listSubscriptions(customer.customerId))[0]!;
}

describe('customers', () => {
  test('made twice with one key they are one, which carries the account', async () => {
    const input = { accountId: 'acc_twice', email: 'twice@buyer.example', organization: 'T' };
    const made = await Promise.all([1, 2].map(() => stripe.gateway.createCustomer(input, 'customer:acc_twice')));
    expect(made[0]).toEqual(made[1]);
    expect((await stripe.sdk.customers.list({ email: input.email })).data).toMatchObject([
      { metadata: { tollgate_account: 'acc_twice' }, name: 'T' },
    ]);
  });

  test('one of a rehearsal lives in the time of its test clock', async () => {
    const clock = await stripe.sdk.testHelpers.testClocks.create({ frozen_time: Math.floor(Date.now() / 1000) });
    const input = { accountId: 'acc_clock', email: 'clock@buyer.example', organization: 'T', testClock: clock.id };
    const { customerId } = await stripe.gateway.createCustomer(input, 'customer:acc_clock');
    expect(await stripe.sdk.customers.retrieve(customerId)).toMatchObject({ test_clock: clock.id });
  });

  test('a 500 that Stripe keeps for a day under the key does not keep the customer from being made', async () => {
    const input = { accountId: 'acc_500', email: 'five@buyer.example', organization: 'T' };
    const failures = await Promise.all(
      Array.from({ length: 12 }, async (_, seed) => {
        stripe.simulator.setFaults({ errorRate: 1, seed });
        return stripe.gateway.createCustomer({ ...input, accountId: `acc_500_${seed}` }, `customer:500:${seed}`).then(
          () => null,
          (error: unknown) => error,
        );
      }),
    ).finally(() => stripe.simulator.setFaults({}));
    expect(failures.every((each) => each instanceof StripeUnavailable)).toBe(true);
    for (let seed = 0; seed < 12; seed++) {
      const retried = stripe.gateway.createCustomer({ ...input, accountId: `acc_500_${seed}` }, `customer:500:${seed}`);
      await expect(retried).resolves.toMatchObject({ customerId: expect.stringMatching(/^cus_/) });
    }
  });
});

describe('a customer whose first making was interrupted', () => {
  test('is the same one with the email and name that the account has by now', async () => {
    const input = { accountId: 'acc_moved', email: 'before@buyer.example', organization: 'Before' };
    const first = await stripe.gateway.createCustomer(input, 'customer:acc_moved');
    const now = { accountId: 'acc_moved', email: 'after@buyer.example', organization: 'After' };
    expect(await stripe.gateway.createCustomer(now, 'customer:acc_moved')).toEqual(first);
    expect(await stripe.sdk.customers.retrieve(first.customerId)).toMatchObject({ email: now.email, name: 'After' });
  });
});

describe('checkouts', () => {
  test('one key makes one session; it says whose it is, and so does the subscription', async () => {
    const customer = await newCustomer();
    const [first, second] = [await checkoutOf(customer), await checkoutOf(customer)];
    expect(first).toEqual(second);
    expect(first).toMatchObject({ status: 'open', customerId: customer.customerId, subscriptionId: null });
    expect(await stripe.sdk.checkout.sessions.retrieve(first.id)).toMatchObject({
      client_reference_id: customer.accountId,
      metadata: { tollgate_account: customer.accountId },
    });
    const subscription = await subscribe(customer);
    expect((await stripe.sdk.subscriptions.retrieve(subscription.id)).metadata).toEqual({
      tollgate_account: customer.accountId,
    });
  });

  test('an open one is expired, an expired one stays so, and a paid one says that it is complete', async () => {
    const customer = await newCustomer();
    const open = await checkoutOf(customer, 1);
    for (let i = 0; i < 2; i++)
      expect(await stripe.gateway.expireCheckout(open.id)).toMatchObject({ id: open.id, status: 'expired', url: null });
    expect((await pay(open.url!)).status).not.toBe(303);
    const paid = await checkoutOf(customer, 2);
    await pay(paid.url!);
    const complete = { status: 'complete', subscriptionId: expect.stringMatching(/^sub_/) };
    expect(await stripe.gateway.expireCheckout(paid.id)).toMatchObject(complete);
    expect(await stripe.gateway.readCheckout(paid.id)).toMatchObject(complete);
  });

  test('one that is paid between looking and expiring says that it is complete', async () => {
    const session = await checkoutOf(await newCustomer());
    const paysFirst = Stripe.createFetchHttpClient(async (input, init) => {
      if (String(input).endsWith('/expire')) await pay(session.url!);
      return fetch(input, init);
    });
    const { hostname, port } = new URL(stripe.simulator.url);
    const sdk = new Stripe(stripeSecretKey, { host: hostname, port, protocol: 'http', httpClient: paysFirst });
    expect(await stripeGateway(sdk).expireCheckout(session.id)).toMatchObject({ status: 'complete' });
  });

  test('a lookup key that Stripe does not have is our mistake, not an outage', async () => {
    await expect(checkoutOf(await newCustomer(), 1, 'nothing_monthly')).rejects.toThrow(/catalog -- push/);
  });
});

describe('subscriptions', () => {
  test('more than a page of them is listed whole, ended ones too', async () => {
    const { customerId } = await newCustomer();
    const [price] = (await stripe.sdk.prices.list({ lookup_keys: ['basic_monthly'] })).data;
    const made = new Set<string>();
    for (let i = 0; i < 205; i++) {
      const items = [{ price: price!.id }];
      made.add((await stripe.sdk.subscriptions.create({ customer: customerId, items })).id);
    }
    await stripe.gateway.cancelNow([...made][0]!);
    const listed = await stripe.gateway.listSubscriptions(customerId);
    expect(new Set(listed.map(({ id }) => id))).toEqual(made);
    expect(listed).toHaveLength(205);
  });

  test('says which card the next invoice is charged to: its own, else its customer’s default', async () => {
    const customer = await newCustomer();
    await subscribe(customer);
    const setDefault = (default_payment_method: string) =>
      stripe.sdk.customers.update(customer.customerId, { invoice_settings: { default_payment_method } });
    await setDefault('pm_card_mastercard');
    const cards = async () =>
      (await stripe.gateway.listSubscriptions(customer.customerId)).map(({ card }) => card?.last4);
    expect(await cards()).toEqual(['4242']);
    const [own] = (await stripe.sdk.subscriptions.list({ customer: customer.customerId })).data;
    await stripe.sdk.subscriptions.update(own!.id, { default_payment_method: '' });
    expect(await cards()).toEqual(['4444']);
    await setDefault('');
    expect(await cards()).toEqual([undefined]);
  });

  test('a deleted customer has only ended ones', async () => {
    const customer = await newCustomer();
    await subscribe(customer);
    await stripe.sdk.customers.del(customer.customerId);
    const listed = await stripe.gateway.listSubscriptions(customer.customerId);
    expect(listed.filter(({ endedAt }) => endedAt === null)).toEqual([]);
  });

  test('cancelling and taking back say what should be, however often; one that has ended stays ended', async () => {
    const customer = await newCustomer();
    const { id } = await subscribe(customer);
    const state = async () => (await stripe.gateway.listSubscriptions(customer.customerId))[0];
    for (const cancel of [true, true, false, false]) {
      expect(await stripe.gateway.cancelAtPeriodEnd(id, cancel)).toBe(true);
      expect(await state()).toMatchObject({ status: 'active', cancelAtPeriodEnd: cancel });
    }
    for (let i = 0; i < 2; i++) await stripe.gateway.cancelNow(id);
    const ended = await state();
    expect(ended).toMatchObject({ status: 'canceled', endedAt: stripe.now().toISOString() });
    expect(await stripe.gateway.cancelAtPeriodEnd(id, true)).toBe(false);
    expect(await state()).toEqual(ended);
  });

  test('an unknown one cannot be cancelled', async () => {
    await expect(stripe.gateway.cancelNow('sub_nobody')).rejects.toThrow(Stripe.errors.StripeInvalidRequestError);
  });
});

describe('payments that went back', () => {
  const chargeOf = async ({ customerId }: Customer) =>
    (await stripe.sdk.charges.list({ customer: customerId })).data[0]!.id;

  test('are asked for in one call, which finds none, where nothing was refunded or disputed', async () => {
    const customer = await newCustomer();
    await subscribe(customer);
    expect(await stripe.gateway.listReturned(customer.customerId)).toEqual([]);
    expect(await stripe.gateway.customersOfReturned(stripe.now())).not.toContain(customer.customerId);
  });

  test('are told by subscription: what came in, for which time, what went back, and when', async () => {
    const customer = await newCustomer();
    const subscription = await subscribe(customer);
    const charge = await chargeOf(customer);
    for (const amount of [30_00, 20_00]) await stripe.sdk.refunds.create({ charge, amount });
    expect(await stripe.gateway.listReturned(customer.customerId)).toEqual([
      {
        subscriptionId: subscription.id,
        invoicedAt: stripe.now().toISOString(),
        paysUntil: subscription.items[0]!.periodEnd,
        paidMinor: 100_00,
        refundedMinor: 50_00,
        refundedAt: stripe.now().toISOString(),
        dispute: null,
      },
    ]);
    expect(await stripe.gateway.customersOfReturned(stripe.now())).toContain(customer.customerId);
  });

  test('are not asked for further once Stripe refuses, since nobody would hear of the failure of a second list', async () => {
    const asked = new Set<string>();
    const note = ({ path }: Stripe.RequestEvent) => void asked.add(path.split('?')[0] ?? '');
    stripe.sdk.on('request', note);
    stripe.simulator.setFaults({ rateLimitRate: 1 });
    try {
      await expect(stripe.gateway.customersOfReturned(stripe.now())).rejects.toThrow(StripeUnavailable);
    } finally {
      stripe.simulator.setFaults({});
      stripe.sdk.off('request', note);
    }
    expect([...asked]).toEqual(['/v1/refunds']);
  });

  test.each([
    ['open', undefined],
    [null, 'winning_evidence'],
    ['lost', 'losing_evidence'],
  ])('say %s of a dispute answered with %s', async (expected, text) => {
    const customer = await newCustomer();
    await pay((await checkoutOf(customer)).url!, { card: '4000000000000259' });
    const [dispute] = (await stripe.sdk.disputes.list({ charge: await chargeOf(customer) })).data;
    if (text) await stripe.sdk.disputes.update(dispute!.id, { evidence: { uncategorized_text: text } });
    const payments = await stripe.gateway.listReturned(customer.customerId);
    expect(payments.map(({ dispute: told }) => told)).toEqual(expected === null ? [] : [expected]);
    expect(await stripe.gateway.customersOfReturned(stripe.now())).toContain(customer.customerId);
  });

  test('say nothing of an inquiry, and that a dispute is open once it has become one', async () => {
    const customer = await newCustomer();
    await pay((await checkoutOf(customer)).url!, { card: '4000000000001976' });
    const disputesTold = async () =>
      (await stripe.gateway.listReturned(customer.customerId)).map(({ dispute }) => dispute);
    expect(await disputesTold()).toEqual([null]);
    const [inquiry] = (await stripe.sdk.disputes.list({ charge: await chargeOf(customer) })).data;
    await stripe.sdk.disputes.update(inquiry!.id, { evidence: { uncategorized_text: 'escalate_inquiry_evidence' } });
    expect(await disputesTold()).toEqual(['open']);
  });

  test('end a subscription with the reason, which Stripe keeps; another reason does not take its place', async () => {
    const customer = await newCustomer();
    const { id } = await subscribe(customer);
    for (const because of ['refunded', 'disputed'] as const) await stripe.gateway.endBecause(id, because);
    const listed = await stripe.gateway.listSubscriptions(customer.customerId);
    expect(listed).toMatchObject([{ id, status: 'canceled', endedBecause: 'refunded' }]);
    expect((await stripe.sdk.subscriptions.retrieve(id)).cancellation_details?.comment).toMatch(/refunded/);
  });

  test('that the holder’s bank takes back are not refunded beside the dispute: that is waited for, and settles them where it is lost', async () => {
    const customer = await newCustomer();
    await pay((await checkoutOf(customer)).url!, { card: '4000000000000259' });
    const id = (await stripe.gateway.listSubscriptions(customer.customerId))[0]!.id;
    const again = { key: `back:${id}`, now: stripe.now() };
    expect(await stripe.gateway.refund(id, again)).toEqual({ state: 'waits', given: null });
    const [dispute] = (await stripe.sdk.disputes.list({ charge: await chargeOf(customer) })).data;
    await stripe.sdk.disputes.close(dispute!.id);
    expect(await stripe.gateway.refund(id, again)).toEqual({ state: 'made', given: null });
    expect((await stripe.sdk.refunds.list({ charge: await chargeOf(customer) })).data).toEqual([]);
  });

  test('by a customer who was deleted are none', async () => {
    const customer = await newCustomer();
    await subscribe(customer);
    await stripe.sdk.refunds.create({ charge: await chargeOf(customer) });
    await stripe.sdk.customers.del(customer.customerId);
    await expect(stripe.gateway.listReturned(customer.customerId)).resolves.toBeDefined();
  });
});

/** A gateway to a customer with these saved methods. */
function customerWith(...methods: readonly { readonly id: string; readonly type: string }[]) {
  const list = { object: 'list', url: '/v1/payment_methods', has_more: false };
  const answer = async (url: string | URL | Request) => {
    const { pathname, searchParams } = new URL(String(url));
    const type = searchParams.get('type');
    const data = methods.filter((method) => type === null || method.type === type);
    const customer = { id: 'cus_1', object: 'customer', invoice_settings: { default_payment_method: null } };
    return Response.json(pathname === '/v1/payment_methods' ? { ...list, data } : customer);
  };
  return stripeGateway(new Stripe(stripeSecretKey, { httpClient: Stripe.createFetchHttpClient(answer) }));
}

test('a card that Link saved can be charged for a top-up; a bank account cannot, since its debit takes days', async () => {
  const [link, debit] = [
    { id: 'pm_link', type: 'link' },
    { id: 'pm_debit', type: 'sepa_debit' },
  ];
  expect(await customerWith(debit, link).savedCard('cus_1')).toBe('pm_link');
  expect(await customerWith(debit).savedCard('cus_1')).toBeNull();
});

test('the customer is found through a charge, an invoice and a subscription; null where there is none', async () => {
  const customer = await newCustomer();
  const { id } = await subscribe(customer);
  const [charge] = (await stripe.sdk.charges.list({ customer: customer.customerId })).data;
  const [invoice] = (await stripe.sdk.invoices.list({ customer: customer.customerId })).data;
  const via = [
    { kind: 'charge', id: charge!.id },
    { kind: 'invoice', id: invoice!.id },
    { kind: 'subscription', id },
  ] as const;
  for (const each of via) expect(await stripe.gateway.customerOf(each)).toBe(customer.customerId);
  for (const { kind } of via) expect(await stripe.gateway.customerOf({ kind, id: 'none' })).toBeNull();
});

describe('failures', () => {
  let answer: { status: number; body: object } = { status: 200, body: {} };
  let server: Server;
  beforeAll(async () => {
    server = createServer((_, response) =>
      response.writeHead(answer.status, { 'stripe-should-retry': 'false' }).end(JSON.stringify(answer.body)),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const gatewayThere = () =>
    stripeGateway(stripeClient(stripeSecretKey, `http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  const error = (type: string, code?: string) => ({ error: { type, code, message: 'no' } });

  test.each([
    ['a 500', 500, error('api_error')],
    ['a 503', 503, error('api_error')],
    ['a rate limit', 429, error('invalid_request_error', 'rate_limit')],
    ['a key that is in use', 409, error('idempotency_error', 'idempotency_key_in_use')],
  ])('%s may pass: StripeUnavailable', async (_, status, body) => {
    answer = { status, body };
    await expect(gatewayThere().readCheckout('cs_1')).rejects.toThrow(StripeUnavailable);
    await expect(gatewayThere().listSubscriptions('cus_1')).rejects.toThrow(StripeUnavailable);
  });

  test('no connection may pass', async () => {
    const gateway = stripeGateway(stripeClient(stripeSecretKey, 'http://127.0.0.1:1'));
    await expect(gateway.readCheckout('cs_1')).rejects.toThrow(StripeUnavailable);
  });

  test.each([
    ['an invalid request', 400, error('invalid_request_error', 'parameter_unknown')],
    ['a wrong secret key', 401, error('invalid_request_error')],
    ['other parameters under the same key', 400, error('idempotency_error')],
  ])('%s does not pass by itself, so it is not called an outage', async (_, status, body) => {
    answer = { status, body };
    const failure = await gatewayThere()
      .readCheckout('cs_1')
      .catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(Stripe.errors.StripeError);
  });

  test('a customer whom Stripe never had, as with another account\'s key, is an error and not "no subscriptions"', async () => {
    const missing = { type: 'invalid_request_error', code: 'resource_missing', param: 'customer', message: 'no' };
    answer = { status: 404, body: { error: missing } };
    await expect(gatewayThere().listSubscriptions('cus_1')).rejects.toThrow(Stripe.errors.StripeInvalidRequestError);
  });
});
