import type Stripe from 'stripe';
import { emitUpdate } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { subscriptionOf } from '../resources/invoice.ts';
import { applyPendingUpdate, isAwaited } from './pending-updates.ts';
import { endSubscription, updateSubscription } from './subscription-state.ts';

/** Lets a subscription be active once the invoice that it waited for is paid. */
export function settleSubscription(sim: Simulation, invoice: Stripe.Invoice): void {
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (subscription && isAwaited(sim, subscription.id, invoice.id)) {
    applyPendingUpdate(sim, subscription.id);
    return;
  }
  if (!subscription || !latestOf(sim, invoice)) return;
  if (['incomplete', 'past_due', 'unpaid', 'paused'].includes(subscription.status))
    updateSubscription(sim, subscription.id, { status: 'active' });
}

/** A past-due subscription becomes active when its latest invoice is marked uncollectible. https://docs.stripe.com/billing/subscriptions/overview */
export function followGivenUp(sim: Simulation, invoice: Stripe.Invoice): void {
  if (!sim.rules.isOn('B2')) return;
  const subscription = latestOf(sim, invoice);
  if (subscription?.status === 'past_due') updateSubscription(sim, subscription.id, { status: 'active' });
}

/**
 * When its latest invoice is voided, an incomplete subscription expires. Any other follows its newest invoice that is not void
 * (https://docs.stripe.com/billing/invoices/subscription).
 */
export function followVoid(sim: Simulation, invoice: Stripe.Invoice): void {
  const subscription = latestOf(sim, invoice);
  if (subscription?.status === 'incomplete' && sim.rules.isOn('B3'))
    endSubscription(sim, subscription.id, { status: 'incomplete_expired', reason: null });
  if (!sim.rules.isOn('B3b') || (subscription?.status !== 'past_due' && subscription?.status !== 'unpaid')) return;
  const older = sim.store.invoices
    .newestFirst(idOf(subscription.customer))
    .find((each) => subscriptionOf(each) === subscription.id && each.status !== 'void');
  if (older?.status !== 'open') updateSubscription(sim, subscription.id, { status: 'active' });
}

/** The subscription of which this is the latest invoice. */
function latestOf(sim: Simulation, invoice: Stripe.Invoice): Stripe.Subscription | undefined {
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  return subscription?.latest_invoice && idOf(subscription.latest_invoice) === invoice.id ? subscription : undefined;
}

/**
 * While a debit is pending, nothing else is tried. A subscription or its change counts as paid.
 * https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses
 */
export function awaitDebit(sim: Simulation, id: string): void {
  const change = sim.store.invoices.patch(id, { attempted: true, next_payment_attempt: null });
  sim.agenda.set('invoice', id, null);
  emitUpdate(sim, 'invoice.updated', change);
  const subscription = sim.store.subscriptions.get(subscriptionOf(change.after) ?? '');
  if (!subscription) return;
  if (isAwaited(sim, subscription.id, id)) applyPendingUpdate(sim, subscription.id);
  else if (subscription.status === 'incomplete') updateSubscription(sim, subscription.id, { status: 'active' });
}
