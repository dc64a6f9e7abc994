import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CorrectionView, Listing } from '../../shared/http/views.ts';
import { billingKey, grantsKey } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { faultyCalls } from '../support/faulty-calls.ts';
import { faultyStripe } from '../support/faulty-stripe.ts';
import { faultyTable } from '../support/faulty-table.ts';
import { founded } from '../support/founded.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

function newWorld() {
  const table = memoryTable();
  const calls = faultyCalls();
  const app = assemble({
    table: faultyTable(table, calls),
    stripe: faultyStripe(stripe.gateway, calls),
    now: stripe.now,
    calls,
  });
  return { table, calls, app };
}

let people = 0;

/** A buyer who has paid; nothing of it has been heard here. */
async function buyer(app: App, price = 'basic_monthly') {
  const person = await signUp(app, `reconciled-${++people}@buyer.example`);
  await pay((await person.send<{ url: string }>('POST', '/v1/checkout', { price })).body.url);
  const { id } = (await person.get<{ id: string }>('/v1/account')).body;
  const customerId = (await app.deps.accounts.find(id))!.stripeCustomerId!;
  return { id, customerId };
}

const stateOf = async ({ deps }: App, id: string) => ({
  subscriptions: (await deps.billing.read(id)).subscriptions,
  grants: (await deps.access.read(id)).grants,
});

async function corrections(app: App): Promise<CorrectionView[]> {
  const operator = await signUp(app, 'operator@example.com');
  return (await operator.get<Listing<CorrectionView>>('/v1/admin/drift?limit=100')).body.data;
}

test('whichever billing items and grants are deleted, one run restores them all, names each, and the next finds nothing', async () => {
  const { app, table } = newWorld();
  const prices = ['basic_monthly', 'pro_monthly', 'verified_monthly'];
  const accounts: { readonly id: string }[] = [];
  for (const price of prices) accounts.push(await buyer(app, price));
  await app.reconcile();
  const whole = await Promise.all(accounts.map(({ id }) => stateOf(app, id)));
  expect(whole.map(({ grants }) => grants.length)).toEqual([1, 1, 1]);
  const gone = fc.array(fc.record({ billing: fc.boolean(), grants: fc.boolean() }), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(gone, async (deleted) => {
      for (const [i, { billing, grants }] of deleted.entries()) {
        if (billing) await table.delete(billingKey(accounts[i]!.id));
        if (grants) await table.delete(grantsKey(accounts[i]!.id));
      }
      await app.chainTrail();
      const lost = accounts.filter((_, i) => deleted[i]!.billing || deleted[i]!.grants);
      const report = await app.reconcile();
      expect(await Promise.all(accounts.map(({ id }) => stateOf(app, id)))).toEqual(whole);
      expect(report).toMatchObject({ checked: 3, corrected: lost.length, undelivered: 0 });
      const named = report.corrections.toSorted((a, b) => a.accountId.localeCompare(b.accountId));
      const expected = lost.map(({ id }) => ({ accountId: id, cause: 'deleted_item' }));
      expect(named).toEqual(expected.toSorted((a, b) => a.accountId.localeCompare(b.accountId)));
      expect(await app.reconcile()).toMatchObject({ checked: 3, corrected: 0, corrections: [] });
    }),
    { numRuns: 40, seed: 20261124, examples: [[Array(3).fill({ billing: true, grants: true })]] },
  );
});

test('a correction says field by field what was stored and what Stripe says, and counts as drift', async () => {
  const { app } = newWorld();
  const { id, customerId } = await buyer(app);
  await app.reconcile();
  const counted = app.counts.length;
  const [subscription] = await stripe.gateway.listSubscriptions(customerId);
  await stripe.gateway.cancelAtPeriodEnd(subscription!.id, true);
  const report = await app.reconcile();
  expect(report.corrections).toEqual([{ accountId: id, cause: 'changed_without_event' }]);
  expect(app.counts.slice(counted)).toEqual([{ name: 'Drift', value: 1 }]);
  const latest = (await corrections(app)).find(
    ({ accountId, differences }) => accountId === id && differences.some(({ field }) => field === 'cancelAtPeriodEnd'),
  );
  expect(latest).toMatchObject({
    customerId,
    organization: 'Test Ltd',
    cause: 'changed_without_event',
    accessChanged: true,
  });
  const end = subscription!.items[0]!.periodEnd;
  expect(latest!.differences).toEqual(
    expect.arrayContaining([
      { of: 'subscription', id: subscription!.id, field: 'cancelAtPeriodEnd', before: 'false', after: 'true' },
      expect.objectContaining({ of: 'grant', field: 'graceUntil', after: JSON.stringify(end) }),
    ]),
  );
});

