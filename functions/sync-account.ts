import { isDeepStrictEqual } from 'node:util';
import { type Grant, grantsOf, isKnownStatus } from '../shared/domain/billing/grant.ts';
import type { Subscription } from '../shared/domain/billing/subscription.ts';
import type { Catalog } from '../shared/domain/catalog/catalog.ts';
import type { Log } from '../shared/log.ts';
import type { AccessStates } from '../shared/storage/access.ts';
import type { Billing } from '../shared/storage/billing.ts';
import { StorageUnavailable } from '../shared/storage/table.ts';
import type { StripeGateway } from '../shared/stripe/gateway.ts';

export type SyncDeps = {
  readonly catalog: Catalog;
  readonly billing: Billing;
  readonly access: AccessStates;
  readonly stripe: StripeGateway;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
};

export type Synced = {
  readonly subscriptions: readonly Subscription[];
  readonly grants: readonly Grant[];
  /** What the account can reach was different before. */
  readonly accessChanged: boolean;
  readonly changed: boolean;
};

const mostRaces = 10;

/**
 * Makes an account's billing state what Stripe says now: read the version, ask Stripe, write if the version still is what was
 * read. A lost race runs again, so whichever sync writes last has asked Stripe after the one before had written. One that
 * finds nothing new writes too: otherwise a slower one, which had asked before, could still write what Stripe has taken back.
 * @throws StripeUnavailable, StorageUnavailable
 */
export async function syncAccount(deps: SyncDeps, accountId: string, customerId: string): Promise<Synced> {
  for (let race = 0; race < mostRaces; race++) {
    const synced = await trySync(deps, accountId, customerId);
    if (synced) return synced;
  }
  throw new StorageUnavailable(new Error(`Lost ${mostRaces} races to sync ${accountId}`));
}

/** The version is read first: grants that another sync writes after it come with a later version, and the race is lost. */
async function trySync(deps: SyncDeps, accountId: string, customerId: string): Promise<Synced | null> {
  const state = await deps.billing.read(accountId);
  const access = await deps.access.read(accountId);
  const subscriptions = await deps.stripe.listSubscriptions(customerId);
  reportUnknown(deps.log, subscriptions);
  const grants = grantsOf(deps.catalog, subscriptions);
  const accessChanged = !isDeepStrictEqual(grants, access.grants);
  const changed = accessChanged || !isDeepStrictEqual(subscriptions, state.subscriptions);
  const synced = { subscriptions, grants, accessChanged, changed };
  const at = deps.now().toISOString();
  const audit = {
    id: deps.newId(),
    accountId,
    at,
    action: 'access.changed',
    actor: 'stripe',
    detail: { grants: describe(grants) },
  };
  const written = await deps.billing.write({
    accountId,
    readVersion: state.version,
    subscriptions,
    syncedAt: at,
    ...(accessChanged ? { access: { grants, audit } } : {}),
  });
  return written ? synced : null;
}

function reportUnknown(log: Log, subscriptions: readonly Subscription[]): void {
  for (const { id, status } of subscriptions) {
    if (!isKnownStatus(status))
      log.error('unknown subscription status: access denied', new Error(status), { subscription: id });
  }
}

const describe = (grants: readonly Grant[]): string =>
  grants.map(({ id, status }) => `${id} (${status})`).join(', ') || 'none';
