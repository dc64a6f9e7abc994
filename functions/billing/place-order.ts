import type { InvoiceOrder } from '../../shared/domain/billing/invoice-order.ts';
import { soldId } from '../../shared/domain/catalog/look-up.ts';
import { AppError, invalid } from '../../shared/errors.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { CheckoutGuard } from '../../shared/storage/billing/checkouts.ts';
import type { RefusedOrder } from '../../shared/stripe/gateway.ts';
import { completeOrder } from './complete-order.ts';
import type { BillingDeps } from './deps.ts';
import { justBegun } from './just-begun.ts';
import type { CheckoutOf } from './open-session.ts';

/** Takes the next attempt with the order, and has it made. @throws AppError 409 when another purchase took it first, or Stripe refuses */
export async function placeOrder(
  deps: BillingDeps,
  of: CheckoutOf,
  { previous, order }: { readonly previous: CheckoutGuard | null; readonly order: InvoiceOrder },
): Promise<string> {
  const attempt = (previous?.attempt ?? 0) + 1;
  if (!(await deps.checkouts.take(of.accountId, soldId(of.sold), { previous, order, audit: of.line })))
    throw justBegun();
  const { sessionId, refusal } = await completeOrder(deps, of, { attempt, sessionId: null, order });
  if (sessionId !== null) return sessionId;
  const cause = new Error(refusal?.message ?? 'no reason given');
  deps.log.warn('Stripe refused an order by invoice', { account: of.accountId, refusal: refusal?.refused, cause });
  throw refusedOrder(refusal?.refused ?? 'other', cause);
}

/** A fault that the buyer can fix names its field; Stripe's own sentence stays in the log. */
function refusedOrder(because: RefusedOrder['refused'], cause: Error): AppError {
  if (because === 'location') {
    const message =
      'was not recognized by Stripe, so tax cannot be calculated: check the country, state and postal code';
    return invalid([{ field: 'address', message }]);
  }
  const sentences = {
    currency: 'You still have open billing items in another currency. Choose that currency, or contact us.',
    other: 'Stripe did not accept this order, and you were not charged. Try again, or contact us.',
  };
  return new AppError('conflict', sentences[because], { cause });
}

/** Sends the first invoice, where that was not done, and makes access what Stripe says of it. */
export async function sentInvoice(deps: BillingDeps, { accountId, customerId }: CheckoutOf, subscriptionId: string) {
  const { url } = await deps.stripe.sendFirstInvoice(subscriptionId);
  await syncAccount(deps, accountId, customerId);
  return { url };
}
