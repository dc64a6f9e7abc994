import { jobFunction } from '../shared/http/stacks.ts';
import type { Accounts } from '../shared/storage/accounts.ts';
import { type SyncDeps, syncAccount } from './sync-account.ts';

export type ReconcileDeps = SyncDeps & { readonly accounts: Accounts };

/** Accounts compared, and how many of them differed from Stripe and were made to agree. */
export type ReconcileReport = { readonly checked: number; readonly corrected: number };

const pageSize = 100;

/** Compares every customer with Stripe and applies corrections; repeats harmlessly. */
export const reconcile = (deps: ReconcileDeps) => jobFunction(deps, () => reconcileAll(deps));

async function reconcileAll(deps: ReconcileDeps): Promise<ReconcileReport> {
  let report: ReconcileReport = { checked: 0, corrected: 0 };
  let cursor: string | undefined;
  do {
    const page = await deps.accounts.list({ limit: pageSize, cursor });
    for (const { id, stripeCustomerId } of page.accounts) {
      if (stripeCustomerId === null) continue;
      const { changed } = await syncAccount(deps, id, stripeCustomerId);
      report = { checked: report.checked + 1, corrected: report.corrected + (changed ? 1 : 0) };
    }
    cursor = page.cursor;
  } while (cursor);
  return report;
}
