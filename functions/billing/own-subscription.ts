import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { AppError, found } from '../../shared/errors.ts';

/** The subscription with this id among an account's own. @throws AppError 404 */
export const ownIn = (subscriptions: readonly Subscription[], id: string): Subscription =>
  found(
    subscriptions.find((each) => each.id === id),
    'This subscription',
  );

/** It has come to its end, at Stripe already or known here. */
export const hasEnded = () =>
  new AppError('conflict', 'This subscription has ended. Subscribe again on the pricing page.');
