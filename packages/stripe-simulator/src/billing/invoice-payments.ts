import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { newInvoicePayment, newPaymentIntent } from '../resources/payment.ts';

/** The invoice payment of each finalized invoice over more than nothing, by the invoice's id. */
const paymentOfInvoice = accountMap<string>();

/** Adds the payment of an open invoice, by the intent `intentId` if there is one already. */
export function addPayment(sim: Simulation, invoice: Stripe.Invoice, intentId?: string): void {
  const payment = newInvoicePayment(sim, invoice, intentId ?? addIntent(sim, invoice));
  sim.store.invoicePayments.add(payment);
  paymentOfInvoice(sim).set(invoice.id, payment.id);
}

function addIntent(sim: Simulation, invoice: Stripe.Invoice): string {
  const intent = newPaymentIntent(sim, {
    amount: invoice.amount_due,
    currency: invoice.currency,
    customer: invoice.customer ? idOf(invoice.customer) : null,
    description: invoice.billing_reason === 'subscription_create' ? 'Subscription creation' : 'Subscription update',
  });
  sim.store.paymentIntents.add(intent);
  emit(sim, 'payment_intent.created', intent);
  return intent.id;
}

/** The payment intent that an open invoice waits for; undefined where nothing is due. */
export function intentOf(sim: Simulation, invoiceId: string): string | undefined {
  const payment = paymentOf(sim, invoiceId);
  const intent = payment?.payment.payment_intent;
  return intent ? idOf(intent) : undefined;
}

/** The payment of an open invoice; undefined where nothing is due. */
export const paymentOf = (sim: Simulation, invoiceId: string) =>
  sim.store.invoicePayments.get(paymentOfInvoice(sim).get(invoiceId) ?? '');

/** Cancels the payment of an open invoice that was paid outside of Stripe, and its intent. */
export function cancelPayment(sim: Simulation, invoiceId: string): void {
  const now = sim.time.now();
  const intent = intentOf(sim, invoiceId);
  const payment = paymentOf(sim, invoiceId);
  if (intent) {
    const canceled = { canceled_at: now, cancellation_reason: 'void_invoice', status: 'canceled' };
    emit(sim, 'payment_intent.canceled', sim.store.paymentIntents.patch(intent, canceled).after);
  }
  paymentOfInvoice(sim).delete(invoiceId);
  if (payment)
    sim.store.invoicePayments.patch(payment.id, {
      status: 'canceled',
      status_transitions: { canceled_at: now, paid_at: null },
    });
}
