import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { type StripeGateway, StripeUnavailable } from '../../shared/stripe/gateway.ts';
import { assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { origin } from '../support/app-request.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

let people = 0;

/** An app that no webhook of Stripe's reaches. */
async function newBuyer(gateway: StripeGateway = stripe.gateway) {
  const app = assemble({ table: memoryTable(), stripe: gateway, now: stripe.now });
  return { app, buyer: await signUp(app, `returning-${++people}@buyer.example`) };
}

/** Pays on Stripe's page; the address that this leads back to. */
async function paidAt(buyer: Person, [path, body]: readonly [path: string, body: object]): Promise<URL> {
  const { url } = (await buyer.send<{ url: string }>('POST', path, body)).body;
  return new URL((await pay(url)).headers.get('location') ?? '');
}

const back = (buyer: Person, session: string | null) =>
  buyer.send<AccountView>('POST', '/v1/checkout/return', { session });

const basic = ['/v1/checkout', { price: 'basic_monthly' }] as const;

test.each([
  ['a plan', basic, { entitlement: { access: 'full', plans: ['basic'] } }],
  ['a badge', ['/v1/checkout', { price: 'verified_monthly' }] as const, { entitlement: { badges: ['verified'] } }],
  ['credit', ['/v1/credit/top-ups', { packs: 1 }] as const, { entitlement: { credit: expect.any(Number) } }],
])(
  'a buyer who comes back from paying for %s has it at once, though no webhook ever arrives',
  async (_, order, expected) => {
    const { buyer } = await newBuyer();
    const address = await paidAt(buyer, order);
    expect(`${address.origin}${address.pathname}`).toBe(`${origin}/app`);
    expect(address.searchParams.get('checkout')).toBe('success');
    const answer = await back(buyer, address.searchParams.get('session'));
    expect(answer).toMatchObject({ status: 200, body: expected });
    expect((await buyer.get<AccountView>('/v1/account')).body).toEqual(answer.body);
  },
);

test('a session that is not paid yet gives nothing, and one of somebody else, or of nobody, does not exist', async () => {
  const { app, buyer } = await newBuyer();
  const { url } = (await buyer.send<{ url: string }>('POST', ...basic)).body;
  const [open] = (await stripe.sdk.checkout.sessions.list({ limit: 1 })).data;
  expect(url).toBe(open?.url);
  expect(await back(buyer, open!.id)).toMatchObject({ status: 200, body: { entitlement: { access: 'none' } } });
  const other = await signUp(app, `returning-${++people}@buyer.example`);
  expect((await back(other, open!.id)).status).toBe(404);
  const session = (await paidAt(other, basic)).searchParams.get('session');
  expect((await back(buyer, session)).status).toBe(404);
  expect((await back(buyer, 'cs_of_nobody')).status).toBe(404);
});

test('a text that is no session id is refused without a call to Stripe', async () => {
  const asked: string[] = [];
  const readCheckout: StripeGateway['readCheckout'] = async (id) => {
    asked.push(id);
    return null;
  };
  const { buyer } = await newBuyer({ ...stripe.gateway, readCheckout });
  await paidAt(buyer, basic);
  for (const session of ['../customers', 'cs_1/line_items', 'sub_1'])
    expect((await back(buyer, session)).status).toBe(404);
  expect((await back(buyer, null)).status).toBe(400);
  expect(asked).toEqual([]);
});

test('an account may have Stripe asked sixty times an hour; then it waits', async () => {
  const { buyer } = await newBuyer();
  await paidAt(buyer, basic);
  for (let times = 0; times < 60; times++) expect((await back(buyer, 'cs_of_nobody')).status).toBe(404);
  expect(await back(buyer, 'cs_of_nobody')).toMatchObject({
    status: 429,
    headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
  });
});

test('while Stripe does not answer, the page is told to ask again, and nothing is taken for paid', async () => {
  const listSubscriptions = () => Promise.reject(new StripeUnavailable(new Error('away')));
  const { buyer } = await newBuyer({ ...stripe.gateway, listSubscriptions });
  const address = await paidAt(buyer, basic);
  expect(await back(buyer, address.searchParams.get('session'))).toMatchObject({
    status: 503,
    body: { code: 'stripe_unavailable' },
  });
});
