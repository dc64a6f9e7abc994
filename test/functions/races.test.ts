/** Requests of one account at the same time, in every order that a seeded scheduler finds. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Subscription, SubscriptionItem } from '../../shared/domain/billing/subscription.ts';
import type { ChangeView, KeyView, Listing, UsageView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/memory-table.ts';
import type { CheckoutSession, StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { catalogWith } from '../support/app-catalog.ts';
import { acceptLicences, newKey, type Person, signUp } from '../support/app-person.ts';
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

type Scene = { readonly app: App; readonly buyer: Person; readonly stripe: ReturnType<typeof fewCalls> };

/** Prepares at full speed, then lets `race` run in an order that the scheduler chooses. */
const racing = (prepare: (scene: Scene) => Promise<void>, race: (scene: Scene, wait: Wait) => Promise<unknown>) =>
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

test('of checkouts in several tabs, all paid as soon as they can be, one subscription comes', () =>
  racing(
    async () => {},
    async ({ buyer, stripe }, wait) => {
      const tab = async () => {
        const reply = await buyer.send<{ url?: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
        expect([201, 409]).toContain(reply.status);
        await wait();
        if (reply.body.url) stripe.pay(reply.body.url);
      };
      await Promise.all([tab(), tab(), tab()]);
      expect(stripe.alive().length).toBeLessThanOrEqual(1);
    },
  ));

test('cancelled now while it is checked out again in several tabs, what is paid for is one subscription more, and never two at once', async () => {
  let id = '';
  const bought = new Set<number>();
  await racing(
    async ({ app, buyer, stripe }) => {
      const { body } = await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
      stripe.pay(body.url);
      await app.reconcile();
      id = stripe.subscriptions[0]!.id;
    },
    async ({ app, buyer, stripe }, wait) => {
      const cancel = async () => {
        const reply = await buyer.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'now' });
        expect(reply.status).toBe(200);
      };
      const tab = async (after: number) => {
        for (let i = 0; i < after; i++) await wait();
        const reply = await buyer.send<{ url?: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
        expect([201, 409]).toContain(reply.status);
        await wait();
        if (reply.body.url) stripe.pay(reply.body.url);
        expect(stripe.alive().length).toBeLessThanOrEqual(1);
      };
      await Promise.all([cancel(), tab(0), tab(10), tab(20)]);
      expect(stripe.alive().map((each) => each.id)).not.toContain(id);
      expect(stripe.alive().length).toBeLessThanOrEqual(1);
      bought.add(stripe.alive().length);
      await app.reconcile();
      expect((await app.deps.billing.read(await accountOf(buyer))).subscriptions).toEqual(stripe.subscriptions);
    },
  );
  expect([...bought].toSorted()).toEqual([0, 1]);
});

test.each([
  ['alone', null],
  ['while it is cancelled', 14],
])(
  'of upgrades asked for in several tabs %s, Stripe is asked for one, and whoever is answered 200 has it',
  async (_, cancelAfter) => {
    let id = '';
    const asked = new Set<number>();
    await racing(
      async ({ app, buyer, stripe }) => {
        const { body } = await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
        stripe.pay(body.url);
        await app.reconcile();
        id = stripe.subscriptions[0]!.id;
      },
      async ({ app, buyer, stripe }, wait) => {
        const upgrade = async () => {
          const body = { subscription: id, price: 'pro_monthly' };
          const reply = await buyer.send<ChangeView>('POST', '/v1/subscription/change', body);
          expect([200, 409]).toContain(reply.status);
          if (reply.status === 200) expect(reply.body.subscription.plan).toBe('pro');
          return reply.status;
        };
        const cancel = async (after: number) => {
          for (let i = 0; i < after; i++) await wait();
          await buyer.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'period_end' });
        };
        const tabs = Promise.all([upgrade(), upgrade(), upgrade()]);
        await Promise.all([tabs, ...(cancelAfter === null ? [] : [cancel(cancelAfter)])]);
        expect(stripe.changes.length).toBeLessThanOrEqual(1);
        if ((await tabs).includes(200)) expect(stripe.changes).toEqual(['pro_monthly']);
        asked.add(stripe.changes.length);
        await app.reconcile();
        expect((await app.deps.billing.read(await accountOf(buyer))).subscriptions).toEqual(stripe.subscriptions);
      },
    );
    expect([...asked].toSorted()).toEqual(cancelAfter === null ? [1] : [0, 1]);
  },
);

