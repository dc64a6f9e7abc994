import { isDeepStrictEqual } from 'node:util';
import { awaitsTransfer, isLive } from '../../shared/domain/billing/grant.ts';
import { type InvoiceOrder, owes } from '../../shared/domain/billing/invoice-order.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { AppError } from '../../shared/errors.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { CheckoutGuard } from '../../shared/storage/billing/checkouts.ts';
import { refuseAlreadyBought } from './buying.ts';
import type { BillingDeps } from './deps.ts';
import { type CheckoutOf, endPrevious } from './open-session.ts';

/** The guard of the attempt before, and the subscription that already answers the order; null for neither. */
export type Previous = { readonly previous: CheckoutGuard | null; readonly subscriptionId: string | null };

/**
 * The attempt before, with its subscription where the same order still waits for its payment.
 * @throws AppError 409 where another purchase of it was completed, 402 while an invoice is overdue
 */
export async function previousOrder(deps: BillingDeps, of: CheckoutOf, order: InvoiceOrder): Promise<Previous> {
  const { previous, completed } = await endPrevious(deps, of);
  const { subscriptions } = completed
    ? await syncAccount(deps, of.accountId, of.customerId)
    : await deps.billing.read(of.accountId);
  const waiting = subscriptions.find((each) => each.id === previous?.sessionId && isWaiting(each));
  if (waiting && isDeepStrictEqual(previous?.order, order)) return { previous, subscriptionId: waiting.id };
  refuseAlreadyBought(deps.catalog, of.sold, subscriptions);
  if (!owes(subscriptions, deps.now())) return { previous, subscriptionId: null };
  throw new AppError('payment_required', 'You have an unpaid invoice. Pay it on your dashboard first, or pay by card.');
}

const isWaiting = (subscription: Subscription): boolean => isLive(subscription) && awaitsTransfer(subscription);
