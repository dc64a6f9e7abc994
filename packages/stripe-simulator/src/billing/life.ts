import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { isEnded } from '../resources/subscription.ts';
import { methodFor } from './collect.ts';
import { stopCollecting, voidInvoice } from './invoices.ts';
import { discardPendingUpdate } from './pending-updates.ts';
import { billLast, renew } from './renewal.ts';
import { endSubscription, updateSubscription } from './subscription-state.ts';

/** Takes a subscription's step at this instant: expiry, end, the end of a trial, or renewal. */
export function advanceSubscription(sim: Simulation, id: string): void {
  const subscription = sim.store.subscriptions.mustGet(id);
  const now = sim.time.now();
  if (isEnded(subscription)) return;
  if (subscription.status === 'incomplete') expire(sim, subscription);
  else if (subscription.cancel_at !== null && subscription.cancel_at <= now)
    cancelSubscription(sim, id, 'cancellation_requested', { isBilled: true });
  else if (subscription.status === 'trialing') endTrial(sim, subscription);
  else if (subscription.status !== 'paused')
    renew(sim, sim.rules.isOn('U2b') ? discardPendingUpdate(sim, id) : subscription);
}

/**
 * Ends a subscription now, and stops collecting its open invoice. With `isBilled`, a final invoice bills its unbilled usage and waiting
 * prorations.
 */
export function cancelSubscription(
  sim: Simulation,
  id: string,
  reason: string | null,
  { isBilled = false }: { readonly isBilled?: boolean } = {},
): Stripe.Subscription {
  discardPendingUpdate(sim, id);
  const { latest_invoice } = sim.store.subscriptions.mustGet(id);
  if (latest_invoice) stopCollecting(sim, idOf(latest_invoice));
  if (isBilled) billLast(sim, sim.store.subscriptions.mustGet(id));
  return endSubscription(sim, id, { reason });
}

function expire(sim: Simulation, subscription: Stripe.Subscription): void {
  if (subscription.latest_invoice) voidInvoice(sim, idOf(subscription.latest_invoice));
  endSubscription(sim, subscription.id, { status: 'incomplete_expired', reason: null });
}

function endTrial(sim: Simulation, subscription: Stripe.Subscription): void {
  const behavior = subscription.trial_settings?.end_behavior.missing_payment_method;
  const isByInvoice = subscription.collection_method === 'send_invoice';
  if (isByInvoice || methodFor(sim, subscription) || behavior === 'create_invoice') renew(sim, subscription);
  else if (behavior === 'cancel') cancelSubscription(sim, subscription.id, 'cancellation_requested');
  else {
    const paused = updateSubscription(sim, subscription.id, { status: 'paused' });
    emit(sim, 'customer.subscription.paused', paused);
  }
}
