import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { newInvoice, subscriptionOf } from '../resources/invoice.ts';
import type { NewInvoice } from '../resources/invoice-input.ts';
import { noteCurrency } from './currencies.ts';
import { spendOnce } from './discounts.ts';
import { isUnfinalizable, refuseFinalization, retaxed, turnTaxOff, withBalance } from './finalization.ts';
import { addPayment, paymentOf } from './invoice-payments.ts';
import { fixUsage, noteUsage } from './metered-drafts.ts';
import { keepNetAmounts } from './net-amounts.ts';
import { shownTaxIds } from './tax-ids.ts';

/** Drafts an invoice of a subscription. */
export function draftInvoice(sim: Simulation, input: NewInvoice): Stripe.Invoice {
  const invoice = sim.store.invoices.add(newInvoice(sim, input));
  sim.agenda.set('invoice', invoice.id, invoice.automatically_finalizes_at);
  emit(sim, 'invoice.created', invoice);
  noteCurrency(sim, idOf(input.subscription.customer), invoice.currency);
  keepNetAmounts(sim, billedAmounts(input, invoice));
  noteUsage(sim, invoice.id, input);
  if (!sim.rules.isOn('D4')) spendOnce(sim, invoice, input.subscription.id);
  return invoice;
}

/** The amounts at which an invoice bills its items' whole periods. */
const billedAmounts = ({ lines }: NewInvoice, invoice: Stripe.Invoice) =>
  lines.flatMap(({ item, isProration, amount, usage }, n) => {
    const taken = invoice.lines.data[n]?.discount_amounts ?? [];
    return isProration || usage || amount === 0
      ? []
      : [{ item, gross: amount, net: taken.reduce((net, each) => net - each.amount, amount) }];
  });

/**
 * Gives a draft its number and a payment intent, `intentId` if there is one already; an invoice over nothing is paid at once. One that cannot
 * become final stays a draft.
 */
export function finalizeInvoice(sim: Simulation, id: string, intentId?: string): Stripe.Invoice {
  const now = sim.time.now();
  const found = sim.store.invoices.mustGet(id);
  if (found.status !== 'draft') return found;
  if (isUnfinalizable(sim, found)) return refuseFinalization(sim, found);
  fixUsage(sim, id);
  const taxed = retaxed(sim, found);
  const draft = withBalance(sim, taxed);
  const { after } = sim.store.invoices.patch(id, {
    ...amountsOf(taxed),
    amount_due: draft.amount_due,
    amount_remaining: draft.amount_remaining,
    starting_balance: draft.starting_balance,
    automatically_finalizes_at: null,
    ...(found.due_date === null ? {} : { due_date: found.due_date + now - found.created }),
    ...buyerNow(sim, found),
    effective_at: now,
    ending_balance: draft.ending_balance,
    hosted_invoice_url: `${sim.origin}/i/${id}`,
    last_finalization_error: null,
    number: nextNumber(sim, idOf(draft.customer ?? '')),
    status: 'open',
    status_transitions: { ...draft.status_transitions, finalized_at: now },
  });
  emit(sim, 'invoice.finalized', after);
  moveBalance(sim, after, 1);
  if (sim.rules.isOn('D4')) spendOnce(sim, after, subscriptionOf(after) ?? '');
  if (after.automatic_tax.disabled_reason && sim.rules.isOn('T5')) turnTaxOff(sim, after);
  if (after.amount_due === 0 && sim.rules.isOn('N9')) return payInvoice(sim, id);
  addPayment(sim, after, intentId);
  return after;
}

/** The fields that tax may have changed since the draft was made. */
const amountsOf = (invoice: Stripe.Invoice): Partial<Stripe.Invoice> => ({
  automatic_tax: invoice.automatic_tax,
  lines: invoice.lines,
  subtotal_excluding_tax: invoice.subtotal_excluding_tax,
  total: invoice.total,
  total_excluding_tax: invoice.total_excluding_tax,
  total_taxes: invoice.total_taxes,
});

/** The customer's details at the moment when the invoice becomes final. A final invoice keeps them. */
function buyerNow(sim: Simulation, draft: Stripe.Invoice): Partial<Stripe.Invoice> {
  const customer = sim.store.customers.get(idOf(draft.customer ?? ''));
  if (!customer) return {};
  return {
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_tax_ids: shownTaxIds(sim, customer.id),
  };
}

/** Adds an invoice's credit to the customer's balance, or deducts the part that it uses; `sign` −1 undoes that. */
function moveBalance(sim: Simulation, invoice: Stripe.Invoice, sign: 1 | -1): void {
  const moved = sign * ((invoice.ending_balance ?? 0) - invoice.starting_balance);
  const customer = sim.store.customers.get(idOf(invoice.customer ?? ''));
  const isRefunded = moved < 0 && sign === 1 && !sim.rules.isOn('O4');
  if (moved === 0 || isRefunded || !customer) return;
  emitUpdate(sim, 'customer.updated', sim.store.customers.patch(customer.id, { balance: customer.balance + moved }));
}

/** The number of a customer's next invoice, which is used up by it. */
export function nextNumber(sim: Simulation, customerId: string): string {
  const customer = sim.store.customers.mustGet(customerId);
  const sequence = customer.next_invoice_sequence ?? 1;
  sim.store.customers.patch(customerId, { next_invoice_sequence: sequence + 1 });
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, '0')}`;
}

/** Marks an invoice paid in full and emits its events. */
export function payInvoice(sim: Simulation, id: string): Stripe.Invoice {
  const now = sim.time.now();
  const open = sim.store.invoices.mustGet(id);
  const payment = paymentOf(sim, id);
  if (payment)
    sim.store.invoicePayments.patch(payment.id, {
      amount_paid: open.amount_due,
      status: 'paid',
      status_transitions: { canceled_at: null, paid_at: now },
    });
  const change = sim.store.invoices.patch(id, {
    amount_paid: open.amount_due,
    amount_remaining: 0,
    attempt_count: payment ? open.attempt_count + 1 : open.attempt_count,
    attempted: true,
    next_payment_attempt: null,
    status: 'paid',
    status_details: undefined,
    status_transitions: { ...open.status_transitions, paid_at: now },
  });
  sim.agenda.set('invoice', id, null);
  emitUpdate(sim, 'invoice.updated', change);
  emit(sim, 'invoice.paid', change.after);
  emit(sim, 'invoice.payment_succeeded', change.after);
  return change.after;
}

/** Voids a draft, an open invoice or a bad debt; no-op on any other. */
export function voidInvoice(sim: Simulation, id: string): void {
  const invoice = sim.store.invoices.mustGet(id);
  if (!['open', 'draft', 'uncollectible'].includes(invoice.status ?? '')) return;
  const { after } = sim.store.invoices.patch(id, {
    auto_advance: false,
    next_payment_attempt: null,
    status: 'void',
    status_details: undefined,
    status_transitions: { ...invoice.status_transitions, voided_at: sim.time.now() },
  });
  sim.agenda.set('invoice', id, null);
  emit(sim, 'invoice.voided', after);
  if (invoice.status !== 'draft') moveBalance(sim, after, -1);
}

/** Leaves an invoice open and stops trying to collect it. */
export function stopCollecting(sim: Simulation, id: string): void {
  const invoice = sim.store.invoices.mustGet(id);
  if (invoice.status !== 'open' && invoice.status !== 'draft') return;
  const change = sim.store.invoices.patch(id, {
    auto_advance: false,
    automatically_finalizes_at: null,
    next_payment_attempt: null,
  });
  sim.agenda.set('invoice', id, null);
  emitUpdate(sim, 'invoice.updated', change);
}
