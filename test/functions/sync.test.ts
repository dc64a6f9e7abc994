import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grantsOf } from '../../shared/domain/billing/grant.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { logOf } from '../../shared/log.ts';
import type { SyncDeps } from '../../shared/services/entitlements/deps.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { repositoriesOver } from '../support/app-repositories.ts';
import { slowTable, type Wait } from '../support/app-slow.ts';
import { start } from '../support/app-stripe.ts';

const active: Subscription = {
  id: 'sub_1',
  status: 'active',
  createdAt: start.toISOString(),
  cancelAtPeriodEnd: false,
  cancelAt: null,
  endedAt: null,
  collectionPaused: false,
  collection: 'charge_automatically',
  latestInvoice: { createdAt: start.toISOString(), dueAt: null, status: 'paid' },
  items: [
    {
      lookupKey: 'basic_monthly',
      quantity: 1,
      interval: 'month',
      periodStart: start.toISOString(),
      periodEnd: '2026-12-24T12:00:00.000Z',
    },
  ],
};
const ending: Subscription = { ...active, cancelAtPeriodEnd: true, cancelAt: '2026-12-24T12:00:00.000Z' };
const ended: Subscription = { ...active, status: 'canceled', endedAt: start.toISOString() };
const states: readonly (readonly Subscription[])[] = [[], [active], [ending], [ended]];

function world(wait: Wait) {
  const table = memoryTable();
  const lines: string[] = [];
  const stripe = { subscriptions: [] as readonly Subscription[], calls: 0 };
  const gateway: Pick<StripeGateway, 'listSubscriptions' | 'listTopUps'> = {
    listTopUps: async () => [],
    async listSubscriptions() {
      stripe.calls += 1;
      await wait();
      const seen = stripe.subscriptions;
      await wait();
      return seen;
    },
  };
  let ids = 0;
  const deps: SyncDeps = {
    ...repositoriesOver(slowTable(table, wait)),
    catalog,
    stripe: gateway as StripeGateway,
    mail: { send: async () => void (await wait()) },
    webhookEvents: { send: async () => void (await wait()) },
    log: logOf('sync', (line) => lines.push(line)),
    now: () => start,
    newId: () => `id-${++ids}`,
  };
  const { billing, access, audit } = repositoriesOver(table);
  const stored = async () => ({
    subscriptions: (await billing.read('acc_1')).subscriptions,
    grants: (await access.read('acc_1')).grants,
  });
  const trail = async () => (await audit.list('acc_1', { limit: 100 })).entries;
  const sync = (over: Partial<SyncDeps> = {}) => syncAccount({ ...deps, ...over }, 'acc_1', 'cus_1');
  return { stripe, lines, stored, trail, billing, sync };
}

describe('syncs of one account', () => {
  test(
    'however they interleave with each other and with changes at Stripe, what is stored in the end is what Stripe said last',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.array(fc.constantFrom(...states), { minLength: 1, maxLength: 3 }),
          fc.integer({ min: 1, max: 2 }),
          async (scheduler, changes, others) => {
            const { stripe, sync, stored, billing } = world(() => scheduler.schedule(Promise.resolve()));
            const running = Array.from({ length: others }, () => sync());
            const story = async () => {
              for (const change of changes) {
                await scheduler.schedule(Promise.resolve());
                stripe.subscriptions = change;
                running.push(sync());
              }
              await Promise.all(running);
            };
            await scheduler.waitFor(story());
            const last = stripe.subscriptions;
            expect(await stored()).toEqual({ subscriptions: last, grants: grantsOf(catalog, last) });
            expect((await billing.read('acc_1')).accessChange).toBeNull();
          },
        ),
        { numRuns: 300, seed: 20261124 },
      ),
    60_000,
  );

  test(
    'however two or three of them interleave and whichever of their steps dies, before or after its effect, retries end in what Stripe said last',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.array(fc.constantFrom(...states), { minLength: 2, maxLength: 3 }),
          fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
          async (scheduler, changes, deaths) => {
            let steps = 0;
            const died = new Error('died here');
            const { stripe, sync, stored, billing } = world(async () => {
              await scheduler.schedule(Promise.resolve());
              if (deaths.includes(++steps)) throw died;
            });
            const retried = async (): Promise<unknown> =>
              sync().catch((error: unknown) => (error === died ? retried() : Promise.reject(error)));
            const story = async () => {
              const running: Promise<unknown>[] = [];
              for (const change of changes) {
                await scheduler.schedule(Promise.resolve());
                stripe.subscriptions = change;
                running.push(retried());
              }
              await Promise.all(running);
            };
            await scheduler.waitFor(story());
            const last = stripe.subscriptions;
            expect(await stored()).toEqual({ subscriptions: last, grants: grantsOf(catalog, last) });
            expect((await billing.read('acc_1')).accessChange).toBeNull();
          },
        ),
        { numRuns: 300, seed: 20261124 },
      ),
    60_000,
  );

  test('one whose reads another sync comes between compares with what that one wrote', async () => {
    const { stripe, sync, stored, billing } = world(() => Promise.resolve());
    stripe.subscriptions = [active];
    await sync();
    const read = async (accountId: string) => {
      stripe.subscriptions = [];
      await sync();
      stripe.subscriptions = [active];
      return billing.read(accountId);
    };
    await sync({ billing: { ...billing, read } });
    expect(await stored()).toEqual({ subscriptions: [active], grants: grantsOf(catalog, [active]) });
  });

  test('one that finds nothing new says so, and leaves no line in the trail', async () => {
    const { stripe, sync, trail } = world(() => Promise.resolve());
    stripe.subscriptions = [active];
    expect(await sync()).toMatchObject({ changed: true, accessChanged: true });
    expect(await sync()).toMatchObject({ changed: false, accessChanged: false });
    expect(await trail()).toMatchObject([
      { action: 'access.changed', actor: 'stripe', detail: { grants: 'basic (active)' } },
    ]);
  });

  test('a link that Stripe writes anew is kept, and nothing that has changed', async () => {
    const { stripe, sync, stored } = world(() => Promise.resolve());
    const owing = (url: string) => ({ ...active, latestInvoice: { ...active.latestInvoice!, status: 'open', url } });
    stripe.subscriptions = [owing('https://pay.example/old')];
    await sync();
    stripe.subscriptions = [owing('https://pay.example/new')];
    expect(await sync()).toMatchObject({ changed: false, accessChanged: false });
    expect((await stored()).subscriptions).toEqual(stripe.subscriptions);
  });

  test('a status that nobody knows gives no access and is an error in the log', async () => {
    const { stripe, sync, stored, lines } = world(() => Promise.resolve());
    stripe.subscriptions = [{ ...active, status: 'hibernating' }];
    await sync();
    expect((await stored()).grants).toEqual([]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ level: 'error', subscription: 'sub_1' }]);
  });
});
