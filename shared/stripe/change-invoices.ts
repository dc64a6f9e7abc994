/**
 * Invoices of changes. Stripe turns their automatic collection off from the outset: it mails none, retries none, and a draft stays a draft
 * (https://docs.stripe.com/billing/invoices/subscription; decision 0061).
 */
import Stripe from 'stripe';

type Latest = Stripe.Subscription['latest_invoice'];

/** Makes a draft of a change by invoice final, which mails it; any other invoice stays as it is. `invoice` is expanded. */
export async function sendChange(stripe: Stripe, invoice: Latest): Promise<void> {
  if (!isOfChange(invoice) || invoice.status !== 'draft' || invoice.collection_method !== 'send_invoice') return;
  try {
    await stripe.invoices.finalizeInvoice(invoice.id, { auto_advance: true });
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    const { status, last_finalization_error } = await stripe.invoices.retrieve(invoice.id);
    if (status === 'draft' && !last_finalization_error) throw error;
  }
}

/** Sends a change by invoice, and lets Stripe retry one that the card refused. `invoice` is expanded. */
export async function collectChange(stripe: Stripe, invoice: Latest): Promise<void> {
  await sendChange(stripe, invoice);
  if (!isOfChange(invoice) || invoice.status !== 'open' || invoice.auto_advance) return;
  if (invoice.collection_method === 'charge_automatically')
    await stripe.invoices.update(invoice.id, { auto_advance: true });
}

const isOfChange = (invoice: Latest): invoice is Stripe.Invoice =>
  invoice !== null && typeof invoice !== 'string' && invoice.billing_reason === 'subscription_update';