test('where only what the same subscriptions grant differs, the catalogue is the cause', async () => {
  const { app, table } = newWorld();
  const { id } = await buyer(app);
  await app.reconcile();
  const [grant] = (await app.deps.access.read(id)).grants;
  const old = { ...grant!, graceUntil: grant!.fullUntil };
  await table.update(grantsKey(id), { set: { grants: [old] } });
  expect((await app.reconcile()).corrections).toEqual([{ accountId: id, cause: 'catalogue_changed' }]);
  expect((await app.deps.access.read(id)).grants).toEqual([grant]);
});

/** Runs `story` while Stripe's webhooks reach nobody; its events stay listed as undelivered. */
async function undelivered<T>(story: () => Promise<T>): Promise<T> {
  const endpoint = await stripe.sdk.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['*'] });
  const told = await story();
  await stripe.simulator.settle();
  await stripe.sdk.webhookEndpoints.del(endpoint.id);
  return told;
}

test('events that Stripe could not deliver are fetched and handled once, and are the cause of the drift', async () => {
  const { app } = newWorld();
  const { id, customerId } = await undelivered(() => buyer(app));
  const queuedWhileComparing: number[] = [];
  const { listSubscriptions } = app.deps.stripe;
  Object.assign(app.deps.stripe, {
    listSubscriptions: (customer: string) => {
      queuedWhileComparing.push(app.stripeQueue.messages().length);
      return listSubscriptions(customer);
    },
  });
  const report = await app.reconcile();
  expect(report.corrections).toEqual([{ accountId: id, cause: 'missed_event' }]);
  expect(report.undelivered).toBeGreaterThan(3);
  expect(queuedWhileComparing).toEqual([0]);
  const queued = app.stripeQueue.messages();
  expect(queued).toHaveLength(report.undelivered);
  expect(queued.filter((message) => message.customerId === customerId).length).toBeGreaterThan(0);
  await app.drain();
  for (const message of queued) expect(await app.deps.events.find(message.id)).toMatchObject({ attempts: 1 });
  expect(await app.reconcile()).toMatchObject({ undelivered: 0, corrected: 0 });
  expect(app.stripeQueue.messages()).toEqual([]);
});

test('an undelivered event that names no customer is the cause of the drift of the one behind its charge', async () => {
  const { app } = newWorld();
  const { id, customerId } = await buyer(app);
  const message = { id: 'evt_dispute', type: 'charge.dispute.created', createdAt: stripe.now().toISOString() };
  const via = { kind: 'charge', id: 'ch_1' } as const;
  const ofCharge = { ...message, livemode: false, apiVersion: null, objectId: 'dp_1', customerId: null, via };
  const ofNobody = { ...ofCharge, id: 'evt_nobody', via: { kind: 'charge', id: 'ch_2' } as const };
  Object.assign(app.deps.stripe, {
    listUndelivered: async () => ({ messages: [ofNobody, ofCharge] }),
    async customerOf({ id: charge }: { readonly id: string }) {
      if (charge === 'ch_1') return customerId;
      throw new Error('a charge that nobody can read');
    },
  });
  const report = await app.reconcile();
  expect(report).toMatchObject({ undelivered: 2, corrections: [{ accountId: id, cause: 'missed_event' }] });
  expect(app.stripeQueue.messages().map((queued) => queued.id)).toEqual(['evt_nobody', 'evt_dispute']);
});

test('an event that was parked is the cause of its customer’s drift', async () => {
  const { app } = newWorld();
  const { id, customerId } = await buyer(app);
  const message = { id: 'evt_parked', type: 'customer.subscription.created', createdAt: stripe.now().toISOString() };
  const rest = { livemode: false, apiVersion: null, objectId: null, customerId, via: null };
  const note = { outcome: 'parked', error: 'no', apiVersionDiffers: false, at: stripe.now() } as const;
  await app.deps.events.end({ ...message, ...rest }, note);
  expect((await app.reconcile()).corrections).toEqual([{ accountId: id, cause: 'missed_event' }]);
});

