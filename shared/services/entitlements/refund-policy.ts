import { endingsOf, mayEnd } from '../../domain/billing/returned.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import type { Log } from '../../log.ts';
import type { StripeGateway } from '../../stripe/gateway.ts';

export type RefundPolicyDeps = { readonly catalog: Catalog; readonly stripe: StripeGateway; readonly log: Log };

/**
 * Ends at Stripe what the operator's policy on refunds and disputes ends of a customer's subscriptions, by what Stripe holds now. So it
 * may run at any time, twice, and after it died anywhere; access follows with the sync, since Stripe says `canceled`.
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
