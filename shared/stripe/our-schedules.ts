/** Schedules that we made, known by their metadata. */
import type Stripe from 'stripe';
import { idOf } from './id-of.ts';

/** Metadata of a schedule that we made: the items that its last phase brings, as JSON of `{lookupKey, quantity}`. */
export const scheduledItemsMetadata = 'tollgate_items';

/** The subscription's own card, where a schedule of ours would charge another one; null: nothing is to follow. */
export function cardToFollow({ default_payment_method: own, schedule }: Stripe.Subscription): string | null {
  if (own === null || schedule === null || typeof schedule === 'string') return null;
  if (schedule.metadata?.[scheduledItemsMetadata] === undefined) return null;
  const planned = schedule.default_settings.default_payment_method;
  return planned !== null && idOf(planned) === idOf(own) ? null : idOf(own);
}
