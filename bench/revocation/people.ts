import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { mintSecret, startOf } from '../../shared/domain/keys/format.ts';
import { hashesOf } from '../../shared/domain/keys/hash.ts';
import type { ApiKey } from '../../shared/domain/keys/key.ts';
import { logOf } from '../../shared/log.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { repositoriesOver } from '../../test/support/app-repositories.ts';
import { founded } from '../../test/support/founded.ts';
import catalog from '../../tollgate.config.ts';
import { peppers } from '../callers.ts';

/** An account with a subscription and a live key. */
export type Person = { readonly accountId: string; readonly key: ApiKey; readonly secret: string };

let made = 0;

/** Signs somebody up with a running subscription and a key. */
export async function newPerson(table: Table): Promise<Person> {
  const { people, apiKeys } = repositoriesOver(table);
  const accountId = crypto.randomUUID();
  const createdAt = new Date().toISOString();
  const email = `${++made}@buyer.example`;
  await founded(
    { people },
    {
      id: accountId,
      email,
      organization: 'A',
      language: 'en',
      createdAt,
      stripeCustomerId: null,
    },
  );
  await syncTo(table, accountId, [subscribed()]);
  const secret = mintSecret('live', (count) => crypto.getRandomValues(new Uint8Array(count)));
  const key: ApiKey = {
    id: `key_${made}`,
    accountId,
    label: 'bench',
    environment: 'live',
    start: startOf(secret),
    app: 'default',
    scopes: [],
    cidrs: [],
    createdAt,
    expiresAt: null,
    revokedAt: null,
  };
  await apiKeys.insert(key, hashesOf(secret, peppers)[0] ?? '', { most: 10, audit: lineOf(accountId) });
  return { accountId, key, secret };
}

/** A line for the account's trail. */
export const lineOf = (accountId: string) => ({
  id: crypto.randomUUID(),
  accountId,
  at: new Date().toISOString(),
  action: 'bench',
  actor: 'tollgate' as const,
  detail: {},
});

const dayMs = 86_400_000;
const subscribed = (): Subscription => {
  const at = new Date().toISOString();
  const periodEnd = new Date(Date.now() + 30 * dayMs).toISOString();
  return {
    id: 'sub_1',
    status: 'active',
    createdAt: at,
    cancelAtPeriodEnd: false,
    cancelAt: null,
    endedAt: null,
    collectionPaused: false,
    collection: 'charge_automatically',
    latestInvoice: { createdAt: at, dueAt: null, status: 'paid' },
    items: [{ lookupKey: 'basic_monthly', quantity: 1, interval: 'month', periodStart: at, periodEnd }],
  };
};

/** Syncs the account as if Stripe had these subscriptions of it. */
export const syncTo = (table: Table, accountId: string, subscriptions: readonly Subscription[]) =>
  syncAccount(
    {
      ...repositoriesOver(table),
      catalog,
      stripe: { listSubscriptions: async () => subscriptions, listTopUps: async () => [] } as unknown as StripeGateway,
      mail: { send: async () => {} },
      webhookEvents: { send: async () => {} },
      log: logOf('bench', () => {}),
      now: () => new Date(),
      newId: () => crypto.randomUUID(),
    },
    accountId,
    'cus_1',
  );
