/** The rest of a change that was interrupted, or that its buyer paid later. */
import type Stripe from 'stripe';
import { sendChange } from './change-invoices.ts';
import { idOf } from './id-of.ts';
import { cardToFollow } from './our-schedules.ts';

/**
 * Sends an invoice of a change that is a draft still, and takes away items of which none are left. A planned change gets the card that the
 * subscription has now. Repeated, it changes nothing.
 */
export async function completeChange(stripe: Stripe, id: string): Promise<void> {
  const subscription = await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice', 'schedule'] });
  await sendChange(stripe, subscription.latest_invoice);
  await removeEmpty(stripe, subscription);
  await followCard(stripe, subscription);
}

/**
 * Takes away items of which none are left. A change that waits for its payment sets their quantity to 0, since Stripe lets none take an item
 * away. https://docs.stripe.com/billing/subscriptions/pending-updates-reference
 */
export async function removeEmpty(stripe: Stripe, subscription: Stripe.Subscription): Promise<void> {
  const { id, items, pending_update, schedule } = subscription;
  const empty = items.data.filter(({ quantity }) => quantity === 0);
  if (empty.length === 0 || empty.length === items.data.length || pending_update !== null || schedule !== null) return;
  const gone = empty.map((item) => ({ id: item.id, deleted: true }));
  await stripe.subscriptions.update(id, { items: gone, proration_behavior: 'none' });
}

/** A schedule keeps the card that it was made with. */
async function followCard(stripe: Stripe, subscription: Stripe.Subscription): Promise<void> {
  const card = cardToFollow(subscription);
  if (card === null || subscription.schedule === null) return;
  const settings = { default_payment_method: card };
  await stripe.subscriptionSchedules.update(idOf(subscription.schedule), { default_settings: settings });
}
