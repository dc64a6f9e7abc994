import { isDeepStrictEqual } from 'node:util';
import { hasUsageEnded } from '../../domain/billing/counting.ts';
import { type Grant, isKnownStatus } from '../../domain/billing/grant.ts';
import { noticesOf } from '../../domain/billing/notices.ts';
import type { Subscription } from '../../domain/billing/subscription.ts';
import { StorageUnavailable } from '../../storage/table/table.ts';
import { applyAccessChange } from './apply-access-change.ts';
import { claimTrials } from './claim-trials.ts';
import { revenueCounted } from './count-revenue.ts';
import type { SyncDeps } from './deps.ts';
import { endUnpaidStarts } from './end-unpaid.ts';
import { comparable, paidFor } from './paid-for.ts';
import { queueNotices } from './queue-notices.ts';

/** The billing state that a sync wrote, and how it differs from the one before. */
export type Synced = {
  readonly subscriptions: readonly Subscription[];
  readonly grants: readonly Grant[];
  /** The account's access was different before. */
  readonly accessChanged: boolean;
  readonly changed: boolean;
  /** A window for which Stripe bills usage is over. */
  readonly usageEnded: boolean;
  readonly correction?: Awaited<ReturnType<NonNullable<SyncDeps['correctionOf']>>>;
};

const maxRaces = 10;

/**
 * Brings an account's billing state to what Stripe says now: read the version, ask Stripe, write if the version is unchanged. A sync that
 * lost the race runs again, so the last writer asked Stripe after the one before had written. A sync that finds nothing new writes too.
 * Otherwise a slower one, which had asked earlier, could store a state that Stripe has since taken back. Notices and the access change are
 * written with it and then carried out. An interrupted one is finished by the next sync first.
 * @throws StripeUnavailable, StorageUnavailable, AppError `unavailable`
 */
export async function syncAccount(deps: SyncDeps, accountId: string, customerId: string): Promise<Synced> {
  for (let race = 0; race < maxRaces; race++) {
    const synced = await trySync(deps, accountId, customerId);
    if (synced) return synced;
  }
  throw new StorageUnavailable(new Error(`Lost ${maxRaces} races to sync ${accountId}`));
}

/**
 * One attempt. Null: it must run again, because a race was lost, a trial was refused or a first payment came back. The version is read
 * first: grants that another sync writes after it come with a later version, and the race is lost.
 */
async function trySync(deps: SyncDeps, accountId: string, customerId: string): Promise<Synced | null> {
  const state = await deps.billing.read(accountId);
  await applyAccessChange(deps, state);
  await queueNotices(deps, state);
  const access = await deps.access.readPaid(accountId);
  const paid = await paidFor(deps, customerId, { isLeaving: access.isLeaving, given: state.given });
  const { subscriptions, credit, given, grants } = paid;
  if (!(await claimTrials(deps, { accountId, known: state.subscriptions, found: subscriptions }))) return null;
  if (!(await endUnpaidStarts(deps, accountId, subscriptions))) return null;
  reportUnknown(deps, subscriptions);
  const accessChanged = !isDeepStrictEqual(grants, access.grants);
  const changed = accessChanged || !isDeepStrictEqual(comparable(paid), comparable(state));
  const at = deps.now().toISOString();
  const before = {
    subscriptions: state.subscriptions,
    credit: state.credit,
    grants: access.grants,
    at: state.syncedAt,
  };
  const notices = access.isLeaving ? [] : noticesOf(deps.catalog, before, { subscriptions, grants, at });
  const found = {
    accountId,
    customerId,
    at,
    isStored: state.version > 0,
    before,
    after: { subscriptions, credit, grants },
  };
  const correction = changed ? await deps.correctionOf?.({ ...found, accessChanged }) : undefined;
  const written = await deps.billing.write({
    ...{ accountId, subscriptions, credit, given, notices, correction, syncedAt: at },
    ...{ readVersion: state.version, grantsVersion: access.version },
    accessChange: accessChanged ? { at, ...reasonsOf(subscriptions, state.subscriptions) } : null,
    revenue: revenueCounted(deps, state, { subscriptions, at }),
  });
  if (!written) return null;
  await applyAccessChange(deps, written);
  await queueNotices(deps, written);
  const usageEnded = hasUsageEnded(deps.catalog, state.subscriptions, subscriptions);
  return { subscriptions, grants, accessChanged, changed, usageEnded, correction };
}

function reportUnknown({ log }: Pick<SyncDeps, 'log'>, subscriptions: readonly Subscription[]): void {
  for (const { id, status } of subscriptions) {
    if (!isKnownStatus(status))
      log.error('unknown subscription status: access denied', new Error(status), { subscription: id });
  }
}

/** Why each newly ended subscription has ended, for the trail. */
function reasonsOf(now: readonly Subscription[], before: readonly Subscription[]): { readonly ended?: string } {
  const known = new Set(before.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id));
  const ended = now.filter(({ id, endedBecause }) => endedBecause && !known.has(id));
  return ended.length === 0 ? {} : { ended: ended.map(({ id, endedBecause }) => `${id}: ${endedBecause}`).join(', ') };
}
