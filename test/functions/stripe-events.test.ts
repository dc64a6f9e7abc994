import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StripeMessage } from '../../shared/domain/billing/stripe-message.ts';
import { stripeInboxTries } from '../../shared/inbox-tries.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { type App, assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { deliverEvent } from '../support/app-webhook.ts';
import { faultyCalls } from '../support/faulty-calls.ts';
import { faultyStripe } from '../support/faulty-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

const newApp = (calls = faultyCalls()) =>
  assemble({
    table: memoryTable(),
    stripe: faultyStripe(stripe.gateway, calls),
    now: stripe.now,
    calls,
  });

/** A buyer who bought, cancelled, resumed and cancelled at once; and Stripe's events of that, none delivered yet. */
async function story(app: App, email: string) {
  const buyer = await signUp(app, email);
  await pay((await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body.url);
  const customerId = (await stripe.sdk.customers.list({ email })).data[0]!.id;
  const [{ id } = { id: '' }] = await stripe.gateway.listSubscriptions(customerId);
  await stripe.gateway.cancelAtPeriodEnd(id, true);
  await stripe.gateway.cancelAtPeriodEnd(id, false);
  const events = (await stripe.sdk.events.list({ limit: 100 })).data.filter(({ data }) =>
    JSON.stringify(data).includes(customerId),
  );
  return { buyer, customerId, id, events };
}

const deliver = (app: App, event: Stripe.Event) => deliverEvent(app, event, { now: stripe.now() });

const message = (over: Partial<StripeMessage>): StripeMessage => ({
  id: 'evt_made',
  type: 'customer.subscription.updated',
  createdAt: stripe.now().toISOString(),
  livemode: false,
  apiVersion: null,
  objectId: null,
  customerId: null,
  via: null,
  ...over,
});

test('duplicated, reordered, lost or stale, the events of a story end in what Stripe says', async () => {
  let people = 0;
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), async (draws) => {
      const draw = () => draws.next().value as number;
      const app = newApp();
      const { buyer, customerId, events } = await story(app, `storm-${++people}@buyer.example`);
      const some = events.flatMap((event) => (draw() < 0.2 ? [] : draw() < 0.4 ? [event, event] : [event]));
      const order = some.map((event) => ({ event, at: draw() })).toSorted((a, b) => a.at - b.at);
      const last = events.find(({ type }) => type === 'customer.subscription.updated')!;
      for (const { event } of [...order, { event: last }]) {
        expect((await deliver(app, event)).status).toBe(200);
        if (draw() < 0.5) await app.deliverStripe();
      }
      await app.drain();
      const [subscription] = await stripe.gateway.listSubscriptions(customerId);
      expect(subscription).toMatchObject({ status: 'active', cancelAtPeriodEnd: false });
      expect((await buyer.get('/v1/account')).body).toMatchObject({
        subscriptions: [{ id: subscription!.id, status: 'active', cancelAtPeriodEnd: false }],
        entitlement: { access: 'full', plans: ['basic'] },
      });
    }),
    { numRuns: 15, seed: 20261124 },
  );
}, 60_000);

test('an event that arrives after the subscription has ended does not bring it back', async () => {
  const app = newApp();
  const { buyer, id, events } = await story(app, 'stale@buyer.example');
  await stripe.gateway.cancelNow(id);
  for (const event of events.filter(({ type }) => type.startsWith('customer.subscription'))) await deliver(app, event);
  await app.drain();
  expect((await buyer.get('/v1/account')).body).toMatchObject({ entitlement: { access: 'none', plans: [] } });
});

test('an event of an unknown type, of an unknown customer, or of nobody is noted as ignored', async () => {
  const app = newApp();
  app.stripeQueue.put(message({ id: 'evt_type', type: 'price.created', customerId: 'cus_1' }));
  app.stripeQueue.put(message({ id: 'evt_customer', customerId: 'cus_unknown' }));
  app.stripeQueue.put(message({ id: 'evt_nobody' }));
  app.stripeQueue.put(message({ id: 'evt_via', via: { kind: 'charge', id: 'ch_unknown' } }));
  await app.drain();
  for (const id of ['evt_type', 'evt_customer', 'evt_nobody', 'evt_via'])
    expect(await app.deps.events.find(id)).toMatchObject({ outcome: 'ignored', error: null, attempts: 1 });
});