/** 150 accounts without anything bought, newest first in the list, and one that has bought, the oldest. */
async function crowd(world = newWorld(), buys = () => buyer(world.app)) {
  const { id } = await buys();
  const createdAt = new Date(stripe.now().getTime() + 1_000).toISOString();
  for (let i = 0; i < 150; i++)
    await founded(world.app.deps, {
      id: `crowd-${i}`,
      email: `crowd-${i}@buyer.example`,
      organization: 'Crowd',
      language: 'en',
      createdAt,
      stripeCustomerId: 'cus_of_nobody',
    });
  let asked = 0;
  const { listSubscriptions } = world.app.deps.stripe;
  Object.assign(world.app.deps.stripe, {
    listTopUps: async () => [],
    listSubscriptions: async (customer: string) => {
      asked += 1;
      return customer === 'cus_of_nobody' ? [] : listSubscriptions(customer);
    },
  });
  return { ...world, id, asked: () => asked };
}

test('an account for which alone Stripe never answers keeps the run from nobody, and is told as failed', async () => {
  const { app, id, asked } = await crowd();
  const { listSubscriptions } = app.deps.stripe;
  let calls = 0;
  Object.assign(app.deps.stripe, {
    async listSubscriptions(customer: string) {
      calls += 1;
      if (calls === 5) throw new StripeUnavailable(new Error('500'));
      return listSubscriptions(customer);
    },
  });
  await expect(app.reconcile()).rejects.toThrow('1 accounts could not be compared with Stripe');
  expect(asked()).toBe(150);
  expect((await corrections(app)).map(({ accountId }) => accountId)).toContain(id);
});

test('a run that comes near its time limit is gone on with by the next, which does not compare again what was done', async () => {
  const { app, id, asked } = await crowd();
  const limit = { getRemainingTimeInMillis: () => (asked() < 120 ? 900_000 : 10_000) };
  await expect(app.reconcile(limit)).rejects.toThrow(/Near the time limit after 1[12]\d accounts/);
  const first = asked();
  expect(first).toBeGreaterThanOrEqual(120);
  expect(first).toBeLessThan(130);
  expect(await app.reconcile()).toMatchObject({ checked: 151, corrected: 1, corrections: [{ accountId: id }] });
  expect(asked()).toBe(151);
  const { checked, corrected } = await app.reconcile();
  expect(checked, 'those who never bought have a turn once a week').toBeLessThan(60);
  expect(corrected).toBe(0);
});

test('ten accounts are compared at a time, and no more', async () => {
  const { app } = await crowd();
  const { listSubscriptions } = app.deps.stripe;
  const atOnce: number[] = [];
  let underway = 0;
  Object.assign(app.deps.stripe, {
    async listSubscriptions(customer: string) {
      atOnce.push(++underway);
      for (let turns = 0; turns < 10; turns++) await setImmediate();
      underway -= 1;
      return listSubscriptions(customer);
    },
  });
  expect(await app.reconcile()).toMatchObject({ checked: 151 });
  expect(Math.max(...atOnce)).toBe(10);
});

test('an outage ends the run after the accounts at hand: no other is begun, and none is left underway', async () => {
  const { app } = await crowd();
  let [begun, ended] = [0, 0];
  Object.assign(app.deps.stripe, {
    async listSubscriptions() {
      const mine = ++begun;
      for (let turns = 0; turns < 10; turns++) await setImmediate();
      ended += 1;
      if (mine >= 3) throw new StripeUnavailable(new Error('out'));
      return [];
    },
  });
  await expect(app.reconcile()).rejects.toThrow(StripeUnavailable);
  expect(begun).toBeLessThanOrEqual(14);
  expect(ended).toBe(begun);
});

test('a run that an outage ends again and again goes on each time behind the accounts that are done, and comes to its end', async () => {
  const { app, id, asked } = await crowd();
  const { listSubscriptions } = app.deps.stripe;
  let calls = 0;
  let isOut = false;
  Object.assign(app.deps.stripe, {
    async listSubscriptions(customer: string) {
      isOut ||= ++calls % 40 === 0;
      if (isOut) throw new StripeUnavailable(new Error('out'));
      return listSubscriptions(customer);
    },
  });
  for (let night = 1; night <= 3; night++) {
    await expect(app.reconcile()).rejects.toThrow(StripeUnavailable);
    isOut = false;
  }
  expect(await app.reconcile()).toMatchObject({ checked: 151, corrected: 1, corrections: [{ accountId: id }] });
  expect(asked()).toBe(151);
});

