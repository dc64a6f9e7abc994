import type { SyncDeps } from './deps.ts';

/** Adds the refunds of a customer, as Stripe has them now, to the rollups of revenue. It may run at any time, and again after it died anywhere. @throws StripeUnavailable */
export async function countRefunds(
  { stripe, billing }: Pick<SyncDeps, 'stripe' | 'billing'>,
  customerId: string,
): Promise<void> {
  for (const refund of await stripe.listRefunds(customerId)) await billing.countRefund(refund);
}
