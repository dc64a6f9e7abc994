import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { checkouts } from './checkout-state.ts';
import { concludeDebit } from './debits.ts';
import { recordFailure } from './failed-collection.ts';
import { intentOf } from './invoice-payments.ts';
import { payInvoice, voidInvoice } from './invoices.ts';
import { settleSubscription } from './settle.ts';

/**
 * The bank has answered a debit: its invoice is paid, or failed and retried; and so the session where it was ordered. A first invoice is not
 * retried: "If the payment fails later, Stripe voids the invoice but the subscription remains `active`"
 * (https://docs.stripe.com/billing/subscriptions/overview).
 */
export function settleDebit(sim: Simulation, intent: string): void {
  const decline = concludeDebit(sim, intent);
  const customer = idOf(sim.store.paymentIntents.mustGet(intent).customer ?? '');
  const invoice = sim.store.invoices.newestFirst(customer).find(({ id }) => intentOf(sim, id) === intent);
  if (invoice?.status === 'open') {
    if (decline) fail(sim, invoice);
    else settleSubscription(sim, payInvoice(sim, invoice.id));
  }
  const session = sim.store.sessions.newestFirst(customer).find(({ id }) => checkouts(sim).get(id)?.intent === intent);
  if (session?.payment_status !== 'unpaid' || session.status !== 'complete') return;
  if (decline) emit(sim, 'checkout.session.async_payment_failed', session);
  else {
    const { after } = sim.store.sessions.patch(session.id, { payment_status: 'paid' });
    emit(sim, 'checkout.session.async_payment_succeeded', after);
  }
}

function fail(sim: Simulation, { id, billing_reason }: Stripe.Invoice): void {
  recordFailure(sim, id, false);
  if (billing_reason === 'subscription_create' && sim.rules.isOn('P4')) voidInvoice(sim, id);
}
