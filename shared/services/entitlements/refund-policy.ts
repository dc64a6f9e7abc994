import { endingsOf, mayEnd } from '../../domain/billing/returned.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import type { Log } from '../../log.ts';
import type { StripeGateway } from '../../stripe/gateway.ts';

/** The needs of applying the refund policy. */
export type RefundPolicyDeps = { readonly catalog: Catalog; readonly stripe: StripeGateway; readonly log: Log };

/**
 * Ends a customer's subscriptions at Stripe where the operator's policy on refunds and disputes says so. It depends only on Stripe's
 * present state, so it may run at any time, and again after it died anywhere. Access follows with the sync, since Stripe then says
 * `canceled`.
 * @throws StripeUnavailable
 */
export async function applyRefundPolicy({ catalog, stripe, log }: RefundPolicyDeps, customerId: string): Promise<void> {
  if (!mayEnd(catalog)) return;
  const payments = await stripe.listReturned(customerId);
  if (payments.length === 0) return;
  const subscriptions = await stripe.listSubscriptions(customerId);
  for (const { subscriptionId, because } of endingsOf(catalog, subscriptions, payments)) {
    await stripe.endBecause(subscriptionId, because);
    log.info('subscription ended by the policy on refunds and disputes', { subscription: subscriptionId, because });
  }
}
