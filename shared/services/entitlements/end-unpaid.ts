import type { Subscription } from '../../domain/billing/subscription.ts';
import { hasFailedToStart } from '../../domain/billing/unpaid.ts';
import type { SyncDeps } from './deps.ts';

/**
 * Ends at Stripe every subscription whose first debit came back. Stripe would leave it active and debit the same bank account a period
 * later, and its plan could not be bought again. False where one was ended, since Stripe must be asked again before anything is stored.
 * Repeating it is safe.
 * @throws StripeUnavailable
 */
export async function endUnpaidStarts(
  { stripe, log }: Pick<SyncDeps, 'stripe' | 'log'>,
  accountId: string,
  found: readonly Subscription[],
): Promise<boolean> {
  const unpaid = found.filter(hasFailedToStart);
  for (const { id } of unpaid) {
    await stripe.endBecause(id, 'first_payment_failed');
    log.warn('first payment returned: subscription ended', { account: accountId, subscription: id });
  }
  return unpaid.length === 0;
}
