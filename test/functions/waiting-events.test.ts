import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StripeMessage } from '../../shared/domain/billing/stripe-message.ts';
import { stripeInboxTries } from '../../shared/inbox-tries.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { type StripeGateway, StripeUnavailable } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

const minutes = (count: number) => count * 60_000;

/** An app for which Stripe answers nobody, or not of some customers, while `isAway` says so; `asked` counts what it is asked. */
function newApp() {
  const state = { isAway: (_customer: string) => false, asked: 0, laterMs: 0 };
  const listSubscriptions: StripeGateway['listSubscriptions'] = async (customer) => {
    state.asked += 1;
    if (state.isAway(customer)) throw new StripeUnavailable(new Error('away'));
    return stripe.gateway.listSubscriptions(customer);
  };
  const now = () => new Date(stripe.now().getTime() + state.laterMs);
  const app = assemble({ table: memoryTable(), stripe: { ...stripe.gateway, listSubscriptions }, now });
  return { app, state };
}

let people = 0;

/** Buyers who have paid, and the messages of the events that say so, which lie in the queue. */
async function allPaid(app: App, count: number) {
  const buyers = [];
  for (let n = 0; n < count; n++) buyers.push(await buyer(app));
  for (const { message, customerId } of buyers) app.stripeQueue.put(message, { group: customerId });
  return buyers;
}

const paid = async (app: App) => (await allPaid(app, 1))[0]!;

async function buyer(app: App) {
  const person = await signUp(app, `waiting-${++people}@buyer.example`);
  await pay((await person.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body.url);
  const { id } = (await person.get<{ id: string }>('/v1/account')).body;
  const customerId = (await app.deps.accounts.find(id))?.stripeCustomerId ?? '';
  return { person, customerId, message: created(`evt_${people}`, customerId) };
}

const created = (id: string, customerId: string): StripeMessage => ({
  id,
  type: 'customer.subscription.created',
  createdAt: stripe.now().toISOString(),
  livemode: false,
  apiVersion: null,
  objectId: null,
  customerId,
  via: null,
});

type Buyer = Awaited<ReturnType<typeof buyer>>;
const accessOf = async ({ person }: Buyer) =>
  (await person.get<{ entitlement: { access: string } }>('/v1/account')).body.entitlement.access;

/** The note for the service status: since when an event waits for Stripe's answer. */
const waitsSince = async (app: App) => (await app.deps.pulses.read()).billing?.oldestAt;

/** Every try that the queue makes. */
async function exhaust(app: App) {
  for (let tries = 0; tries < stripeInboxTries; tries++) await app.deliverStripe();
  expect(app.stripeQueue.messages()).toEqual([]);
}

test('a buyer who paid while Stripe was away has access at the first minute at which it answers, with no operator and no nightly job', async () => {
  const { app, state } = newApp();
  const waiting = await paid(app);
  state.isAway = () => true;
  await exhaust(app);
  expect(app.stripeQueue.dead).toEqual([]);
  expect(await app.deps.events.find(waiting.message.id)).toMatchObject({
    outcome: 'parked',
    error: expect.stringContaining('It is retried every minute.'),
  });
  expect(await app.tryWaiting()).toEqual({ handled: 0, parked: 0, left: 1 });
  expect(await waitsSince(app)).toBe((await app.deps.waitingEvents.list({ limit: 1 })).events[0]?.since);
  expect(await accessOf(waiting)).toBe('none');
  state.isAway = () => false;
  expect(await app.tryWaiting()).toEqual({ handled: 1, parked: 0, left: 0 });
  expect(await waitsSince(app)).toBeNull();
  expect(await accessOf(waiting)).toBe('full');
  expect(await app.deps.events.find(waiting.message.id)).toMatchObject({ outcome: 'handled', error: null });
  expect(await app.tryWaiting()).toEqual({ handled: 0, parked: 0, left: 0 });
});

test('nobody waits for the queue’s next try, which comes minutes later: after the first the schedule has the event too', async () => {
  const { app, state } = newApp();
  const waiting = await paid(app);
  state.isAway = () => true;
  await app.deliverStripe();
  state.isAway = () => false;
  expect(await app.tryWaiting()).toMatchObject({ handled: 1 });
  expect(await accessOf(waiting)).toBe('full');
});

test('an event that the queue’s next try handles waits no more', async () => {
  const { app, state } = newApp();
  await paid(app);
  state.isAway = () => true;
  await app.deliverStripe();
  state.isAway = () => false;
  await app.deliverStripe();
  expect((await app.deps.waitingEvents.list({ limit: 10 })).events).toEqual([]);
});

test('one customer of whom Stripe does not answer keeps none of the others waiting', async () => {
  const { app, state } = newApp();
  const buyers = await allPaid(app, 6);
  state.isAway = () => true;
  await exhaust(app);
  const unanswered = buyers[0]!.customerId;
  state.isAway = (customer) => customer === unanswered;
  expect(await app.tryWaiting()).toEqual({ handled: 5, parked: 0, left: 1 });
  for (const other of buyers.slice(1)) expect(await accessOf(other)).toBe('full');
});

test('while Stripe is away a batch of events, and a minute of the schedule, ask it a few times and no more', async () => {
  const { app, state } = newApp();
  await allPaid(app, 10);
  state.isAway = () => true;
  state.asked = 0;
  await app.deliverStripe();
  expect(state.asked).toBe(1);
  state.asked = 0;
  expect(await app.tryWaiting()).toEqual({ handled: 0, parked: 0, left: 10 });
  expect(state.asked).toBeLessThan(10);
});

test('that events wait for ten minutes fails the schedule’s run, so that its alarm tells; before that nobody is woken', async () => {
  const { app, state } = newApp();
  await paid(app);
  state.isAway = () => true;
  await exhaust(app);
  state.laterMs = minutes(10);
  expect(await app.tryWaiting()).toMatchObject({ left: 1 });
  state.laterMs = minutes(10) + 1;
  await expect(app.tryWaiting()).rejects.toThrow('1 events wait for Stripe to answer');
});

test('a waiting event that fails for another reason than Stripe’s silence is parked for an operator, and waits no more', async () => {
  const { app, state } = newApp();
  const { message } = await paid(app);
  state.isAway = () => true;
  await exhaust(app);
  state.isAway = () => {
    throw new Error('a subscription that nobody can read');
  };
  await expect(app.tryWaiting()).rejects.toThrow('1 events that waited for Stripe could not be handled');
  expect(await app.deps.events.find(message.id)).toMatchObject({
    outcome: 'parked',
    error: 'a subscription that nobody can read',
  });
  expect(await app.tryWaiting()).toEqual({ handled: 0, parked: 0, left: 0 });
});

test('events that the end of the run’s time cuts off go on waiting', async () => {
  const { app, state } = newApp();
  await paid(app);
  state.isAway = () => true;
  await exhaust(app);
  state.isAway = () => false;
  expect(await app.tryWaiting({ getRemainingTimeInMillis: () => 9_000 })).toEqual({ handled: 0, parked: 0, left: 1 });
  expect(await app.tryWaiting()).toMatchObject({ handled: 1 });
});
