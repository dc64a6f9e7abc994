import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { decimal } from '../resources/decimal.ts';
import { blankInvoice } from '../resources/invoice.ts';
import { checkoutOf } from './checkout-state.ts';
import { addPayment } from './invoice-payments.ts';
import { nextNumber, payInvoice } from './invoices.ts';
import { shownTaxIds } from './tax-ids.ts';

type Session = Stripe.Checkout.Session;
type Paid = { readonly customer: string; readonly intent: string };

/** Makes the paid invoice of a one-time purchase, and answers its id. https://docs.stripe.com/payments/checkout/receipts#paid-invoices */
export function invoicePurchase(sim: Simulation, session: Session, { customer, intent }: Paid): string {
  const id = sim.newId('in');
  const now = sim.time.now();
  const invoice = sim.store.invoices.add({
    ...blankInvoice,
    ...totalsOf(sim, session, id),
    ...buyerOf(sim, customer),
    id,
    account_country: sim.settings.sellerCountry,
    account_name: sim.settings.accountName,
    auto_advance: false,
    automatic_tax: { ...session.automatic_tax, disabled_reason: null },
    automatically_finalizes_at: null,
    billing_reason: 'manual',
    collection_method: 'charge_automatically',
    created: now,
    currency: session.currency ?? 'usd',
    discounts: [],
    due_date: null,
    effective_at: now,
    ending_balance: 0,
    hosted_invoice_url: `${sim.origin}/i/${id}`,
    number: nextNumber(sim, customer),
    parent: null,
    period_end: now,
    period_start: now,
    starting_balance: 0,
    status: 'open',
    status_transitions: { ...blankInvoice.status_transitions, finalized_at: now },
    test_clock: null,
  });
  emit(sim, 'invoice.created', invoice);
  emit(sim, 'invoice.finalized', invoice);
  addPayment(sim, invoice, intent);
  return payInvoice(sim, id).id;
}

function buyerOf(sim: Simulation, customer: string) {
  const { address = null, email, name = null } = sim.store.customers.mustGet(customer);
  return {
    customer,
    customer_address: address,
    customer_email: email,
    customer_name: name,
    customer_phone: null,
    customer_tax_ids: shownTaxIds(sim, customer),
  };
}

function totalsOf(sim: Simulation, session: Session, invoice: string) {
  const total = session.amount_total ?? 0;
  const tax = session.total_details?.amount_tax ?? 0;
  const data = checkoutOf(sim, session.id).lineItems.map((line) => lineOf(sim, line, invoice));
  return {
    amount_due: total,
    amount_remaining: total,
    lines: { object: 'list' as const, data, has_more: false, url: `/v1/invoices/${invoice}/lines` },
    subtotal: session.amount_subtotal ?? 0,
    subtotal_excluding_tax: total - tax,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total - tax,
    total_pretax_credit_amounts: [],
  };
}

function lineOf(sim: Simulation, line: Stripe.LineItem, invoice: string): Stripe.InvoiceLineItem {
  const { amount_subtotal: amount, currency, description, price, quantity } = line;
  return {
    id: sim.newId('il'),
    object: 'line_item',
    amount,
    currency,
    description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice,
    livemode: false,
    metadata: {},
    parent: null,
    period: { start: sim.time.now(), end: sim.time.now() },
    pretax_credit_amounts: [],
    pricing: price && {
      price_details: { price: price.id, product: idOf(price.product) },
      type: 'price_details',
      unit_amount_decimal: price.unit_amount_decimal,
    },
    quantity,
    quantity_decimal: decimal(quantity ?? 1),
    subscription: null,
    subtotal: amount,
    taxes: [],
  };
}
