import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { dueDateOf } from './by-invoice.ts';
import { draftInvoice, stopCollecting } from './invoices.ts';
import { periodLines } from './lines.ts';
import { withhold } from './pause.ts';
import { takePendingLines } from './pending-lines.ts';
import { nextBoundary } from './periods.ts';
import { updateSubscription } from './subscription-state.ts';
import { usageLines } from './usage.ts';

/**
 * Drafts a subscription's last invoice over its pending lines, and over its unbilled usage unless that is discarded; none where both are
 * empty. Nothing at Stripe makes it final. https://docs.stripe.com/billing/subscriptions/cancel
 */
export function billLast(sim: Simulation, subscription: Stripe.Subscription, withUsage: boolean): void {
  const now = sim.time.now();
  const { currency, id, items, status } = subscription;
  const isUsed = status === 'active' || status === 'past_due';
  const used = usageLines(sim, items.data, { customer: idOf(subscription.customer), currency, until: now });
  const lines = [...takePendingLines(sim, id), ...(isUsed && withUsage ? used : [])];
  if (!lines.some(({ usage, amount }) => usage || amount !== 0)) return;
  const invoice = draftInvoice(sim, {
    subscription,
    reason: 'subscription_cycle',
    lines,
    finalizesAt: now + draftSecondsOf(sim),
    periodStart: Math.min(...items.data.map((item) => item.current_period_start)),
    dueDate: dueDateOf(sim, subscription),
    periodEnd: now,
  });
  sim.store.subscriptions.patch(id, { latest_invoice: invoice.id });
  if (sim.rules.isOn('B7')) stopCollecting(sim, invoice.id);
}

/** Moves the items whose period is over into their next one and drafts the invoice for it. */
export function renew(sim: Simulation, subscription: Stripe.Subscription): void {
  const now = sim.time.now();
  const isDue = (item: Stripe.SubscriptionItem) => item.current_period_end <= now;
  const due = subscription.items.data.filter(isDue);
  const data = subscription.items.data.map((item) => (isDue(item) ? nextPeriod(subscription, item) : item));
  const renewed = { ...subscription, items: { ...subscription.items, data } };
  const begun = data.filter(({ id }) => due.some((item) => item.id === id));
  const isCollected = subscription.status !== 'unpaid' || !sim.rules.isOn('B5');
  const { currency } = subscription;
  const used =
    subscription.status === 'trialing' && sim.rules.isOn('M13')
      ? []
      : usageLines(sim, due, { customer: idOf(subscription.customer), currency });
  const others = [...used, ...periodLines(sim, begun, subscription)];
  const invoice = draftInvoice(sim, {
    subscription: renewed,
    reason: 'subscription_cycle',
    lines: [...takePendingLines(sim, subscription.id, others.length), ...others],
    finalizesAt: isCollected ? now + draftSecondsOf(sim) : null,
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

/** How long a renewal's invoice stays a draft. */
const draftSecondsOf = (sim: Simulation): number => (sim.rules.isOn('N2') ? sim.settings.draftSeconds : 3_600);
