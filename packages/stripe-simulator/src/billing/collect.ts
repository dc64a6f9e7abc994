import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { subscriptionOf } from '../resources/invoice.ts';
import { awaitTransfer } from './by-invoice.ts';
import { authenticationRequired, type CardOutcome, type Decline } from './cards.ts';
import { confirmIntent, noMethod, requireAction } from './charging.ts';
import { isRefusedForGood, recordFailure } from './failed-collection.ts';
import { intentOf } from './invoice-payments.ts';
import { finalizeInvoice, payInvoice } from './invoices.ts';
import { methodOutcome } from './methods.ts';
import { awaitDebit, settleSubscription } from './settle.ts';

/** The card that a subscription's invoices are charged to: its own, else the customer's default; null for none. */
export function methodFor(sim: Simulation, subscription: Stripe.Subscription): Stripe.PaymentMethod | null {
  const customer = sim.store.customers.get(idOf(subscription.customer));
  const method = subscription.default_payment_method ?? customer?.invoice_settings.default_payment_method;
  return (method && sim.store.paymentMethods.get(idOf(method))) || null;
}

/** Takes an invoice's next step when it is due: a draft becomes final, and an open invoice is charged again. */
export function advanceInvoice(sim: Simulation, id: string): void {
  const invoice = finalizeInvoice(sim, id);
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (invoice.status === 'paid') settleSubscription(sim, invoice);
  else if (!invoice.auto_advance) return;
  else if (invoice.collection_method === 'send_invoice') awaitTransfer(sim, invoice);
  else if (invoice.status === 'open' && invoice.auto_advance && subscription)
    collectAgain(sim, id, methodFor(sim, subscription));
}

/** Charges what is on file, unless the bank has refused just that for good: then only the next try is scheduled. */
function collectAgain(sim: Simulation, id: string, method: Stripe.PaymentMethod | null): void {
  if (sim.rules.isOn('B14') && isRefusedForGood(sim, id, method)) recordFailure(sim, id, false);
  else collectInvoice(sim, id, { method });
}

type Collection = {
  readonly method: Stripe.PaymentMethod | null;
  readonly isOnSession?: boolean;
  readonly isAuthenticated?: boolean;
};

/** Charges an open invoice. Its subscription becomes active when it is paid, and past due or ended when it is not. */
export function collectInvoice(sim: Simulation, id: string, attempt: Collection): CardOutcome {
  const intent = intentOf(sim, id);
  if (!intent) throw new Error(`Invoice ${id} has nothing to collect`);
  const { method, isOnSession = false, isAuthenticated = false } = attempt;
  const outcome = confirmIntent(sim, intent, { method, isOnSession, isAuthenticated });
  if (outcome === 'succeeded') settleSubscription(sim, payInvoice(sim, id));
  else if (outcome === 'processing') awaitDebit(sim, id);
  else if (outcome === 'requires_action') emit(sim, 'invoice.payment_action_required', sim.store.invoices.mustGet(id));
  else {
    const wantsCustomer = outcome === authenticationRequired;
    if (wantsCustomer && sim.rules.isOn('P6')) requireAction(sim, intent, method);
    recordFailure(sim, id, wantsCustomer);
  }
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
