import { isDeepStrictEqual } from 'node:util';
import { type BilledState, nothingGranted } from '../shared/domain/billing/drift.ts';
import { type Grant, grantsOf, isKnownStatus } from '../shared/domain/billing/grant.ts';
import { noticesOf } from '../shared/domain/billing/notices.ts';
import { type Subscription, withoutLinks } from '../shared/domain/billing/subscription.ts';
import type { Catalog } from '../shared/domain/catalog/catalog.ts';
import type { Log } from '../shared/log.ts';
import type { MailQueue } from '../shared/queues.ts';
import type { AccessStates } from '../shared/storage/access.ts';
import type { Billing, BillingState } from '../shared/storage/billing.ts';
import type { Correction } from '../shared/storage/drift.ts';
import { StorageUnavailable } from '../shared/storage/table.ts';
import type { Trials } from '../shared/storage/trials.ts';
import type { StripeGateway } from '../shared/stripe/gateway.ts';
import { claimTrials } from './claim-trials.ts';

export type SyncDeps = {
  readonly catalog: Catalog;
  readonly billing: Billing;
  readonly access: AccessStates;
  readonly trials: Trials;
  readonly stripe: StripeGateway;
  readonly mail: MailQueue;
  readonly log: Log;
  readonly now: () => Date;
  readonly newId: () => string;
  /** Where a difference is drift: what is written with it, together or not at all. */
  readonly correctionOf?: (found: Found) => Promise<Correction>;
};

/** Stored state that differs from Stripe's. */
export type Found = {
  readonly accountId: string;
  readonly customerId: string;
  readonly at: string;
  /** The account has a billing item. */
  readonly isStored: boolean;
  readonly before: BilledState;
  readonly after: BilledState;
  readonly accessChanged: boolean;
};

export type Synced = {
  readonly subscriptions: readonly Subscription[];
  readonly grants: readonly Grant[];
  /** What the account can reach was different before. */
  readonly accessChanged: boolean;
  readonly changed: boolean;
  readonly correction?: Correction;
};

const mostRaces = 10;

/**
 * Makes an account's billing state what Stripe says now: read the version, ask Stripe, write if the version still is what was
 * read. A lost race runs again, so whichever sync writes last has asked Stripe after the one before had written. One that
 * finds nothing new writes too: otherwise a slower one, which had asked before, could still write what Stripe has taken back.
 * What the buyer has to be told is written with it and then queued; where that was interrupted, the next sync queues it.
 * @throws StripeUnavailable, StorageUnavailable, AppError `unavailable`
 */
export async function syncAccount(deps: SyncDeps, accountId: string, customerId: string): Promise<Synced> {
  for (let race = 0; race < mostRaces; race++) {
    const synced = await trySync(deps, accountId, customerId);
    if (synced) return synced;
  }
  throw new StorageUnavailable(new Error(`Lost ${mostRaces} races to sync ${accountId}`));
}

/**
 * Null: it has to be run again, because a race was lost or a trial was refused. The version is read first: grants that another sync
 * writes after it come with a later version, and the race is lost.
 */
async function trySync(deps: SyncDeps, accountId: string, customerId: string): Promise<Synced | null> {
  const state = await deps.billing.read(accountId);
  await queueNotices(deps, state);
  const access = await deps.access.read(accountId);
  const subscriptions = await deps.stripe.listSubscriptions(customerId);
  if (!(await claimTrials(deps, { accountId, known: state.subscriptions, found: subscriptions }))) return null;
  reportUnknown(deps.log, subscriptions);
  const grants = grantsOf(deps.catalog, subscriptions);
  const accessChanged = !isDeepStrictEqual(grants, access.grants);
  const changed =
    accessChanged || !isDeepStrictEqual(subscriptions.map(withoutLinks), state.subscriptions.map(withoutLinks));
  const at = deps.now().toISOString();
  const audit = {
    id: deps.newId(),
    accountId,
    at,
    action: 'access.changed',
    actor: 'stripe',
    detail: { grants: describe(grants), ...reasonsOf(subscriptions, state.subscriptions) },
  };
  const before = { subscriptions: state.subscriptions, grants: access.grants, at: state.syncedAt };
  const notices = noticesOf(deps.catalog, before, { subscriptions, grants, at });
  const found = { accountId, customerId, at, isStored: state.version > 0, before, after: { subscriptions, grants } };
  const correction = changed ? await deps.correctionOf?.({ ...found, accessChanged }) : undefined;
  const written = await deps.billing.write({
    accountId,
    readVersion: state.version,
    subscriptions,
    syncedAt: at,
    notices,
    correction,
    ...(accessChanged ? { access: { grants, audit } } : {}),
  });
  if (!written) return null;
  await queueNotices(deps, { accountId, notices });
  return { subscriptions, grants, accessChanged, changed, correction };
}

/** Each in a message of its own. One that is queued again is mailed once: the mailer sees to that. */
async function queueNotices(
  { mail, newId }: SyncDeps,
  { accountId, notices }: Pick<BillingState, 'accountId' | 'notices'>,
): Promise<void> {
  for (const notice of notices) await mail.send({ template: 'notice', id: newId(), accountId, notice });
}

function reportUnknown(log: Log, subscriptions: readonly Subscription[]): void {
  for (const { id, status } of subscriptions) {
    if (!isKnownStatus(status))
      log.error('unknown subscription status: access denied', new Error(status), { subscription: id });
  }
}

const describe = (grants: readonly Grant[]): string =>
  grants.map(({ id, status }) => `${id} (${status})`).join(', ') || nothingGranted;

/** Why each subscription has ended that was not known to have: for whoever reads the trail. */
function reasonsOf(now: readonly Subscription[], before: readonly Subscription[]): { readonly ended?: string } {
  const known = new Set(before.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id));
  const ended = now.filter(({ id, endedBecause }) => endedBecause && !known.has(id));
  return ended.length === 0 ? {} : { ended: ended.map(({ id, endedBecause }) => `${id}: ${endedBecause}`).join(', ') };
}
