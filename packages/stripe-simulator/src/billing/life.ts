import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { subscriptionOf } from '../resources/invoice.ts';
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
    cancelSubscription(sim, id, 'cancellation_requested', sim.rules.isOn('B9') ? { bills: 'usage' } : {});
  else if (subscription.status === 'trialing') endTrial(sim, subscription);
  else if (subscription.status !== 'paused')
    renew(sim, sim.rules.isOn('U2b') ? discardPendingUpdate(sim, id) : subscription);
}

/**
 * Ends a subscription now, and stops collecting its open and draft invoices. A last invoice bills its waiting prorations, and with `usage` its
 * unbilled usage too.
 */
export function cancelSubscription(
  sim: Simulation,
  id: string,
  reason: string | null,
  { bills }: { readonly bills?: 'usage' | 'prorations' } = {},
): Stripe.Subscription {
  discardPendingUpdate(sim, id);
  for (const invoice of uncollected(sim, sim.store.subscriptions.mustGet(id))) stopCollecting(sim, invoice);
  if (bills) billLast(sim, sim.store.subscriptions.mustGet(id), bills === 'usage');
  return endSubscription(sim, id, { reason });
}

function uncollected(sim: Simulation, { id, customer, latest_invoice }: Stripe.Subscription): string[] {
  if (!sim.rules.isOn('B7')) return latest_invoice ? [idOf(latest_invoice)] : [];
  const own = sim.store.invoices.newestFirst(idOf(customer)).filter((invoice) => subscriptionOf(invoice) === id);
  return own.filter(({ status }) => status === 'draft' || status === 'open').map((invoice) => invoice.id);
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
