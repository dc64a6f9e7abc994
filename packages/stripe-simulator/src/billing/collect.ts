import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { subscriptionOf } from '../resources/invoice.ts';
import { awaitTransfer } from './by-invoice.ts';
import { authenticationRequired, type CardOutcome, type Decline } from './cards.ts';
import { confirmIntent, noMethod } from './charging.ts';
import { intentOf } from './invoice-payments.ts';
import { finalizeInvoice, payInvoice, stopCollecting } from './invoices.ts';
import { methodOutcome } from './methods.ts';
import { applyPendingUpdate, isAwaited } from './pending-updates.ts';
import { settleSubscription } from './settle.ts';
import { endSubscription, updateSubscription } from './subscription-state.ts';

const daySeconds = 86_400;

/** The card that a subscription's invoices are charged to: its own, else the customer's default; null for none. */
export function methodFor(sim: Simulation, subscription: Stripe.Subscription): Stripe.PaymentMethod | null {
  const customer = sim.store.customers.get(idOf(subscription.customer));
  const method = subscription.default_payment_method ?? customer?.invoice_settings.default_payment_method;
  return (method && sim.store.paymentMethods.get(idOf(method))) || null;
}

/** Does an invoice's next step when it is due: a draft becomes final, and what is open is charged again. */
export function advanceInvoice(sim: Simulation, id: string): void {
  const invoice = finalizeInvoice(sim, id);
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (invoice.status === 'paid') settleSubscription(sim, invoice);
  else if (invoice.collection_method === 'send_invoice') awaitTransfer(sim, invoice);
  else if (invoice.status === 'open' && subscription) collectInvoice(sim, id, { method: methodFor(sim, subscription) });
}

type Collection = {
  readonly method: Stripe.PaymentMethod | null;
  readonly isOnSession?: boolean;
  readonly isAuthenticated?: boolean;
};

/** Charges an open invoice, and lets its subscription follow: active when paid, past due or over when not. */
export function collectInvoice(sim: Simulation, id: string, attempt: Collection): CardOutcome {
  const intent = intentOf(sim, id);
  if (!intent) throw new Error(`Invoice ${id} has nothing to collect`);
  const { method, isOnSession = false, isAuthenticated = false } = attempt;
  const outcome = confirmIntent(sim, intent, { method, isOnSession, isAuthenticated });
  if (outcome === 'succeeded') settleSubscription(sim, payInvoice(sim, id));
  else if (outcome === 'processing') awaitDebit(sim, id);
  else if (outcome === 'requires_action') emit(sim, 'invoice.payment_action_required', sim.store.invoices.mustGet(id));
  else recordFailure(sim, id, outcome === authenticationRequired);
  return outcome;
}

/** The outcome that collecting would have, without collecting. A card that requires 3-D Secure counts as refused. */
export function foreseeCollection(
  sim: Simulation,
  method: Stripe.PaymentMethod | null,
  isOnSession: boolean,
): 'succeeded' | Decline {
  const outcome = (method && methodOutcome(sim, method, { isOnSession, isAuthenticated: false })) ?? noMethod;
  if (outcome === 'processing') return 'succeeded';
  return outcome === 'requires_action' ? authenticationRequired : outcome;
}

/**
 * While a debit is under way nothing else is tried, and a subscription or a change of it holds as if it were paid.
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

/** Records that an open invoice could not be collected: tried again where it is retried, else what that comes to. */
export function recordFailure(sim: Simulation, id: string, wantsAction: boolean): void {
  const before = sim.store.invoices.mustGet(id);
  const attempts = before.attempt_count + 1;
  const delayDays = isRetried(sim, before) ? sim.settings.retryAfterDays[attempts - 1] : undefined;
  const retryAt = delayDays === undefined ? null : sim.time.now() + delayDays * daySeconds;
  const change = sim.store.invoices.patch(id, {
    attempt_count: attempts,
    attempted: true,
    next_payment_attempt: retryAt,
  });
  sim.agenda.set('invoice', id, retryAt);
  emitUpdate(sim, 'invoice.updated', change);
  if (wantsAction) emit(sim, 'invoice.payment_action_required', change.after);
  emit(sim, 'invoice.payment_failed', change.after);
  followFailure(sim, change.after);
}

/** Renewals and changes of what runs are retried; a resumption, a change that waits, a first invoice and one that was given up are not. */
function isRetried(sim: Simulation, invoice: Stripe.Invoice): boolean {
  if (invoice.collection_method === 'send_invoice' || invoice.status === 'uncollectible') return false;
  if (invoice.billing_reason === 'subscription_cycle') return true;
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  return (
    invoice.billing_reason === 'subscription_update' &&
    (subscription?.status === 'active' || subscription?.status === 'past_due') &&
    !isAwaited(sim, subscription.id, invoice.id)
  );
}

function followFailure(sim: Simulation, invoice: Stripe.Invoice): void {
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (!subscription || !isRetried(sim, invoice)) return;
  if (subscription.status === 'active') updateSubscription(sim, subscription.id, { status: 'past_due' });
  if (invoice.next_payment_attempt !== null || subscription.ended_at !== null) return;
  stopCollecting(sim, invoice.id);
  if (sim.settings.afterRetries === 'canceled') endSubscription(sim, subscription.id, { reason: 'payment_failed' });
  else updateSubscription(sim, subscription.id, { status: sim.settings.afterRetries });
}
