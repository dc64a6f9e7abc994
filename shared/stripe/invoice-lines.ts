import type Stripe from 'stripe';

const pageSize = 100;

/** All lines of an invoice, which itself holds the first ten only. https://docs.stripe.com/api/invoice-line-item/list */
export async function invoiceLinesOf(
  stripe: Stripe,
  { id, lines }: Pick<Stripe.Invoice, 'id' | 'lines'>,
): Promise<readonly Stripe.InvoiceLineItem[]> {
  return lines.has_more ? Array.fromAsync(stripe.invoices.listLineItems(id, { limit: pageSize })) : lines.data;
}
