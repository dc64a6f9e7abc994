/** An operator pastes an id of Stripe's and finds the organization behind it, at the simulator of Stripe. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountView, Problem, StripeSearchView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { objectsAtStripe } from '../../shared/stripe/objects-at-stripe.ts';
import { assemble } from '../support/app.ts';
import { acceptLicences, type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, start, startStripe, type TestStripe } from '../support/app-stripe.ts';

const restricted = 'rk_test_that_reads_invoices_alone_0123456789';
let stripe: TestStripe;
let operator: Person;
let buyer: Person;
let organization: string;
const table = memoryTable();

const appAt = (client = stripe.sdk) =>
  assemble({
    ...{ table, stripe: stripe.gateway, now: () => start },
    objectsAtStripe: objectsAtStripe(client),
  });
const find = (id: string, person = operator) =>
  person.get<StripeSearchView & Problem>(`/v1/admin/stripe/${encodeURIComponent(id)}`);

beforeAll(async () => {
  const restrictedKeys = { [restricted]: ['rak_invoice_read', 'rak_credit_note_read', 'rak_customer_read'] };
  stripe = await startStripe(1, {}, { restrictedKeys });
  await pushCatalog(stripe);
  const app = appAt();
  operator = await signUp(app, 'operator@example.com');
  buyer = await signUp(app, 'ada@buyer.example');
  await acceptLicences(buyer);
  organization = (await buyer.get<AccountView>('/v1/account')).body.id;
  const { url } = (await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body;
  await pay(url, { card: '4000000000000259' });
});
afterAll(() => stripe.stop());

/** One object of each kind, by Stripe's word for it. */
async function objects(): Promise<readonly (readonly [type: string, id: string])[]> {
  const { sdk } = stripe;
  const [charge] = (await sdk.charges.list()).data;
  const [invoice] = (await sdk.invoices.list()).data;
  const [subscription] = (await sdk.subscriptions.list()).data;
  const [session] = (await sdk.checkout.sessions.list()).data;
  const [dispute] = (await sdk.disputes.list()).data;
  return [
    ['charge', charge!.id],
    ['invoice', invoice!.id],
    ['payment_intent', String(charge!.payment_intent)],
    ['subscription', subscription!.id],
    ['checkout.session', session!.id],
    ['dispute', dispute!.id],
  ];
}

test('an invoice, a payment, a charge, a dispute, a checkout and a subscription of this minute each lead to their organization', async () => {
  for (const [type, id] of await objects()) {
    const { status, body } = await find(id);
    expect([status, body.hit]).toMatchObject([
      200,
      { kind: 'stripe', id, detail: type, organization: { id: organization } },
    ]);
  }
});

test('so does a refund, by its charge', async () => {
  const second = await signUp(appAt(), 'eve@buyer.example');
  await acceptLicences(second);
  const { url } = (await second.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body;
  await pay(url);
  const [charge] = (await stripe.sdk.charges.list()).data;
  const refund = await stripe.sdk.refunds.create({ charge: charge!.id });
  const { body } = await find(refund.id);
  const own = (await second.get<AccountView>('/v1/account')).body.id;
  expect(body.hit).toMatchObject({ detail: 'refund', organization: { id: own } });
});

test.each([
  'in_nothing',
  'sub_nothing',
  'cus_1',
  'evt_1',
  'price_1',
  'in_',
  '../customers',
  'in_1/../../customers',
  'constructor_1',
  'in',
  `in_${'x'.repeat(300)}`,
])('%s is nothing that Stripe has for it', async (id) => expect((await find(id)).body).toEqual({ hit: null }));

test('an object of somebody who is no buyer here is not shown', async () => {
  const customer = await stripe.sdk.customers.create({ email: 'else@where.example' });
  const intent = await stripe.sdk.paymentIntents.create({
    ...{ amount: 500, currency: 'usd', customer: customer.id, confirm: true, off_session: true },
    payment_method: (await stripe.sdk.paymentMethods.attach('pm_card_visa', { customer: customer.id })).id,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  expect((await find(intent.id)).body).toEqual({ hit: null });
});

test('an organization that left, or never was here, is not shown', async () => {
  const [[, id] = []] = await objects();
  const elsewhere = assemble({
    ...{ table: memoryTable(), stripe: stripe.gateway, now: () => start },
    objectsAtStripe: objectsAtStripe(stripe.sdk),
  });
  const other = await signUp(elsewhere, 'operator@example.com');
  expect((await find(String(id), other)).body).toEqual({ hit: null });
});

test('a key without the permission says which, and reads what it may', async () => {
  const ops = await signUp(appAt(stripeClient(restricted, stripe.simulator.url)), 'operator@example.com');
  for (const [type, id] of await objects()) {
    const { body } = await find(id, ops);
    if (type === 'invoice') expect(body.hit).toMatchObject({ id });
    else
      expect(body).toMatchObject({ status: 409, detail: expect.stringMatching(/lacks the permission rak_\w+_read/) });
  }
});

test('a Stripe that is away is said, and the rest of the search finds what it finds', async () => {
  const ops = await signUp(appAt(stripeClient('sk_test_of_nobody', 'http://127.0.0.1:1')), 'operator@example.com');
  expect((await find('in_12345678901234', ops)).body).toMatchObject({ status: 503, code: 'stripe_unavailable' });
  expect((await ops.get('/v1/admin/search?q=in_12345678901234')).status).toBe(200);
});

test('nobody but an operator asks, and no parameter is taken', async () => {
  const [[, id] = []] = await objects();
  expect((await find(String(id), buyer)).status).toBe(403);
  expect((await operator.get(`/v1/admin/stripe/${id}?expand=customer`)).status).toBe(400);
});
