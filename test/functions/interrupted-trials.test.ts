import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AccountView } from '../../shared/http/views.ts';
import { grantsKey } from '../../shared/storage/item-keys.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { checkOut } from './buyers.ts';
import { asReply, type Scene, sweep, unavailable } from './sweep.ts';
import { trialCatalog as catalog } from './trialists.ts';

vi.setConfig({ testTimeout: 120_000 });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

type Trialist = { readonly buyer: Person; readonly id: string; readonly customerId: string };

/** Somebody who has begun a trial of Basic with the usual card; nobody has heard of it. */
async function trialist(scene: Scene, email = scene.email): Promise<Trialist> {
  const buyer = await signUp(scene.app, email);
  const { body } = await checkOut(buyer, scene);
  await pay(body.url!);
  const { id } = (await buyer.get<AccountView>('/v1/account')).body;
  return { buyer, id, customerId: (await stripe.sdk.customers.list({ email })).data[0]!.id };
}

/** The event of the trial waits; and, unless it is the first, another account had a trial with the same card. */
async function waiting(scene: Scene, isFirst: boolean): Promise<Trialist> {
  if (!isFirst) {
    await trialist(scene, `first-${scene.email}`);
    await scene.app.reconcile();
  }
  const ready = await trialist(scene);
  const event = {
    id: `evt_${scene.email}`,
    type: 'customer.subscription.created',
    createdAt: stripe.now().toISOString(),
  };
  const unnamed = { livemode: false, apiVersion: null, objectId: null, via: null };
  scene.app.stripeQueue.put({ ...event, ...unnamed, customerId: ready.customerId }, { group: ready.customerId });
  return ready;
}

const handle = async ({ app }: Scene) => {
  await app.deliverStripe();
  return app.stripeQueue.messages().length > 0 ? unavailable : asReply(200);
};

async function expectNothingGranted({ items }: Scene, { id }: Trialist) {
  const grants = (await items()).filter(({ pk, sk }) => pk === grantsKey(id).pk && sk === 'GRANTS');
  expect(grants.flatMap((item) => item.grants)).toEqual([]);
}

const subscriptionsOf = async ({ customerId }: Trialist) =>
  (await stripe.sdk.subscriptions.list({ customer: customerId, status: 'all' })).data;
const chargesOf = async ({ customerId }: Trialist) => (await stripe.sdk.charges.list({ customer: customerId })).data;

/** Subjects of what the buyer was told, after Stripe was asked twice more. */
async function told({ app, email }: Scene) {
  for (const _ of [1, 2]) await app.reconcile();
  await app.drain();
  return app.mails.filter((mail) => mail.to === email && mail.subject.includes('trial')).map(({ subject }) => subject);
}

test('a trial with a card that had one ends without charge, gives nothing at any moment, and is told of once', () =>
  sweep(stripe, {
    catalog,
    prepare: (scene) => waiting(scene, false),
    act: async (loser, scene) => {
      const reply = await handle(scene);
      await expectNothingGranted(scene, loser);
      return reply;
    },
    status: 200,
    done: async (loser, scene) => {
      expect(await subscriptionsOf(loser)).toMatchObject([{ status: 'canceled' }]);
      expect(await told(scene)).toEqual(['Your Basic free trial didn’t start']);
      await expectNothingGranted(scene, loser);
      expect(await chargesOf(loser)).toEqual([]);
    },
  }));

test('a first trial stands, though the sync that claimed it died: its own claim is not another’s', () =>
  sweep(stripe, {
    catalog,
    prepare: (scene) => waiting(scene, true),
    act: (_, scene) => handle(scene),
    status: 200,
    done: async (winner, scene) => {
      expect(await told(scene)).toEqual([]);
      expect(await subscriptionsOf(winner)).toMatchObject([{ status: 'trialing' }]);
      expect((await winner.buyer.get('/v1/account')).body).toMatchObject({ entitlement: { access: 'full' } });
    },
  }));

test('the checkout that would begin a trial begins one, however often it is tried', () =>
  sweep(stripe, {
    catalog,
    prepare: ({ app, email }) => signUp(app, email),
    act: checkOut,
    status: 201,
    done: async (buyer, { app, handedOut }) => {
      expect((await pay(handedOut.at(-1)!)).status).toBe(303);
      await app.reconcile();
      const { subscriptions } = (await buyer.get<AccountView>('/v1/account')).body;
      expect(subscriptions.map(({ status }) => status)).toEqual(['trialing']);
    },
  }));

test('the checkout after a refused trial is one without, also before anybody has heard that it was refused', () =>
  sweep(stripe, {
    catalog,
    prepare: (scene) => waiting(scene, false),
    act: async ({ buyer }, scene) => {
      const reply = await checkOut(buyer, scene);
      return reply.status === 409 ? checkOut(buyer, scene) : reply;
    },
    status: 201,
    done: async (loser, { app, handedOut }) => {
      expect((await pay(handedOut.at(-1)!)).status).toBe(303);
      await app.reconcile();
      expect((await chargesOf(loser)).map(({ amount }) => amount)).toEqual([100_00]);
      expect((await loser.buyer.get('/v1/account')).body).toMatchObject({ entitlement: { access: 'full' } });
    },
  }));
