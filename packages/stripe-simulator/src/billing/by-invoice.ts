import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { subscriptionOf } from '../resources/invoice.ts';
import { cancelPayment } from './invoice-payments.ts';
import { payInvoice, stopCollecting } from './invoices.ts';
import { followGivenUp, settleSubscription } from './settle.ts';
import { endSubscription, updateSubscription } from './subscription-state.ts';

const daySeconds = 86_400;

/**
 * Sends an open invoice to its customer, who has until its due date to pay. After that its subscription is past due. After `overdueDays`
 * more it follows `settings.afterRetries`.
 */
export function awaitTransfer(sim: Simulation, invoice: Stripe.Invoice): void {
  const { due_date, id } = invoice;
  if (invoice.status !== 'open' || due_date === null) return;
  if (due_date > sim.time.now()) {
    sim.agenda.set('invoice', id, due_date);
    if (invoice.auto_advance) emit(sim, 'invoice.sent', invoice);
    return;
  }
  const givenUpAt = due_date + sim.settings.overdueDays * daySeconds;
  if (givenUpAt <= sim.time.now()) {
    giveUp(sim, invoice);
    return;
  }
  sim.agenda.set('invoice', id, givenUpAt);
  emit(sim, 'invoice.overdue', invoice);
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (subscription?.status === 'active' && sim.rules.isOn('B13'))
    updateSubscription(sim, subscription.id, { status: 'past_due' });
}

/** Stops collecting an overdue invoice. It stays open: the customer owes it and can still pay. */
function giveUp(sim: Simulation, invoice: Stripe.Invoice): void {
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (subscription?.status !== 'past_due') return;
  stopCollecting(sim, invoice.id);
  const { afterRetries } = sim.settings;
  if (afterRetries === 'canceled') endSubscription(sim, subscription.id, { reason: 'payment_failed' });
  else updateSubscription(sim, subscription.id, { status: afterRetries });
}

/** When an invoice of this subscription has to be paid, counted from now; null where it is charged. */
export function dueDateOf(sim: Simulation, subscription: Stripe.Subscription): number | null {
  if (subscription.collection_method !== 'send_invoice') return null;
  return sim.time.now() + (subscription.days_until_due ?? 0) * daySeconds;
}

/** Notes that an open invoice was paid outside of Stripe: nothing is charged, its payment intent is canceled. */
export function payOutOfBand(sim: Simulation, invoice: Stripe.Invoice): Stripe.Invoice {
  cancelPayment(sim, invoice.id);
  const paid = payInvoice(sim, invoice.id);
  settleSubscription(sim, paid);
  return paid;
}

/**
 * Marks an open invoice as a bad debt; it can still be paid. Throws where it is not open. The invoice shows `reason`. A past-due
 * subscription becomes active when its latest invoice is a bad debt.
 * https://docs.stripe.com/invoicing/integration/workflow-transitions
 * https://docs.stripe.com/changelog/endive/2026-09-30/invoice-uncollectible-status-detail
 * https://docs.stripe.com/billing/subscriptions/overview
 */
export function markUncollectible(
  sim: Simulation,
  id: string,
  reason: Stripe.Invoice.StatusDetails.Uncollectible.Reason = 'user_forgiven',
): Stripe.Invoice {
  const invoice = sim.store.invoices.mustGet(id);
  if (sim.rules.isOn('N4b') && invoice.status !== 'open')
    throw invalidRequest(`You can only mark open invoices as uncollectible. This invoice is ${invoice.status}.`);
  const change = sim.store.invoices.patch(id, {
    auto_advance: false,
    automatically_finalizes_at: null,
    next_payment_attempt: null,
    status: 'uncollectible',
    status_details: { uncollectible: { reason } },
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: sim.time.now() },
  });
  sim.agenda.set('invoice', id, null);
  emitUpdate(sim, 'invoice.updated', change);
  emit(sim, 'invoice.marked_uncollectible', change.after);
  followGivenUp(sim, change.after);
  return change.after;
}