test('undelivered events wait for the end of their run, so that a run that is gone on with knows them as the cause still', async () => {
  const world = newWorld();
  const { app, id, asked } = await crowd(world, () => undelivered(() => buyer(world.app)));
  const limit = { getRemainingTimeInMillis: () => (asked() < 120 ? 900_000 : 10_000) };
  await expect(app.reconcile(limit)).rejects.toThrow(/Near the time limit after 1[12]\d accounts/);
  expect(app.stripeQueue.messages()).toEqual([]);
  const report = await app.reconcile();
  expect(report.corrections).toEqual([{ accountId: id, cause: 'missed_event' }]);
  expect(app.stripeQueue.messages()).toHaveLength(report.undelivered);
});

test('a run that dies while it queues what was undelivered is gone on with there: nobody is compared again', async () => {
  const world = newWorld();
  const { app, calls, asked } = await crowd(world, () => undelivered(() => buyer(world.app)));
  const { send } = app.deps.stripeQueue;
  let sent = 0;
  Object.assign(app.deps.stripeQueue, {
    send: (...message: Parameters<typeof send>) => {
      sent += 1;
      if (sent === 3) calls.arm({ at: 1, kind: 'kill-before' });
      return send(...message);
    },
  });
  await expect(app.reconcile()).rejects.toThrow();
  calls.reset();
  expect([asked(), app.stripeQueue.messages().length]).toEqual([151, 2]);
  const report = await app.reconcile();
  expect(report).toMatchObject({ checked: 151, corrected: 1 });
  expect(asked()).toBe(151);
  expect(app.stripeQueue.messages()).toHaveLength(report.undelivered);
});

test('one run restores all of 260 customers whose billing items were deleted, over all its pages', async () => {
  const { app, table } = newWorld();
  const { id, customerId } = await buyer(app);
  const [subscription] = await stripe.gateway.listSubscriptions(customerId);
  const ids = [id];
  for (let i = 1; i < 260; i++) {
    const language = 'en' as const;
    const many = { id: `many-${i}`, email: `many-${i}@buyer.example`, organization: 'Many', language };
    await founded(app.deps, { ...many, createdAt: stripe.now().toISOString(), stripeCustomerId: null });
    await app.deps.accounts.setCustomer(many.id, `cus_many_${i}`);
    ids.push(many.id);
  }
  const { listSubscriptions } = app.deps.stripe;
  Object.assign(app.deps.stripe, {
    listTopUps: async () => [],
    listSubscriptions: async (customer: string) => {
      const [, i] = /^cus_many_(\d+)$/.exec(customer) ?? [];
      return i === undefined ? listSubscriptions(customer) : [{ ...subscription!, id: `sub_many_${i}` }];
    },
  });
  await app.reconcile();
  const whole = await Promise.all(ids.map((each) => stateOf(app, each)));
  expect(new Set(whole.map(({ grants }) => grants[0]!.subscriptionId)).size).toBe(260);
  for (const each of ids) {
    await table.delete(billingKey(each));
    await table.delete(grantsKey(each));
  }
  await app.chainTrail();
  expect(await app.reconcile()).toMatchObject({ checked: 260, corrected: 260 });
  expect(await Promise.all(ids.map((each) => stateOf(app, each)))).toEqual(whole);
  const told = await app.deps.drift.list({ limit: 1_000 });
  const restored = told.corrections.filter(({ cause }) => cause === 'deleted_item');
  expect(restored.map(({ accountId }) => accountId).toSorted()).toEqual(ids.toSorted());
  expect(await app.reconcile()).toMatchObject({ checked: 260, corrected: 0 });
});

test('a run that is killed anywhere, or meets an outage, leaves nothing wrong that the next does not correct', async () => {
  for (const kind of ['before', 'after', 'kill-before', 'kill-after'] as const)
    for (let at = 1; at <= 12; at++) {
      const { app, calls } = newWorld();
      const { id, customerId } = await buyer(app);
      calls.arm({ at, kind });
      const interrupted = await app.reconcile().then(
        () => false,
        () => true,
      );
      calls.reset();
      if (interrupted) await app.reconcile();
      const told = await corrections(app);
      expect((await stateOf(app, id)).subscriptions, `${kind} at ${at}`).toEqual(
        await stripe.gateway.listSubscriptions(customerId),
      );
      expect(
        told.map(({ accountId }) => accountId),
        `${kind} at ${at}`,
      ).toEqual([id]);
    }
});
