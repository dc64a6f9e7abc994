import { isLive, mainItemOf } from '../../shared/domain/billing/grant.ts';
import { AppError } from '../../shared/errors.ts';
import type { Organization } from '../../shared/services/badges/organization.ts';
import type { BillingDeps } from './deps.ts';

/** The badge's own subscription with so many heads. @throws AppError 409 where there is none */
export async function requestedSeats(
  { billing, catalog }: BillingDeps,
  { application, badge }: Organization,
  affiliates: number,
) {
  const { subscriptions } = await billing.read(application.accountId);
  for (const subscription of subscriptions.filter(isLive)) {
    const sold = mainItemOf(catalog, subscription)?.sold;
    if (sold?.kind === 'badge' && sold.badge.id === badge.id)
      return { subscription: subscription.id, price: sold.price.lookupKey, affiliates };
  }
  throw new AppError('conflict', 'This badge has no subscription to add seats to. Buy it first.');
}
