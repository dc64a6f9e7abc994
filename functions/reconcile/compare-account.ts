import type { Account } from '../../shared/domain/accounts/account.ts';
import { mayEnd } from '../../shared/domain/billing/returned.ts';
import { syncCompleted } from '../../shared/services/entitlements/complete-changes.ts';
import { countRefunds } from '../../shared/services/entitlements/count-refunds.ts';
import { applyRefundPolicy } from '../../shared/services/entitlements/refund-policy.ts';
import type { Correction } from '../../shared/storage/billing/drift.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import { compareTax } from './compare-tax.ts';
import { compareUsage } from './compare-usage.ts';
import type { ReconcileDeps } from './deps.ts';
import { type DueDeps, isDue } from './due.ts';

type Outcome = 'not asked' | 'agreed' | 'failed' | Correction;

/** The counts of the run that an account's outcome adds to. */
export function countsOf(outcome: Outcome) {
  if (outcome === 'not asked') return {};
  if (outcome === 'failed') return { failed: 1 };
  return { checked: 1, corrected: outcome === 'agreed' ? 0 : 1 };
}

/** Dependencies of a comparison, with the run and the customers with refunds or disputes. */
export type Comparing = DueDeps & { readonly returned: ReadonlySet<string> };

/**
 * Compares an account with Stripe and corrects what differs; `not asked` where it has no customer, or another run's turn it is. `StripeUnavailable` where Stripe did not answer.
 * @throws StorageUnavailable, since the next account would meet the same outage
 */
export async function compareAccount(
  deps: Comparing,
  { id, stripeCustomerId }: Account,
): Promise<Outcome | StripeUnavailable> {
  if (stripeCustomerId === null) return 'not asked';
  try {
    if (!(await isDue(deps, { id, stripeCustomerId }))) return 'not asked';
    if (deps.returned.has(stripeCustomerId)) {
      await applyRefundPolicy(deps, stripeCustomerId);
      await countRefunds(deps, stripeCustomerId);
    }
    const synced = await syncCompleted(deps, { accountId: id, customerId: stripeCustomerId, sends: true });
    const usage = await compareUsage(deps, deps.run, { accountId: id, customerId: stripeCustomerId });
    const { subscriptions } = synced;
    const tax = await compareTax(deps, deps.run, { accountId: id, customerId: stripeCustomerId, subscriptions });
    const found = [synced.correction, ...usage, tax].filter((each) => each != null);
    for (const { cause } of found) {
      deps.count('Drift', 1);
      deps.log.warn('drift corrected', { account: id, cause });
    }
    return found[0] ?? 'agreed';
  } catch (error) {
    if (error instanceof StorageUnavailable) throw error;
    deps.log.error('account not compared with Stripe', error, { account: id });
    return error instanceof StripeUnavailable ? error : 'failed';
  }
}

/** Customers with a refund or a dispute. Where an event was missed, the refund policy may still have to end one of their subscriptions. */
export const customersOfReturned = async ({ catalog, stripe, now }: ReconcileDeps): Promise<ReadonlySet<string>> =>
  mayEnd(catalog) ? stripe.customersOfReturned(now()) : new Set();
