import type { Account } from '../shared/domain/accounts/account.ts';
import { jobFunction } from '../shared/http/stacks.ts';
import type { Accounts } from '../shared/storage/accounts.ts';
import { StorageUnavailable } from '../shared/storage/table.ts';
import { StripeUnavailable } from '../shared/stripe/gateway.ts';
import { type SyncDeps, syncAccount } from './sync-account.ts';

export type ReconcileDeps = SyncDeps & { readonly accounts: Accounts };

/** Accounts compared, and how many of them differed from Stripe and were made to agree. */
export type ReconcileReport = { readonly checked: number; readonly corrected: number };

const pageSize = 100;

/**
 * Compares every customer with Stripe and applies corrections; repeats harmlessly. An account that cannot be compared keeps
 * none of the others from it: the job goes on and fails at its end, so that the alarm tells.
 */
export const reconcile = (deps: ReconcileDeps) => jobFunction(deps, () => reconcileAll(deps));

async function reconcileAll(deps: ReconcileDeps): Promise<ReconcileReport> {
  const outcomes: Outcome[] = [];
  let cursor: string | undefined;
  do {
    const page = await deps.accounts.list({ limit: pageSize, cursor });
    for (const account of page.accounts) outcomes.push(await compare(deps, account));
    cursor = page.cursor;
  } while (cursor);
  const count = (...wanted: Outcome[]) => outcomes.filter((outcome) => wanted.includes(outcome)).length;
  if (count('failed') > 0) throw new Error(`${count('failed')} accounts could not be compared with Stripe`);
  return { checked: count('agreed', 'corrected'), corrected: count('corrected') };
}

type Outcome = 'no customer' | 'agreed' | 'corrected' | 'failed';

/** @throws StripeUnavailable, StorageUnavailable: the next account would meet the same outage */
async function compare(deps: ReconcileDeps, { id, stripeCustomerId }: Account): Promise<Outcome> {
  if (stripeCustomerId === null) return 'no customer';
  try {
    const { changed } = await syncAccount(deps, id, stripeCustomerId);
    return changed ? 'corrected' : 'agreed';
  } catch (error) {
    if (error instanceof StripeUnavailable || error instanceof StorageUnavailable) throw error;
    deps.log.error('account not compared with Stripe', error, { account: id });
    return 'failed';
  }
}
