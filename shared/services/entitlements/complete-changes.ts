import { hasUnsentChange, isIncomplete } from '../../domain/billing/unfinished.ts';
import type { SyncDeps } from './deps.ts';
import { type Synced, syncAccount } from './sync-account.ts';

type Of = {
  readonly accountId: string;
  readonly customerId: string;
  /** Includes invoices of changes that are drafts. An event may be about one that somebody is editing at Stripe, so it leaves them. */
  readonly sends: boolean;
};

/**
 * Syncs an account, completes the changes that are incomplete at Stripe, and syncs again where there were any. The second sync finds what
 * we have just done, which is no drift.
 * @throws StripeUnavailable, StorageUnavailable, AppError `unavailable`
 */
export async function syncCompleted(deps: SyncDeps, { accountId, customerId, sends }: Of): Promise<Synced> {
  const synced = await syncAccount(deps, accountId, customerId);
  const found = synced.subscriptions.filter((each) => isIncomplete(each) || (sends && hasUnsentChange(each)));
  if (found.length === 0) return synced;
  for (const { id } of found) await deps.stripe.completeChange(id);
  const again = await syncAccount({ ...deps, correctionOf: undefined }, accountId, customerId);
  return {
    ...again,
    correction: synced.correction,
    changed: synced.changed || again.changed,
    accessChanged: synced.accessChanged || again.accessChanged,
    usageEnded: synced.usageEnded || again.usageEnded,
  };
}
