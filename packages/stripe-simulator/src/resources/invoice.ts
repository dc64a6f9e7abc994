import type Stripe from 'stripe';
import { automaticTaxOff, withTax } from '../billing/tax.ts';
import { shownTaxIds } from '../billing/tax-ids.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { invoiceAmounts } from './invoice-amounts.ts';
import { invoiceDue } from './invoice-due.ts';
import type { NewInvoice } from './invoice-input.ts';

/** A draft invoice of a subscription. Credit on the customer's balance is taken off what is due. */
export function newInvoice(sim: Simulation, input: NewInvoice): Stripe.Invoice {
  const { subscription } = input;
  const id = sim.newId('in');
  const customer = sim.store.customers.mustGet(idOf(subscription.customer));
  const amounts = invoiceAmounts(sim, { invoice: id, subscription, lines: input.lines, at: input.periodEnd });
  const taxed = subscription.automatic_tax.enabled ? withTax(sim, amounts, { customer: customer.id }) : amounts;
  const { currency } = subscription;
  const { due } = invoiceDue(sim, { total: taxed.total, balance: customer.balance, currency });
  return {
    ...blankInvoice,
    ...taxed,
    id,
    due_date: input.dueDate ?? null,
    account_country: sim.settings.sellerCountry,
    account_name: sim.settings.accountName,
    amount_due: due,
    amount_remaining: due,
    auto_advance: !input.isLeftAlone,
    automatically_finalizes_at: input.finalizesAt,
    billing_reason: input.reason,
    collection_method: subscription.collection_method,
    created: sim.time.now(),
    currency,
    custom_fields: subscription.invoice_settings.custom_fields ?? customer.invoice_settings.custom_fields,
    customer: customer.id,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_tax_ids: shownTaxIds(sim, customer.id),
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    period_end: input.periodEnd,
    period_start: input.periodStart,
    starting_balance: customer.balance,
    test_clock: subscription.test_clock,
  } satisfies Stripe.Invoice;
}

/** A draft without lines, customer and times. */
export const blankInvoice = {
  object: 'invoice',
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_paid: 0,
  amount_shipping: 0,
  application: null,
  attempt_count: 0,
  attempted: false,
  auto_advance: true,
  automatic_tax: automaticTaxOff,
  custom_fields: null,
  customer_account: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  customer_tax_ids: [],
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  description: null,
  effective_at: null,
  ending_balance: null,
  footer: null,
  from_invoice: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  metadata: {},
  next_payment_attempt: null,
  number: null,
  on_behalf_of: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  status: 'draft',
  status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
  total_taxes: [],
  webhooks_delivered_at: null,
} satisfies Partial<Stripe.Invoice>;

/** The subscription that an invoice bills; null for none. */
export function subscriptionOf(invoice: Stripe.Invoice): string | null {
  const details = invoice.parent?.subscription_details;
  return details ? idOf(details.subscription) : null;
}
