/** The effects of a change of access. They follow wherever the sync that found it was ended. */
import { expect, test } from 'vitest';
import { grantsOf } from '../../shared/domain/billing/grant.ts';
import type { WebhookEvent } from '../../shared/domain/webhooks/event.ts';
import { logOf } from '../../shared/log.ts';
import type { SyncDeps } from '../../shared/services/entitlements/deps.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import { keyOf } from '../../shared/storage/table/memory-rules.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { repositoriesOver } from '../support/app-repositories.ts';
import { start } from '../support/app-stripe.ts';
import { basic, startMs } from './admission/callers-world.ts';

const accountId = 'acc_1';
const periodStart = start.toISOString();
const pastDue = { ...basic, status: 'past_due' };

/** A table over which a run can be ended at its n-th write, before or after it, and which notes what was written. */
function endable(table: Table) {
  const written: string[] = [];
  let left = Number.POSITIVE_INFINITY;
  let isAfter = false;
  const write = async <T extends { readonly ok: boolean }>(name: string, make: () => Promise<T>): Promise<T> => {
    left -= 1;
    if (left < 0 || (left === 0 && !isAfter)) throw new Error('ended');
    const result = await make();
    if (result.ok) written.push(name);
    if (left === 0) throw new Error('ended');
    return result;
  };
  const kind = (pk: string) => pk.replace(/#.*/, '');
  const seen: Table = {
    ...table,
    put: (item, condition) => write(`put ${kind(item.pk)}`, () => table.put(item, condition)),
    update: (key, change, condition) => write(`update ${kind(key.pk)}`, () => table.update(key, change, condition)),
    transact: (writes, options) => {
      const kinds = writes.map((each) => kind(keyOf(each).pk));
      return write(`transact ${[...new Set(kinds)]}`, () => table.transact(writes, options));
    },
  };
  const endAt = (writes: number, after: boolean) => {
    left = writes;
    isAfter = after;
  };
  return { seen, written, endAt };
}

/** An account on Basic with an open counter whose limit is an older one, and a sync of it. */
async function subscribed() {
  const table = memoryTable();
  const repositories = repositoriesOver(table);
  const { seen, written, endAt } = endable(table);
  const stripe = { subscriptions: [basic] };
  const events: WebhookEvent[] = [];
  let ids = 0;
  const deps: SyncDeps = {
    ...repositoriesOver(seen),
    catalog,
    stripe: {
      listSubscriptions: async () => stripe.subscriptions,
      listTopUps: async () => [],
    } as unknown as StripeGateway,
    mail: { send: async () => {} },
    webhookEvents: { send: async ({ event }) => void events.push(event) },
    log: logOf('sync', () => {}),
    now: () => new Date(startMs),
    newId: () => `id-${++ids}`,
  };
  const sync = () => syncAccount(deps, accountId, 'cus_1');
  await sync();
  const { version } = await repositories.access.read(accountId);
  await repositories.counters.open({ accountId, periodStart }, { units: 5_000, version });
  written.length = 0;
  return { ...repositories, deps, stripe, sync, written, endAt, events };
}

const order = [
  'transact BILLING,REVENUE',
  'put ACCESS',
  'update COUNTER',
  'update CHANGES',
  'put TRAILBOX',
  'update BILLING',
];

test('a sync that changes access writes grants, then the open counter’s limit, then announces, then tells the trail', async () => {
  const { stripe, sync, written } = await subscribed();
  stripe.subscriptions = [pastDue];
  await sync();
  expect(written).toEqual(order);
});

test('one that changes nothing writes the billing item, and that alone', async () => {
  const { sync, written } = await subscribed();
  await sync();
  expect(written).toEqual(['put BILLING']);
});

test.each(order.flatMap((name, i) => [false, true].map((after) => ({ name, write: i + 1, after }))))(
  'ended at "$name" (after it: $after), the next sync repairs everything: one announcement after the grants, one line in the trail, one event',
  async ({ write, after }) => {
    const { stripe, sync, written, endAt, events, ...of } = await subscribed();
    const before = await of.changes.read();
    stripe.subscriptions = [pastDue];
    endAt(write, after);
    await expect(sync()).rejects.toThrow('ended');
    endAt(Number.POSITIVE_INFINITY, false);
    await sync();
    const [billing, access] = [await of.billing.read(accountId), await of.access.read(accountId)];
    expect(billing).toMatchObject({ subscriptions: [pastDue], accessChange: null });
    expect(access.grants).toEqual(grantsOf(catalog, [pastDue]));
    expect(await of.counters.read({ accountId, periodStart })).toMatchObject({ limit: 10_000, free: 10_000 });
    expect((await of.changes.read()).changed.get(accountId)).not.toBe(before.changed.get(accountId));
    expect(written.lastIndexOf('update CHANGES')).toBeGreaterThan(written.lastIndexOf('put ACCESS'));
    const { entries } = await of.audit.list(accountId, { limit: 100 });
    expect(entries.map(({ detail }) => detail.grants).toSorted()).toEqual(['basic (active)', 'basic (past_due)']);
    const changes = events.filter(({ type }) => type === 'access.changed');
    expect(new Set(changes.map(({ id }) => id)).size).toBe(2);
    expect(changes.at(-1)?.data.grants).toMatchObject([{ id: 'basic', status: 'past_due' }]);
  },
);

test('one that was overtaken takes back neither grants nor limit of the later one', async () => {
  const { stripe, sync, deps, ...of } = await subscribed();
  stripe.subscriptions = [pastDue];
  let overtake = true;
  const slow: SyncDeps = {
    ...deps,
    access: {
      ...deps.access,
      async grant(...granted) {
        if (overtake) {
          overtake = false;
          stripe.subscriptions = [];
          await sync();
          stripe.subscriptions = [basic];
          await sync();
        }
        return deps.access.grant(...granted);
      },
    },
  };
  await syncAccount(slow, accountId, 'cus_1');
  expect((await of.access.read(accountId)).grants).toEqual(grantsOf(catalog, [basic]));
  expect((await of.billing.read(accountId)).accessChange).toBeNull();
  const trail = (await of.audit.list(accountId, { limit: 100 })).entries;
  expect(trail.map(({ id }) => id).toSorted()).toEqual(['access-1', 'access-2', 'access-3', 'access-4']);
});

test('a billing item that was lost begins anew above the grants that stand, so that they still give way', async () => {
  const table = memoryTable();
  const { access, billing } = repositoriesOver(table);
  await access.grant(accountId, { version: 7, grants: grantsOf(catalog, [basic]) });
  const deps = {
    ...repositoriesOver(table),
    catalog,
    stripe: { listSubscriptions: async () => [], listTopUps: async () => [] } as unknown as StripeGateway,
    mail: { send: async () => {} },
    webhookEvents: { send: async () => {} },
    log: logOf('sync', () => {}),
    now: () => new Date(startMs),
    newId: () => 'id',
  };
  await syncAccount(deps, accountId, 'cus_1');
  expect(await access.read(accountId)).toMatchObject({ version: 8, grants: [] });
  expect(await billing.read(accountId)).toMatchObject({ version: 8, accessChange: null });
});