test('an event that names no customer finds it through its subscription', async () => {
  const app = newApp();
  const { buyer, id } = await story(app, 'via@buyer.example');
  app.stripeQueue.put(message({ via: { kind: 'subscription', id } }));
  await app.drain();
  expect((await buyer.get('/v1/account')).body).toMatchObject({ entitlement: { access: 'full' } });
});

test('a failure is noted with its reason, goes back to the queue, and the next try handles the event', async () => {
  const calls = faultyCalls();
  const app = newApp(calls);
  const { customerId } = await story(app, 'failing@buyer.example');
  app.stripeQueue.put(message({ id: 'evt_fails', customerId }));
  calls.arm({ at: 1, kind: 'before' });
  await app.deliverStripe();
  expect(calls.reset()).toContain('stripe listSubscriptions');
  expect(app.stripeQueue.messages()).toMatchObject([{ id: 'evt_fails' }]);
  const failed = await app.deps.events.find('evt_fails');
  expect(failed).toMatchObject({ outcome: 'failed', attempts: 1, error: expect.stringContaining('is not responding') });
  await app.drain();
  expect(await app.deps.events.find('evt_fails')).toMatchObject({ outcome: 'handled', attempts: 2, error: null });
});

test.each([
  ['failed', 1],
  ['parked', stripeInboxTries],
] as const)('an event that was handled stays on record as handled when a repetition of it is %s', async (_, tries) => {
  const calls = faultyCalls();
  const app = newApp(calls);
  const { customerId } = await story(app, `repeated-${tries}@buyer.example`);
  app.stripeQueue.put(message({ id: 'evt_twice', customerId }));
  await app.drain();
  app.stripeQueue.put(message({ id: 'evt_twice', customerId }));
  const { listSubscriptions } = app.deps.stripe;
  Object.assign(app.deps.stripe, { listSubscriptions: () => Promise.reject(new Error('Stripe is down')) });
  for (let i = 0; i < tries; i++) await app.deliverStripe();
  expect([app.stripeQueue.messages().length, app.stripeQueue.dead.length]).toEqual(
    tries === stripeInboxTries ? [0, 1] : [1, 0],
  );
  const record = { outcome: 'handled', error: null };
  expect(await app.deps.events.find('evt_twice')).toMatchObject({ ...record, attempts: 1 + tries });
  Object.assign(app.deps.stripe, { listSubscriptions });
});

test('the operator replays an event: it is handled once more under another deduplication id', async () => {
  const app = newApp();
  const { events } = await story(app, 'replay@buyer.example');
  const event = events.find(({ type }) => type === 'customer.subscription.created')!;
  await deliver(app, event);
  await app.drain();
  const operator = await signUp(app, 'operator@example.com');
  for (let i = 0; i < 2; i++)
    expect((await operator.send('POST', `/v1/admin/events/${event.id}/replay`, { reason: 'lost' })).status).toBe(202);
  expect(app.stripeQueue.messages()).toHaveLength(2);
  await app.drain();
  expect(await app.deps.events.find(event.id)).toMatchObject({ outcome: 'handled', attempts: 3 });
});

test('reconcile corrects what no event told, and one account that cannot be compared keeps no other from it', async () => {
  const app = newApp();
  const { buyer } = await story(app, 'unheard@buyer.example');
  const broken = await signUp(app, 'broken@buyer.example');
  const { id } = (await broken.get<{ id: string }>('/v1/account')).body;
  await app.deps.accounts.setCustomer(id, 'cus_broken');
  const list = app.deps.stripe.listSubscriptions;
  Object.assign(app.deps.stripe, {
    listSubscriptions: (customer: string) =>
      customer === 'cus_broken' ? Promise.reject(new Error('recurs by the moon')) : list(customer),
  });
  await expect(app.reconcile()).rejects.toThrow('1 accounts could not be compared');
  expect((await buyer.get('/v1/account')).body).toMatchObject({ entitlement: { access: 'full' } });
});
