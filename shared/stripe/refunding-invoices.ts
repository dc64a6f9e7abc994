import Stripe from 'stripe';
import { AppError } from '../errors.ts';
import { calling, underKey } from './client.ts';
import { customerRefunds } from './customer-refunds.ts';
import { idOf } from './id-of.ts';
import type { MoneyGiver, PaidInvoice } from './invoice-refunds.ts';
import { listAllOf } from './payments.ts';
import { isoOf } from './subscriptions.ts';

const pageSize = 100;
/** The metadata in which a refund bears the operator's order. */
const orderField = 'tollgate_order';

/**
 * The part of the gateway that refunds an invoice. It refunds the payment, and makes no credit note: Stripe Tax then adjusts the tax in proportion, and a
 * restricted key needs no further permission. Source: https://docs.stripe.com/tax/invoicing/refunds
 */
export const refundingInvoices = (
  stripe: Stripe,
): Pick<MoneyGiver, 'paidInvoice' | 'refundInvoice' | 'listRefunds'> => ({
  paidInvoice: (customerId, invoiceId) => calling(() => paidInvoice(stripe, customerId, invoiceId)),
  listRefunds: (customerId) => calling(() => customerRefunds(stripe, customerId)),
  refundInvoice: (paid, refund) => calling(() => refundInvoice(stripe, paid, refund)),
});

async function paidInvoice(stripe: Stripe, customer: string, invoiceId: string | null): Promise<PaidInvoice | null> {
  const list = stripe.invoices.list({ customer, status: 'paid', limit: pageSize, expand: ['data.payments'] });
  const paid = (await listAllOf(list)).filter(({ amount_paid }) => amount_paid > 0);
  const invoice = invoiceId === null ? paid[0] : paid.find(({ id }) => id === invoiceId);
  const payments = invoice?.payments?.data.filter(({ status }) => status === 'paid') ?? [];
  const intent = payments.length === 1 ? payments[0]?.payment.payment_intent : undefined;
  if (!invoice || !intent) return null;
  const paymentIntentId = idOf(intent);
  const refunds = await listAllOf(stripe.refunds.list({ payment_intent: paymentIntentId, limit: pageSize }));
  const standing = refunds.filter(({ status }) => status !== 'failed' && status !== 'canceled');
  const subscription = invoice.parent?.subscription_details?.subscription;
  return {
    ...{ id: invoice.id, number: invoice.number, at: isoOf(invoice.created), currency: invoice.currency },
    ...{ paidMinor: invoice.amount_paid, paymentIntentId },
    refundedMinor: standing.reduce((sum, { amount }) => sum + amount, 0),
    subscriptionId: subscription ? idOf(subscription) : null,
    orders: standing.flatMap(({ metadata, amount }) => {
      const order = metadata?.[orderField];
      return order === undefined ? [] : [{ order, amountMinor: amount }];
    }),
  };
}

/** An idempotency key lasts a day at least, so the caller looks for the order first. Source: https://docs.stripe.com/api/idempotent_requests */
async function refundInvoice(
  stripe: Stripe,
  { id, paymentIntentId }: PaidInvoice,
  { order, amountMinor }: { readonly order: string; readonly amountMinor: number },
): Promise<void> {
  const params = { payment_intent: paymentIntentId, amount: amountMinor, metadata: { [orderField]: order } };
  try {
    await underKey(`refund:${id}:${order}`, (idempotencyKey) => stripe.refunds.create(params, { idempotencyKey }));
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    throw new AppError('conflict', `Stripe refused the refund: ${error.message}`, { cause: error });
  }
}
