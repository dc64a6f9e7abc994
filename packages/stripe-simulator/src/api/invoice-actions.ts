import type Stripe from 'stripe';
import { collectByItself } from '../billing/automatic-collection.ts';
import { payOutOfBand } from '../billing/by-invoice.ts';
import { advanceInvoice, collectInvoice, methodFor } from '../billing/collect.ts';
import { voidInvoice } from '../billing/invoices.ts';
import { cardError, methodNamed } from '../billing/methods.ts';
import { expirePendingUpdate, isAwaited } from '../billing/pending-updates.ts';
import { followVoid } from '../billing/settle.ts';
import { emit } from '../core/events.ts';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { subscriptionOf } from '../resources/invoice.ts';

/** The invoice with this id. Throws `resource_missing`. */
export function invoiceNamed(sim: Simulation, id: string): Stripe.Invoice {
  const invoice = sim.store.invoices.get(id);
  if (!invoice) throw noSuch('invoice', id, 'id');
  return invoice;
}

/**
 * Makes a draft final. With `auto_advance` it is charged or mailed then; without, as it was set before. Throws where it is none, and where it
 * cannot become final.
 */
export function finalizeNow(
  sim: Simulation,
  { id, status }: Stripe.Invoice,
  { auto_advance }: Stripe.InvoiceFinalizeInvoiceParams,
): Stripe.Invoice {
  if (status !== 'draft') throw invalidRequest('This invoice is already finalized.');
  if (auto_advance !== undefined) sim.store.invoices.patch(id, { auto_advance });
  advanceInvoice(sim, id);
  const { last_finalization_error: refused, ...invoice } = invoiceNamed(sim, id);
  if (refused) throw invalidRequest(refused.message ?? '', { code: refused.code ?? '' });
  return { ...invoice, last_finalization_error: null };
}

/** Voids an open or uncollectible invoice, which drops a change that waits for it. Throws for any other. */
export function voidNow(sim: Simulation, { id, status }: Stripe.Invoice): Stripe.Invoice {
  if (sim.rules.isOn('N4') && status !== 'open' && status !== 'uncollectible')
    throw invalidRequest(`You can only void open and uncollectible invoices. This invoice is ${status}.`);
  voidInvoice(sim, id);
  const voided = invoiceNamed(sim, id);
  followVoid(sim, voided);
  const subscription = subscriptionOf(voided);
  if (subscription && sim.rules.isOn('U3') && isAwaited(sim, subscription, id)) expirePendingUpdate(sim, subscription);
  return invoiceNamed(sim, id);
}

/** Mails an open invoice again. https://docs.stripe.com/api/invoices/send */
export function sendInvoice(sim: Simulation, { id, collection_method, status }: Stripe.Invoice): Stripe.Invoice {
  if (collection_method !== 'send_invoice')
    throw invalidRequest("You can only manually send an invoice if its collection method is 'send_invoice'.");
  const isSent = status === 'open' || (status === 'draft' && !sim.rules.isOn('N5'));
  if (!isSent) throw invalidRequest(`You can only send open invoices. This invoice is ${status}.`);
  if (status === 'draft') advanceInvoice(sim, id);
  if (status === 'open' || !invoiceNamed(sim, id).auto_advance) emit(sim, 'invoice.sent', invoiceNamed(sim, id));
  return invoiceNamed(sim, id);
}

/** Pays an open invoice by the card that is named or on file, or notes a payment outside of Stripe. Throws the card's error. */
export function pay(sim: Simulation, invoice: Stripe.Invoice, params: Stripe.InvoicePayParams): Stripe.Invoice {
  if (invoice.status === 'paid') throw invalidRequest('Invoice is already paid');
  if (sim.rules.isOn('N4c') && invoice.status !== 'open' && invoice.status !== 'uncollectible')
    throw invalidRequest(`Invoice ${invoice.id} is ${invoice.status}; only an open invoice can be paid.`);
  if (params.paid_out_of_band) return payOutOfBand(sim, invoice);
  const owner = { customer: invoice.customer ? idOf(invoice.customer) : '', param: 'payment_method' };
  const subscription = sim.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  const onFile = subscription ? methodFor(sim, subscription) : null;
  const method = params.payment_method ? methodNamed(sim, params.payment_method, owner) : onFile;
  const outcome = collectInvoice(sim, invoice.id, { method });
  if (typeof outcome === 'object') throw cardError(outcome);
  return sim.store.invoices.mustGet(invoice.id);
}

/**
 * Lets Stripe collect a draft or open invoice by itself, or leaves it alone. Throws for any other.
 * https://docs.stripe.com/invoicing/integration/automatic-advancement-collection
 */
export function updateInvoice(
  sim: Simulation,
  { id, status }: Stripe.Invoice,
  { auto_advance }: Stripe.InvoiceUpdateParams,
): Stripe.Invoice {
  if (status !== 'draft' && status !== 'open')
    throw invalidRequest(
      `You can only change automatic collection of draft and open invoices. This invoice is ${status}.`,
    );
  if (auto_advance !== undefined) collectByItself(sim, id, auto_advance);
  return invoiceNamed(sim, id);
}
