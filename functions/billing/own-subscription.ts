import { isLive } from '../../shared/domain/billing/grant.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { AppError, found } from '../../shared/errors.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { BillingDeps } from './deps.ts';

/** The subscription with this id among an account's own. @throws AppError 404 */
export const ownIn = (subscriptions: readonly Subscription[], id: string): Subscription =>
  found(
    subscriptions.find((each) => each.id === id),
    'This subscription',
  );

/** It has come to its end, at Stripe already or known here. */
export const hasEnded = () =>
  new AppError('conflict', 'This subscription has ended. Subscribe again on the pricing page.');

/** A live subscription of the account, as it is stored. @throws AppError 404 for another account's, 409 for one that has ended */
export async function ownSubscription(
  { billing }: Pick<BillingDeps, 'billing'>,
  { session }: SignedInRequest,
  id: string,
): Promise<Subscription> {
  const { subscriptions } = await billing.read(session.accountId);
  const held = ownIn(subscriptions, id);
  if (!isLive(held)) throw hasEnded();
  return held;
}
