import { type Sold, soldId } from '../../shared/domain/catalog/look-up.ts';
import { orderKey } from '../../shared/services/billing/order-key.ts';
import type { CheckoutGuard } from '../../shared/storage/billing/checkouts.ts';
import type { RefusedOrder } from '../../shared/stripe/gateway.ts';
import type { BillingDeps } from './deps.ts';
import { justBegun } from './just-begun.ts';

export type Ordered = CheckoutGuard & { readonly order: NonNullable<CheckoutGuard['order']> };
type Of = { readonly accountId: string; readonly customerId: string; readonly sold: Sold };

/**
 * Has the subscription made that was ordered by invoice, whoever was interrupted while making it, and notes it: a subscription may be
 * there that nobody knows of yet, so an order cannot be dropped. Unchanged, with why, where Stripe refuses it: then there is none.
 * @throws AppError 409 where its place was taken away, as when the account is leaving
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
