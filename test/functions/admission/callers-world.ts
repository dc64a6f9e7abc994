/** An instance's memory of callers over a table, with a clock that a test moves and an account with keys. */

import { createHash } from 'node:crypto';
import { always } from '../../../shared/cached.ts';
import type { Grant } from '../../../shared/domain/billing/grant.ts';
import type { Subscription } from '../../../shared/domain/billing/subscription.ts';
import type { CallLimits } from '../../../shared/domain/catalog/account-limits.ts';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import { mintSecret, startOf } from '../../../shared/domain/keys/format.ts';
import { hashesOf } from '../../../shared/domain/keys/hash.ts';
import type { ApiKey } from '../../../shared/domain/keys/key.ts';
import { knownCallers } from '../../../shared/services/metering/known-callers.ts';
import type { AuditEntry } from '../../../shared/storage/accounts/audit.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import catalog from '../../../tollgate.config.ts';
import { repositoriesOver } from '../../support/app-repositories.ts';
import { founded } from '../../support/founded.ts';
import { published } from '../../support/peppers.ts';

export const startMs = Date.parse('2026-11-24T12:00:00.000Z');
const at = new Date(startMs).toISOString();
const everPublished = published({ 1: 'a pepper that nobody else can know' });
const peppers = always(everPublished);

let minted = 0;
const randomBytes = (count: number) => {
  minted += 1;
  return createHash('sha512').update(String(minted)).digest().subarray(0, count);
};

export const basic: Subscription = {
  id: 'sub_1',
  status: 'active',
  createdAt: at,
  cancelAtPeriodEnd: false,
  cancelAt: null,
  endedAt: null,
  collectionPaused: false,
  collection: 'charge_automatically',
  latestInvoice: { createdAt: at, dueAt: null, status: 'paid' },
  items: [
    {
      lookupKey: 'basic_monthly',
      quantity: 1,
      interval: 'month',
      periodStart: at,
      periodEnd: '2026-12-24T12:00:00.000Z',
    },
  ],
};

export const basicGrant: Grant = {
  subscriptionId: 'sub_1',
  kind: 'plan',
  id: 'basic',
  status: 'active',
  periodStart: at,
  periodEnd: '2026-12-24T12:00:00.000Z',
  interval: 'month',
  paidUntil: '2026-12-24T12:00:00.000Z',
  fullUntil: '2026-12-25T12:00:00.000Z',
  graceUntil: '2027-01-01T12:00:00.000Z',
};

let lines = 0;
export const line = (accountId: string): AuditEntry => ({
  id: `line-${++lines}`,
  accountId,
  at,
  action: 'test',
  actor: 'tollgate' as const,
  detail: {},
});

/** Writers at full speed over the table that `instanceOver` reads. */
export async function writersOver(table: Table) {
  const repositories = repositoriesOver(table);
  const { apiKeys, access } = repositories;
  const email = `${++lines}@buyer.example`;
  const account = {
    id: `acc_${lines}`,
    email,
    organization: 'Buyer',
    language: 'en',
    createdAt: at,
    stripeCustomerId: null,
  } as const;
  await founded(repositories, account);
  const accountId = account.id;
  const newKey = async (over: Partial<ApiKey> = {}) => {
    const secret = mintSecret('live', randomBytes);
    const key: ApiKey = {
      id: `key_${++lines}`,
      accountId,
      label: 'k',
      environment: 'live',
      start: startOf(secret),
      app: 'default',
      scopes: [],
      cidrs: [],
      createdAt: at,
      expiresAt: null,
      revokedAt: null,
      ...over,
    };
    await apiKeys.insert(key, hashesOf(secret, everPublished.peppers)[0]!, { most: 1_000, audit: line(accountId) });
    return { key, secret };
  };
  const licence = catalog.publishedLicences[0]!;
  const acceptance = {
    licenceId: licence.id,
    version: licence.version,
    sha256: licence.sha256,
    name: 'Ada',
    role: 'CTO',
    organization: 'Test Ltd',
    email,
    address: '192.0.2.1',
    at,
  };
  const accept = () => access.accept(accountId, acceptance, line(accountId));
  return { ...repositories, accountId, newKey, accept, licence };
}

/** One instance's cache of callers over `table`. `clock` may be shared. */
export function instanceOver(
  table: Table,
  clock: { ms: number },
  over: Partial<Parameters<typeof knownCallers>[0]> = {},
) {
  const { apiKeys, access, changes } = repositoriesOver(table);
  return knownCallers({ catalog, apiKeys, access, changes, peppers, nowMs: () => clock.ms, ...over });
}

/** A table that counts its reads by kind of partition. Reads of one kind that are sent together count once. */
export function countedReads(table: Table = memoryTable()) {
  const reads: string[] = [];
  const note = (pk = '') => {
    const kind = pk.replace(/#.*/, '');
    if (kind !== 'ACCESS' || reads.at(-1) !== kind) reads.push(kind);
  };
  const counted: Table = {
    ...table,
    get(key, options) {
      note(key.pk);
      return table.get(key, options);
    },
    getAll(keys) {
      note(keys[0]?.pk);
      return table.getAll(keys);
    },
    query(query) {
      note(query.pk);
      return table.query(query);
    },
  };
  return { table, counted, reads, since: () => reads.splice(0) };
}

/** The real catalogue without rates and bounds of calls under way, for tests that call as fast as they can. */
export const sold: Catalog = {
  ...catalog,
  plans: catalog.plans.map(withoutLimits),
  settings: withoutLimits(catalog.settings),
};

function withoutLimits<T extends CallLimits>(limited: T): T {
  const {
    rateLimits: _rates,
    maxInFlight: _inFlight,
    perKey: _ofKey,
    ...rest
  } = limited as CallLimits & { perKey?: unknown };
  return rest as unknown as T;
}