const accountOf = async (buyer: Person) => (await buyer.get<{ id: string }>('/v1/account')).body.id;
test('of orders by invoice and checkouts by card at once, one subscription comes, and whoever got an invoice got that one', () =>
  racing(
    async () => {},
    async ({ buyer, stripe }, wait) => {
      const invoiced: string[] = [];
      const byCard = async () => {
        const reply = await buyer.send<{ url?: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
        expect([201, 409]).toContain(reply.status);
        await wait();
        if (reply.body.url) stripe.pay(reply.body.url);
      };
      const order = async (purchaseOrder: string) => {
        const address = { line1: '1', city: 'Berlin', country: 'DE' };
        const body = { price: 'basic_monthly', company: 'Acme', address, purchaseOrder };
        const reply = await buyer.send<{ url?: string }>('POST', '/v1/checkout/invoice', body);
        expect([201, 409]).toContain(reply.status);
        if (reply.body.url) invoiced.push(reply.body.url);
      };
      await Promise.all([order('PO-1'), byCard(), order('PO-1'), order('PO-2')]);
      expect(stripe.subscriptions).toHaveLength(1);
      for (const url of invoiced) expect(url.endsWith(stripe.subscriptions[0]!.id)).toBe(true);
    },
  ));

test('keys made, rotated and revoked at once stay within the limit, and are counted right', () =>
  racing(
    async ({ buyer }) => {
      await acceptLicences(buyer);
      await newKey(buyer, 'test');
      await newKey(buyer, 'test');
    },
    async ({ buyer }) => {
      const [first, second] = (await buyer.get<Listing<KeyView>>('/v1/keys')).body.data;
      const make = () => buyer.send('POST', '/v1/keys', { label: 'k', environment: 'test' });
      const rotate = (id: string) => buyer.send('POST', `/v1/keys/${id}/rotate`, { overlapSeconds: 0 });
      const revoke = (id: string) => buyer.send('DELETE', `/v1/keys/${id}`);
      const replies = await Promise.all([
        make(),
        make(),
        rotate(first!.id),
        revoke(first!.id),
        revoke(second!.id),
        rotate(second!.id),
      ]);
      for (const { status } of replies) expect([201, 204, 409]).toContain(status);
      const { data } = (await buyer.get<Listing<KeyView>>('/v1/keys')).body;
      expect(data.filter(({ revokedAt, expiresAt }) => revokedAt === null && expiresAt === null).length).toBeLessThan(
        4,
      );
    },
  ));

test('reads at once are served up to the allowance and not one record further, and each is charged what it was served', () =>
  racing(
    async ({ app, buyer, stripe }) => {
      const { body } = await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
      stripe.pay(body.url);
      await app.reconcile();
      await acceptLicences(buyer);
      const accountId = await accountOf(buyer);
      const charge = {
        accountId,
        keyId: 'before',
        datasetId: 'posts',
        periodStart: start.toISOString(),
        day: '2026-11-24',
      };
      await app.deps.usage.charge({ ...charge, units: 9_000, limit: null, requestId: 'before' });
    },
    async ({ app, buyer }) => {
      const { secret } = await newKey(buyer);
      const read = () =>
        app.request<{ data: unknown[] }>('GET', '/data/posts?limit=400', {
          headers: { authorization: `Bearer ${secret}` },
        });
      const replies = await Promise.all([read(), read(), read(), read()]);
      const served = replies.filter(({ status }) => status === 200).map(({ body }) => body.data.length);
      for (const { status } of replies) expect([200, 429, 503]).toContain(status);
      const { used } = (await buyer.get<UsageView>('/v1/usage')).body;
      expect(used).toBe(9_000 + served.reduce((sum, each) => sum + each, 0));
      expect(used).toBeLessThanOrEqual(10_000);
    },
  ));
