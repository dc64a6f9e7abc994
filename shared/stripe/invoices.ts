import type Stripe from 'stripe';
import { AppError } from '../errors.ts';
import { isMissing } from './client.ts';
import type { Invoice, InvoicePage, PageOf } from './pages.ts';
import { isoOf } from './subscriptions.ts';

/**
 * One page of a customer's invoices, newest first, drafts left out: they may still change. A deleted customer has none to list.
 * @throws AppError `invalid_request` for a cursor that names no invoice
 */
export async function listInvoices(stripe: Stripe, customer: string, page: PageOf): Promise<InvoicePage> {
  try {
    const { limit, cursor } = page;
    const from = cursor === undefined ? {} : { starting_after: cursor };
    const { data, has_more } = await stripe.invoices.list({ customer, limit, ...from });
    const last = has_more ? data.at(-1)?.id : undefined;
    const invoices = data.filter(({ status }) => status !== 'draft').map(invoiceOf);
    return { invoices, ...(last === undefined ? {} : { cursor: last }) };
  } catch (error) {
    if (!isMissing(error)) throw error;
    if (error.param === 'starting_after') throw cursorUnknown(error);
    if ((await stripe.customers.retrieve(customer)).deleted) return { invoices: [] };
    throw error;
  }
}

const invoiceOf = ({ id, number, created, status, total, currency, hosted_invoice_url }: Stripe.Invoice): Invoice => ({
  id,
  number,
  createdAt: isoOf(created),
  status: status ?? 'open',
  amountMinor: total,
  currency,
  url: hosted_invoice_url ?? null,
});

function cursorUnknown(cause: unknown): AppError {
  const message = 'is not a cursor of this list: leave it out to start from the first page';
  return new AppError('invalid_request', `cursor ${message}.`, { cause, errors: [{ field: 'cursor', message }] });
}
