import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { isEnded } from '../resources/subscription.ts';
import { dueDateOf } from './by-invoice.ts';
import { methodFor } from './collect.ts';
import { draftInvoice, stopCollecting, voidInvoice } from './invoices.ts';
import { periodLines } from './lines.ts';
import { withhold } from './pause.ts';
import { takePendingLines } from './pending-lines.ts';
import { discardPendingUpdate } from './pending-updates.ts';
import { nextBoundary } from './periods.ts';
import { endSubscription, updateSubscription } from './subscription-state.ts';
import { usageLines } from './usage.ts';

/** Does what a subscription's life holds at this instant: expiry, end, the end of a trial, or renewal. */
export function advanceSubscription(sim: Simulation, id: string): void {
  const subscription = sim.store.subscriptions.mustGet(id);
  const now = sim.time.now();
  if (isEnded(subscription)) return;
  if (subscription.status === 'incomplete') expire(sim, subscription);
  else if (subscription.cancel_at !== null && subscription.cancel_at <= now)
    cancelSubscription(sim, id, 'cancellation_requested', { isBilled: true });
  else if (subscription.status === 'trialing') endTrial(sim, subscription);
  else if (subscription.status !== 'paused') renew(sim, discardPendingUpdate(sim, id));
}

/**
 * Ends a subscription now; what is still open on it is not collected any more. Where it `isBilled`, usage that no invoice holds yet is on
 * a final one, and prorations that wait.
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

/** The last invoice: what was used and what is pending, as a draft first like every other; none where that comes to nothing. */
function billLast(sim: Simulation, subscription: Stripe.Subscription): void {
  const now = sim.time.now();
  const { currency, id, items, status } = subscription;
  const isUsed = status === 'active' || status === 'past_due';
  const used = usageLines(sim, items.data, { customer: idOf(subscription.customer), currency, until: now });
  const lines = [...takePendingLines(sim, id), ...(isUsed ? used : [])];
  if (!lines.some(({ usage, amount }) => usage || amount !== 0)) return;
  const invoice = draftInvoice(sim, {
    subscription,
    reason: 'subscription_cycle',
    lines,
    finalizesAt: now + sim.settings.draftSeconds,
    periodStart: Math.min(...items.data.map((item) => item.current_period_start)),
    dueDate: dueDateOf(sim, subscription),
    periodEnd: now,
  });
  sim.store.subscriptions.patch(id, { latest_invoice: invoice.id });
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

/** Moves the items whose period is over into their next one and drafts the invoice for it. */
function renew(sim: Simulation, subscription: Stripe.Subscription): void {
  const now = sim.time.now();
  const isDue = (item: Stripe.SubscriptionItem) => item.current_period_end <= now;
  const due = subscription.items.data.filter(isDue);
  const data = subscription.items.data.map((item) => (isDue(item) ? nextPeriod(subscription, item) : item));
  const renewed = { ...subscription, items: { ...subscription.items, data } };
  const begun = data.filter(({ id }) => due.some((item) => item.id === id));
  const isCollected = subscription.status !== 'unpaid';
  const { currency } = subscription;
  const used =
    subscription.status === 'trialing' ? [] : usageLines(sim, due, { customer: idOf(subscription.customer), currency });
  const invoice = draftInvoice(sim, {
    subscription: renewed,
    reason: 'subscription_cycle',
    lines: [...takePendingLines(sim, subscription.id), ...used, ...periodLines(sim, begun, subscription)],
    finalizesAt: isCollected ? now + sim.settings.draftSeconds : null,
    periodStart: Math.min(...due.map((item) => item.current_period_start)),
    dueDate: dueDateOf(sim, subscription),
    periodEnd: now,
  });
  if (subscription.pause_collection) withhold(sim, invoice, subscription.pause_collection.behavior);
  updateSubscription(sim, subscription.id, {
    items: renewed.items,
    latest_invoice: invoice.id,
    status: subscription.status === 'trialing' ? 'active' : subscription.status,
  });
}

/** An item in the period after its current one. */
export function nextPeriod(subscription: Stripe.Subscription, item: Stripe.SubscriptionItem): Stripe.SubscriptionItem {
  const start = item.current_period_end;
  const interval = item.price.recurring ?? { interval: 'month', interval_count: 1 };
  const end = nextBoundary(subscription.billing_cycle_anchor, interval, start);
  return { ...item, current_period_start: start, current_period_end: end };
}

/** Starts a paused subscription's cycle anew at this instant and drafts the invoice for it; the caller collects. */
export function restartSubscription(sim: Simulation, id: string): Stripe.Invoice {
  const now = sim.time.now();
  const paused = sim.store.subscriptions.mustGet(id);
  const data = paused.items.data.map((item) =>
    nextPeriod({ ...paused, billing_cycle_anchor: now }, { ...item, current_period_end: now }),
  );
  const restarted = { ...paused, items: { ...paused.items, data } };
  const invoice = draftInvoice(sim, {
    subscription: restarted,
    reason: 'subscription_update',
    lines: [...takePendingLines(sim, id), ...periodLines(sim, data, paused)],
    finalizesAt: null,
    periodStart: now,
    periodEnd: now,
  });
  updateSubscription(sim, id, { billing_cycle_anchor: now, items: restarted.items, latest_invoice: invoice.id });
  return invoice;
}
