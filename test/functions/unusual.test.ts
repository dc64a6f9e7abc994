/** Changes at Stripe, or in the queue, behind the back of a request. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditView, Listing, UsageView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { assemble } from '../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
import { ownSubscriptions, pay, pushCatalog, start, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { faultyCalls } from '../support/faulty-calls.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

let people = 0;
async function buyerOf({ now = stripe.now, calls = faultyCalls() } = {}) {
  const app = assemble({ table: memoryTable(), stripe: stripe.gateway, now, calls });
  Object.assign(app.deps.stripe, { listAll: ownSubscriptions(stripe, app.deps.accounts) });
  const buyer = await signUp(app, `unusual-${++people}@buyer.example`);
  await pay((await checkOut(buyer)).body.url);
  await app.reconcile();
  const customerId = (await stripe.sdk.customers.list({ email: buyer.email })).data[0]!.id;
  const { id } = (await stripe.gateway.listSubscriptions(customerId))[0]!;
  return { app, buyer, customerId, id };
}
const checkOut = (buyer: Person, price = 'basic_monthly') =>
  buyer.send<{ url: string }>('POST', '/v1/checkout', { price });

test('a subscription that has ended at Stripe unheard is not cancelled once more: the buyer is told, and sees it', async () => {
  const { buyer, id } = await buyerOf();
  await stripe.sdk.subscriptions.cancel(id);
  const cancelled = await buyer.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'period_end' });
  expect(cancelled).toMatchObject({
    status: 409,
    body: { code: 'conflict', detail: expect.stringContaining('ended') },
  });
  expect((await buyer.get('/v1/account')).body).toMatchObject({
    subscriptions: [{ id, status: 'canceled' }],
    entitlement: { access: 'none' },
  });
  const actions = (await buyer.get<Listing<AuditView>>('/v1/events')).body.data.map(({ action }) => action);
  expect(actions.filter((action) => action.startsWith('subscription.'))).toEqual(['subscription.cancelled.period_end']);
});

test('a cancellation succeeds for a subscription that has ended at Stripe without our knowledge', async () => {
  const { buyer, id } = await buyerOf();
  await stripe.sdk.subscriptions.cancel(id);
  const cancelled = await buyer.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'now' });
  expect(cancelled).toMatchObject({ status: 200, body: { status: 'canceled' } });
});

test('a customer who was deleted at Stripe is told whom to ask, and is not our failure', async () => {
  const { buyer, customerId } = await buyerOf();
  await stripe.sdk.customers.del(customerId);
  expect(await checkOut(buyer, 'pro_monthly')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect(await buyer.send('POST', '/v1/billing-portal', {})).toMatchObject({ status: 409, body: { code: 'conflict' } });
});

test('a plan that ended is bought again', async () => {
  const { app, buyer, id } = await buyerOf();
  await buyer.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'now' });
  const again = await checkOut(buyer);
  expect(again.status).toBe(201);
  expect((await pay(again.body.url)).status).toBe(303);
  await app.reconcile();
  expect((await buyer.get('/v1/account')).body).toMatchObject({ entitlement: { access: 'full', plans: ['basic'] } });
});

test('past the end of a period without news, reads go on in the next one and one sync is requested, even with the queue down', async () => {
  let now = start;
  const calls = faultyCalls();
  const { app, buyer, id } = await buyerOf({ now: () => now, calls });
  await acceptLicences(buyer);
  const { secret } = await newKey(buyer);
  const { periodEnd } = (await buyer.get<UsageView>('/v1/usage')).body;
  const read = () => app.request('GET', '/data/posts?limit=5', { headers: { authorization: `Bearer ${secret}` } });
  await read();
  now = new Date(Date.parse(periodEnd!) + 1000);
  calls.arm({ at: 1, kind: 'before' });
  expect(await read()).toMatchObject({ status: 200, headers: { 'tollgate-remaining': '9995' } });
  expect(calls.reset()).toEqual(['queue stripe']);
  expect(app.stripeQueue.messages()).toEqual([]);
  for (let i = 0; i < 3; i++) expect((await read()).status).toBe(200);
  expect(app.stripeQueue.messages()).toMatchObject([
    { type: 'tollgate.period_passed', via: { kind: 'subscription', id } },
  ]);
  await app.drain();
  expect(await app.deps.events.find(`${id}_${Date.parse(periodEnd!) / 1000}`)).toMatchObject({ outcome: 'handled' });
});
