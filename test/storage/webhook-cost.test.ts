import { expect, test } from 'vitest';
import { stripeSync } from '../../functions/stripe-sync/handler.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { logOf } from '../../shared/log.ts';
import { billingKey } from '../../shared/storage/item-keys.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { apiVersion } from '../../shared/stripe/client.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { batchOf, type Handler } from '../support/app-queues.ts';
import { repositoriesOver } from '../support/app-repositories.ts';
import { founded } from '../support/founded.ts';
import { onEachTable } from '../support/on-each-table.ts';

const start = '2026-11-24T12:00:00.000Z';
const account = {
  id: '0a1c9a54-4b1e-4a7b-9f3e-6a1f0c2d3e4f',
  email: 'ada@buyer.example',
  organization: 'Buyer',
  language: 'en',
  createdAt: start,
  stripeCustomerId: null,
} as const;
const customerId = 'cus_TfG7hK2LmN4pQr';

const subscription = (status: string, isOffered: boolean, periodEnd: string): Subscription => ({
  id: 'sub_1SabCDEfGhIjKlMnOpQrStUv',
  status,
  createdAt: start,
  cancelAtPeriodEnd: false,
  cancelAt: null,
  endedAt: null,
  collectionPaused: false,
  collection: 'charge_automatically',
  latestInvoice: { createdAt: start, dueAt: null, status: 'paid' },
  trial: { startedAt: start, endsAt: start, isOffered, fingerprint: 'q'.repeat(43) },
  card: { brand: 'mastercard', last4: '4444', expMonth: 12, expYear: 2034 },
  items: [
    {
      lookupKey: 'basic_monthly',
      quantity: 1,
      interval: 'month',
      periodStart: start,
      periodEnd,
    },
  ],
});

/**
 * The table, and the write units that its calls consumed.
 * DynamoDB Local counts equal parts of a transaction once. So each part is written again by itself and counted twice, as DynamoDB does.
 * Sums grow twice by that, which nothing here reads.
 */
function metered(table: Table) {
  const spent = { writeUnits: 0 };
  const count = async <T extends { readonly writeUnits: number }>(call: Promise<T>): Promise<T> => {
    const result = await call;
    spent.writeUnits += result.writeUnits;
    return result;
  };
  const counted: Table = {
    get: (...call) => table.get(...call),
    getAll: (...call) => table.getAll(...call),
    query: (...call) => table.query(...call),
    put: (...call) => count(table.put(...call)),
    insert: (...call) => count(table.insert(...call)),
    update: (...call) => count(table.update(...call)),
    delete: (...call) => count(table.delete(...call)),
    async transact(writes, options) {
      const result = await table.transact(writes, options);
      for (const write of writes) {
        if ('put' in write) spent.writeUnits += 2 * (await table.put(write.put)).writeUnits;
        else if ('update' in write) spent.writeUnits += 2 * (await table.update(write.update, write.change)).writeUnits;
        else throw new Error('Only puts and updates are counted here');
      }
      return result;
    },
  };
  return { counted, spent };
}

onEachTable((bench) => {
  test('one delivery costs at most 4 write units where access stays, 9 where it changes, and 15 where a payment fails too', async () => {
    const { counted, spent } = metered(bench.table);
    const stripe = { status: 'active', isOffered: false, periodEnd: '2026-12-24T12:00:00.000Z' };
    let ids = 0;
    const deps = {
      ...repositoriesOver(counted),
      catalog,
      stripe: {
        listSubscriptions: async () => [subscription(stripe.status, stripe.isOffered, stripe.periodEnd)],
        listTopUps: async () => [],
      } as unknown as StripeGateway,
      mail: { send: async () => {} },
      webhookEvents: { send: async () => {} },
      log: logOf('cost', () => {}),
      now: () => new Date(start),
      usageReports: { send: async () => {} },
      newId: () => `5d0b6a6e-6d2e-4d56-8a3b-${String(++ids).padStart(12, '0')}`,
    };
    const existing = repositoriesOver(bench.table);
    await founded(existing, account);
    await existing.accounts.setCustomer(account.id, customerId);
    const deliver = async () => {
      const message = {
        id: `evt_1SabCDEfGhIjKlMnOpQrSt${++ids}`,
        type: 'customer.subscription.updated',
        createdAt: start,
        livemode: true,
        apiVersion,
        objectId: 'sub_1SabCDEfGhIjKlMnOpQrStUv',
        customerId,
        via: null,
      };
      spent.writeUnits = 0;
      const batch = batchOf([{ id: message.id, group: customerId, message, receiveCount: 1 }]);
      expect(await (stripeSync(deps) as unknown as Handler)(batch, {})).toEqual({ batchItemFailures: [] });
      expect(await deps.events.find(message.id)).toMatchObject({ outcome: 'handled' });
      return spent.writeUnits;
    };
    expect(await deliver(), 'access begins').toBeLessThanOrEqual(9);
    expect(await deliver(), 'access stays').toBeLessThanOrEqual(4);
    const { access, counters } = repositoriesOver(bench.table);
    const counter = { accountId: account.id, periodStart: start };
    await counters.open(counter, { units: 5_000, version: (await access.read(account.id)).version });
    stripe.periodEnd = '2026-12-25T12:00:00.000Z';
    expect(await deliver(), 'access changes, and with it the limit of an open counter').toBeLessThanOrEqual(9);
    stripe.status = 'past_due';
    expect(await deliver(), 'access changes and a payment fails').toBeLessThanOrEqual(15);
    expect(await counters.read(counter)).toMatchObject({ limit: 10_000, free: 10_000 });
    stripe.status = 'canceled';
    expect(await deliver(), 'access ends, and with it the payment that failed').toBeLessThanOrEqual(11);
    expect((await deps.access.read(account.id)).grants).toEqual([]);
    await bench.table.delete(billingKey(account.id));
    stripe.isOffered = true;
    expect(await deliver(), 'a trial is first seen').toBeLessThanOrEqual(4 + 4);
    expect(await deliver(), 'a trial is known').toBeLessThanOrEqual(4);
  });
});
