import type Stripe from 'stripe';
import { AppError } from '../errors.ts';
import { isMissing } from './client.ts';
import type { StripeGateway } from './gateway.ts';
import type { Invoice, InvoicePage, PageOf, Payment } from './pages.ts';
import { listAllOf } from './payments.ts';
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

/** A customer's charges that succeeded within a span. Stripe's bounds are whole seconds. Source: Stripe, "List all charges". */
export async function listPayments(
  stripe: Stripe,
  ...[customer, { from, to }]: Parameters<StripeGateway['listPayments']>
): Promise<readonly Payment[]> {
  const created = { gte: Math.floor(Date.parse(from) / 1_000), lt: Math.ceil(Date.parse(to) / 1_000) };
  try {
    const charges = await listAllOf(stripe.charges.list({ customer, created, limit: 100 }));
    return charges
      .filter(({ status, amount_captured }) => status === 'succeeded' && amount_captured > 0)
      .map(paymentOf);
  } catch (error) {
    if (isMissing(error) && (await stripe.customers.retrieve(customer)).deleted) return [];
    throw error;
  }
}

const paymentOf = ({ id, created, amount_captured, amount_refunded, currency, disputed }: Stripe.Charge): Payment => ({
  id,
  at: isoOf(created),
  amountMinor: amount_captured,
  refundedMinor: amount_refunded,
  currency,
  disputed,
});

function cursorUnknown(cause: unknown): AppError {
  const message = 'is not a cursor of this list: leave it out to start from the first page';
  return new AppError('invalid_request', `cursor ${message}.`, { cause, errors: [{ field: 'cursor', message }] });
}
