import type { Account } from '../../shared/domain/accounts/account.ts';
import type { ListedSubscription } from '../../shared/domain/billing/unowned.ts';
import type { Correction, ReconcileRun } from '../../shared/storage/billing/drift.ts';
import type { ReconcileDeps } from './deps.ts';

/** An account with a running subscription, and the address that Stripe has for it. */
export type Contact = { readonly account: Account } & Pick<ListedSubscription, 'customerEmail'>;

/**
 * Gives Stripe the organization's address where it mails another one; null where it does not. The correction names neither address: it outlives
 * a deletion.
 */
export async function compareContact(
  deps: ReconcileDeps,
  run: ReconcileRun,
  { account, customerEmail }: Contact,
): Promise<Correction | null> {
  const { id: accountId, email, stripeCustomerId: customerId, leavingAt } = account;
  if (customerId === null || leavingAt !== undefined || customerEmail === email) return null;
  if (!(await deps.stripe.setCustomerEmail(customerId, email))) return null;
  const correction: Correction = {
    ...{ runId: run.id, runStartedAt: run.startedAt, at: deps.now().toISOString(), accountId, customerId },
    cause: 'contact',
    accessChanged: false,
    differences: [{ of: 'customer', id: customerId, field: 'email', before: null, after: null }],
  };
  await deps.drift.record(correction);
  deps.count('Drift', 1);
  deps.log.warn('drift corrected', { account: accountId, cause: correction.cause });
  return correction;
}
