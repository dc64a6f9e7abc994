import { type Sold, soldId } from '../../shared/domain/catalog/look-up.ts';
import { orderKey } from '../../shared/services/billing/order-key.ts';
import type { CheckoutGuard } from '../../shared/storage/billing/checkouts.ts';
import type { RefusedOrder } from '../../shared/stripe/gateway.ts';
import type { BillingDeps } from './deps.ts';
import { justBegun } from './just-begun.ts';

/** A guard that holds an order by invoice. */
export type Ordered = CheckoutGuard & { readonly order: NonNullable<CheckoutGuard['order']> };
type Of = { readonly accountId: string; readonly customerId: string; readonly sold: Sold };

/**
 * Creates the subscription of an order by invoice and notes it, also where an earlier request was interrupted while doing so.
 * A subscription may exist that nobody has noted yet, so an order cannot be dropped.
 * Where Stripe refuses the order there is no subscription: the answer is the unchanged guard, with the reason.
 * @throws AppError 409 where the order was replaced, or its account is being deleted
 */
export async function completeOrder(
  { checkouts, stripe }: Pick<BillingDeps, 'checkouts' | 'stripe'>,
  { accountId, customerId, sold }: Of,
  ordered: Ordered,
): Promise<CheckoutGuard & { readonly refusal?: RefusedOrder }> {
  const { attempt, order } = ordered;
  if (ordered.sessionId !== null) return ordered;
  const id = soldId(sold);
  const made = await stripe.createInvoiced({ accountId, customerId, order }, orderKey(accountId, id, attempt));
  if ('refused' in made) return { ...ordered, refusal: made };
  const noted = { attempt, sessionId: made.subscriptionId };
  if (await checkouts.setSession(accountId, id, noted)) return { ...noted, order };
  await stripe.cancelNow(made.subscriptionId);
  throw justBegun();
}
