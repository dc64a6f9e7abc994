import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ReplayedView } from '../../shared/http/views.ts';
import { stripeInboxTries } from '../../shared/inbox-tries.ts';
import type { Correction } from '../../shared/storage/billing/drift.ts';
import { signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { deliverEvent } from '../support/app-webhook.ts';
import { faultKinds } from '../support/faulty-calls.ts';
import { paid, subscribed } from './buyers.ts';
import { asReply, newScene, type Scene, sweep, unavailable } from './sweep.ts';

vi.setConfig({ testTimeout: 240_000 });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

const customerOf = async ({ email }: Scene) => (await stripe.sdk.customers.list({ email })).data[0]!.id;

/** A buyer who has paid, and Stripe's event of the subscription that was made. */
async function bought(scene: Scene) {
  const buyer = await paid(scene);
  const customerId = await customerOf(scene);
  const events = await stripe.sdk.events.list({ type: 'customer.subscription.created', limit: 100 });
  const isTheirs = ({ data }: Stripe.Event) => (data.object as Stripe.Subscription).customer === customerId;
  return { buyer, customerId, event: events.data.find(isTheirs)! };
}
type Bought = Awaited<ReturnType<typeof bought>>;

async function expectAccess({ buyer, event }: Bought, { app }: Scene) {
  expect((await buyer.get('/v1/account')).body).toMatchObject({ entitlement: { access: 'full', plans: ['basic'] } });
  expect(await app.deps.events.find(event.id)).toMatchObject({ outcome: 'handled', error: null });
}

/** Posts the event as Stripe does, again if it was not answered with 2xx. Then the queue delivers it. */
async function deliverAndHandle({ event }: Bought, { app }: Scene) {
  const reply = await deliverEvent(app, event, { now: stripe.now() });
  if (reply.status !== 200) return reply;
  await app.deliverStripe();
  return app.stripeQueue.messages().length > 0 ? unavailable : asReply(200);
}

describe('no fault is swallowed', () => {
  test('webhook: what was answered with 2xx lies in the queue, once; anything else is a 503, and Stripe comes again', () =>
    sweep(stripe, {
      prepare: bought,
      act: ({ event }, { app }) => deliverEvent(app, event, { now: stripe.now() }),
      status: 200,
      done: async (ready, scene) => {
        expect(scene.app.stripeQueue.messages().map(({ id }) => id)).toEqual([ready.event.id]);
        await scene.app.drain();
        await expectAccess(ready, scene);
      },
    }));

  test('webhook to sync: wherever it is interrupted, Stripe or the queue comes again until access is right and on record', () =>
    sweep(stripe, { prepare: bought, act: deliverAndHandle, status: 200, done: expectAccess }));

  test('an event whose customer has to be asked for', () =>
    sweep(stripe, {
      prepare: async (scene) => {
        const ready = await bought(scene);
        const { id, customer, ...object } = ready.event.data.object as Stripe.Subscription;
        return { ...ready, event: { ...ready.event, data: { object: { ...object, customer: null, id } } } as never };
      },
      act: deliverAndHandle,
      status: 200,
      done: expectAccess,
    }));

  test('reconcile: a run that is interrupted fails, and the next corrects, tells the buyer, reports and queues the rest', () =>
    sweep(stripe, {
      prepare: missed,
      act: async (_, { app }) =>
        app.reconcile().then(
          () => asReply(200),
          () => unavailable,
        ),
      status: 200,
      done: async ({ id, messages }, { app }) => {
        const { corrections } = await app.deps.drift.list({ limit: 100 });
        expect(corrections.filter(isOfCancellation)).toMatchObject([{ accountId: id, cause: 'missed_event' }]);
        expect(app.counts.slice(1).filter(({ name }) => name === 'Drift').length).toBeGreaterThan(0);
        const queued = new Set(app.stripeQueue.messages().map((message) => message.id));
        expect(queued).toEqual(new Set(messages.map((message) => message.id)));
        await app.drain();
        for (const message of messages)
          expect(await app.deps.events.find(message.id)).toMatchObject({ outcome: 'handled' });
        expect(app.mails.filter(({ subject }) => subject.startsWith('Your Basic subscription ends on'))).toHaveLength(
          1,
        );
      },
    }));

  test('an event that fails at every try waits for Stripe if Stripe failed, and else is parked with an alarm until it is replayed', async () => {
    const names = await callsOfOneEvent();
    expect(names.length).toBeGreaterThan(5);
    for (const name of new Set(names)) for (const kind of faultKinds) await failAlways(name, kind);
  });
});

/** A cancellation of which Stripe could tell nobody: drift, with something to tell the buyer, and undelivered events. */
async function missed(scene: Scene) {
  const buyer = await subscribed(scene);
  const { id } = (await buyer.get<{ id: string }>('/v1/account')).body;
  scene.app.stripeQueue.rearrange(() => []);
  const customerId = await customerOf(scene);
  const endpoint = await stripe.sdk.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['*'] });
  const [subscription] = await stripe.gateway.listSubscriptions(customerId);
  await stripe.gateway.cancelAtPeriodEnd(subscription!.id, true);
  await stripe.simulator.settle();
  await stripe.sdk.webhookEndpoints.del(endpoint.id);
  const { listUndelivered } = scene.app.deps.stripe;
  const ofThisScene = async (cursor?: string) => {
    const page = await listUndelivered(cursor);
    return { ...page, messages: page.messages.filter((message) => message.customerId === customerId) };
  };
  Object.assign(scene.app.deps.stripe, { listUndelivered: ofThisScene });
  const { messages } = await stripe.gateway.listUndelivered();
  return { id, messages: messages.filter((message) => message.customerId === customerId) };
}

const isOfCancellation = ({ differences }: Correction) =>
  differences.some(({ field }) => field === 'cancelAtPeriodEnd');

async function callsOfOneEvent(): Promise<readonly string[]> {
  const scene = newScene(stripe, null);
  const ready = await bought(scene);
  await deliverEvent(scene.app, ready.event, { now: stripe.now() });
  scene.calls.reset();
  await scene.app.deliverStripe();
  return scene.calls.reset();
}

/** Handled all the same at a later try or by the schedule, or dead. Then it is parked, unless its record itself cannot be written. */
async function failAlways(name: string, kind: (typeof faultKinds)[number]) {
  const scene = newScene(stripe, `${kind} at ${name}, always`);
  const { app, calls, interrupted } = scene;
  const ready = await bought(scene);
  await deliverEvent(app, ready.event, { now: stripe.now() });
  for (let tries = 0; tries < stripeInboxTries; tries++) {
    calls.arm({ at: name, kind });
    await app.deliverStripe();
    calls.reset();
  }
  expect(app.stripeQueue.messages(), `${interrupted}: every try`).toEqual([]);
  await app.tryWaiting();
  const { dead } = app.stripeQueue;
  if (dead.length > 0) {
    expect(dead.map(({ id }) => id)).toEqual([ready.event.id]);
    const record = await app.deps.events.find(ready.event.id);
    if (!name.includes('EVENT')) expect(record, interrupted!).toMatchObject({ outcome: 'parked' });
    const operator = await signUp(app, 'operator@example.com');
    const { body } = await operator.send<ReplayedView>('POST', '/v1/admin/events/replay', { reason: 'Stripe is back' });
    expect(body.replayed).toBe(record?.outcome === 'parked' ? 1 : 0);
    if (body.replayed === 0) for (const message of dead) app.stripeQueue.put(message);
    await app.drain();
  }
  await expectAccess(ready, scene);
}
