/** Requests of one account at the same time, in every order that a seeded scheduler finds, beside as much of Stripe as they need. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Subscription, SubscriptionItem } from '../../shared/domain/billing/subscription.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { CheckoutSession, StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { catalogWith } from '../support/app-catalog.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { slowTable, type Wait } from '../support/app-slow.ts';
import { start } from '../support/app-stripe.ts';
import { observedTable } from '../support/faulty-table.ts';
import { expectConsistent } from './invariants.ts';

const runs = { numRuns: 60, seed: 20261124 };

/** As much of Stripe as checkouts need: sessions, and what comes of paying one. */
function fewCalls(wait: Wait) {
  const sessions = new Map<string, CheckoutSession>();
  const keys = new Map<string, string>();
  const subscriptions: Subscription[] = [];
  const changes: string[] = [];
  const slow = async <T>(make: () => T): Promise<T> => {
    await wait();
    const made = make();
    await wait();
    return made;
  };
  const patch = (id: string, over: Partial<CheckoutSession>) => {
    const session = { ...sessions.get(id)!, ...over };
    sessions.set(id, session);
    return session;
  };
  const gateway: Partial<StripeGateway> = {
    createCustomer: () => slow(() => ({ customerId: 'cus_1' })),
    createCheckout: ({ customerId }, key) =>
      slow(() => {
        const id = keys.get(key) ?? `cs_${sessions.size + 1}`;
        keys.set(key, id);
        const url = `https://pay.example/${id}`;
        return sessions.get(id) ?? patch(id, { id, url, status: 'open', customerId, subscriptionId: null });
      }),
    expireCheckout: (id) =>
      slow(() =>
        sessions.get(id)?.status === 'open' ? patch(id, { status: 'expired', url: null }) : sessions.get(id)!,
      ),
    /** Charges whenever it is called: what keeps it from being called twice is ours. */
    changeItems: ({ items }) =>
      slow(() => {
        changes.push(items.map(({ lookupKey }) => lookupKey).join());
        subscriptions.splice(0, 1, { ...basic(subscriptions[0]!.id), items: [bought(items[0]!.lookupKey)] });
        return true;
      }),
    cancelAtPeriodEnd: () =>
      slow(() => {
        subscriptions.splice(0, 1, { ...subscriptions[0]!, cancelAtPeriodEnd: true });
        return true;
      }),
    pricesOf: (lookupKeys) => slow(() => lookupKeys.map((lookupKey) => `price_of_${lookupKey}`)),
    setCompany: () => slow(() => undefined),
    createInvoiced: (_, key) =>
      slow(() => {
        const id = keys.get(key) ?? `sub_by_invoice_${keys.size}`;
        if (!keys.has(key)) subscriptions.push(byInvoice(id));
        keys.set(key, id);
        return { subscriptionId: id };
      }),
    sendFirstInvoice: (id) => slow(() => ({ url: `https://pay.example/invoice/${id}` })),
    cancelNow: (id) =>
      slow(() => {
        const at = subscriptions.findIndex((each) => each.id === id);
        subscriptions.splice(at, 1, { ...subscriptions[at]!, status: 'canceled', endedAt: start.toISOString() });
      }),
    listSubscriptions: () => slow(() => [...subscriptions]),
    listAll: async () => ({
      subscriptions: alive().map(({ id, status, items }) => ({
        id,
        status,
        customerId: 'cus_1',
        customerEmail: 'ada@buyer.example',
        isOurs: true,
        prices: items.map(({ lookupKey }) => lookupKey ?? 'none'),
      })),
    }),
    listTopUps: async () => [],
    listUndelivered: async () => ({ messages: [] }),
    customersOfReturned: async () => new Set<string>(),
  };
  const pay = (url: string) => {
    const id = url.slice(url.lastIndexOf('/') + 1);
    if (sessions.get(id)?.status !== 'open') return;
    patch(id, { status: 'complete', url: null, subscriptionId: `sub_${id}` });
    subscriptions.push(basic(`sub_${id}`));
  };
  const alive = () => subscriptions.filter(({ endedAt }) => endedAt === null);
  return { gateway: gateway as StripeGateway, subscriptions, alive, changes, pay };
}

const basic = (id: string): Subscription => ({
  id,
  status: 'active',
  createdAt: start.toISOString(),
  cancelAtPeriodEnd: false,
  cancelAt: null,
  endedAt: null,
  collectionPaused: false,
  collection: 'charge_automatically',
  latestInvoice: null,
  items: [bought('basic_monthly')],
});

const bought = (lookupKey: string): SubscriptionItem => ({
  lookupKey,
  quantity: 1,
  interval: 'month',
  periodStart: start.toISOString(),
  periodEnd: '2026-12-24T12:00:00.000Z',
});

const byInvoice = (id: string): Subscription => ({
  ...basic(id),
  collection: 'send_invoice',
  latestInvoice: { createdAt: start.toISOString(), dueAt: '2026-12-08T12:00:00.000Z', status: 'open' },
});

export type RacingScene = { readonly app: App; readonly buyer: Person; readonly stripe: ReturnType<typeof fewCalls> };

/** Prepares at full speed, then lets `race` run in an order that the scheduler chooses. */
export const racing = (
  prepare: (scene: RacingScene) => Promise<void>,
  race: (scene: RacingScene, wait: Wait) => Promise<unknown>,
) =>
  fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      let isRacing = false;
      const wait = async () => (isRacing ? scheduler.schedule(Promise.resolve()) : undefined);
      const { table, items } = observedTable(memoryTable());
      const stripe = fewCalls(wait);
      const small = catalogWith({ maxKeysPerAccount: 3, byInvoice: { daysUntilDue: 14 } });
      const options = { stripe: stripe.gateway, now: () => start, catalog: small };
      const app = assemble({ table: slowTable(table, wait), ...options });
      const scene = { app, buyer: await signUp(app), stripe };
      await prepare(scene);
      isRacing = true;
      await scheduler.waitFor(race(scene, wait));
      isRacing = false;
      expectConsistent(await items());
    }),
    runs,
  );

/** A buyer whose plan Basic is in force; answers its subscription's id. */
export async function subscribeToBasic({ app, buyer, stripe }: RacingScene): Promise<string> {
  const { body } = await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
  stripe.pay(body.url);
  await app.reconcile();
  return stripe.subscriptions[0]!.id;
}

/** After the nightly comparison, the stored subscriptions of the buyer equal Stripe's. */
export async function expectStored({ app, buyer, stripe }: RacingScene): Promise<void> {
  await app.reconcile();
  expect((await app.deps.billing.read(await accountOf(buyer))).subscriptions).toEqual(stripe.subscriptions);
}

export const accountOf = async (buyer: Person) => (await buyer.get<{ id: string }>('/v1/account')).body.id;
