import type Stripe from 'stripe';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { confirmIntent } from './charging.ts';
import { intentFor, type Paying } from './checkout-charge.ts';
import { closeCheckout } from './checkout-end.ts';
import { checkoutOf } from './checkout-state.ts';
import { finalizeInvoice, payInvoice } from './invoices.ts';
import { attachCard } from './methods.ts';
import { awaitDebit, settleSubscription } from './settle.ts';
import { startSubscription } from './start.ts';

/** Charges a first invoice, less the credit on the customer's balance. */
function payFirst(
  sim: Simulation,
  { id }: Stripe.Invoice,
  {
    intent,
    customer,
    method,
  }: { readonly intent: string; readonly customer: string; readonly method: Stripe.PaymentMethod },
): void {
  const final = finalizeInvoice(sim, id, intent);
  sim.store.paymentIntents.patch(intent, { amount: final.amount_due, customer });
  if (final.status === 'paid') {
    sim.store.paymentIntents.patch(intent, { status: 'canceled', canceled_at: sim.time.now() });
    settleSubscription(sim, final);
    return;
  }
  const outcome = confirmIntent(sim, intent, { method, isOnSession: true, isAuthenticated: true });
  if (outcome === 'processing') awaitDebit(sim, id);
  else settleSubscription(sim, payInvoice(sim, id));
}

function begin(
  sim: Simulation,
  session: Stripe.Checkout.Session,
  buyer: { readonly customer: string; readonly method: Stripe.PaymentMethod },
): Stripe.Subscription {
  const { wanted } = checkoutOf(sim, session.id);
  const { subscription, invoice } = startSubscription(
    sim,
    {
      ...wanted,
      customer: buyer.customer,
      defaultPaymentMethod: buyer.method.id,
      daysUntilDue: null,
      trialEnd: wanted.trialDays === null ? wanted.trialEnd : sim.time.now() + wanted.trialDays * 86_400,
    },
    session.id,
  );
  if (session.amount_total) {
    payFirst(sim, invoice, { intent: intentFor(sim, session), ...buyer });
  } else settleSubscription(sim, finalizeInvoice(sim, invoice.id));
  return sim.store.subscriptions.mustGet(subscription.id);
}

/** Begins the subscription that a session sells, with the buyer's card. Answers the URL where the buyer goes on. */
export function subscribe(
  sim: Simulation,
  session: Stripe.Checkout.Session,
  { card, customer, billingDetails, expiry }: Paying,
): string {
  const method = attachCard(sim, card, { customer, billingDetails, expiry });
  const subscription = begin(sim, session, { customer, method });
  return closeCheckout(sim, session, {
    customer,
    billingDetails,
    invoice: subscription.latest_invoice,
    payment_status: session.amount_total ? (isPaid(sim, subscription) ? 'paid' : 'unpaid') : 'no_payment_required',
    subscription: subscription.id,
  });
}

const isPaid = (sim: Simulation, { latest_invoice }: Stripe.Subscription): boolean =>
  !sim.rules.isOn('K7') || sim.store.invoices.get(idOf(latest_invoice ?? ''))?.status === 'paid';

/** Begins the subscription of a session whose payment was declined, as Stripe did before 2025-03-31. */
export function leaveIncomplete(sim: Simulation, session: Stripe.Checkout.Session): void {
  const { wanted, payment } = checkoutOf(sim, session.id);
  if (payment || !session.customer) return;
  const order = { ...wanted, customer: idOf(session.customer), defaultPaymentMethod: null, daysUntilDue: null };
  finalizeInvoice(sim, startSubscription(sim, order, session.id).invoice.id);
}
