import Stripe from 'stripe';
import { calling } from './client.ts';
import type { RefundedAmount, StripeGateway } from './gateway.ts';
import { idOf } from './id-of.ts';
import { listAllOf } from './payments.ts';

const pageSize = 100;

/** The part of the gateway that gives a payment back. */
export const refunding = (stripe: Stripe): Pick<StripeGateway, 'refund'> => ({
  refund: (subscriptionId, key) => calling(() => refund(stripe, subscriptionId, key)),
});

/** Voids what is still owed and refunds, payment by payment, the last invoice that cost something. */
async function refund(stripe: Stripe, subscription: string, key: string): Promise<RefundedAmount | null> {
  const ofStatus = (status: 'open' | 'paid') =>
    listAllOf(stripe.invoices.list({ subscription, status, limit: pageSize, expand: ['data.payments'] }));
  for (const { id } of await ofStatus('open')) await stripe.invoices.voidInvoice(id);
  const last = (await ofStatus('paid')).find(({ amount_paid }) => amount_paid > 0);
  const payments = last?.payments?.data.filter(({ status }) => status === 'paid') ?? [];
  let amountMinor = 0;
  for (const { id, payment, amount_paid } of payments)
    if (await isRefunded(stripe, payment, `${key}:${id}`)) amountMinor += amount_paid ?? 0;
  return last && amountMinor > 0 ? { amountMinor, currency: last.currency } : null;
}

/**
 * Codes of a charge that was refunded before, or whose money the holder's bank took back.
 * A disputed payment intent has `refund_disputed_payment`, an older charge `charge_disputed` (https://docs.stripe.com/error-codes).
 */
const backAlready = ['charge_already_refunded', 'refund_disputed_payment', 'charge_disputed'];

/** Stripe forgets a key after a day, and then says that the charge was refunded. False for what was paid outside of Stripe. */
async function isRefunded(
  stripe: Stripe,
  { payment_intent, charge }: Stripe.InvoicePayment.Payment,
  idempotencyKey: string,
): Promise<boolean> {
  const of = payment_intent ? { payment_intent: idOf(payment_intent) } : charge && { charge: idOf(charge) };
  if (!of) return false;
  try {
    await stripe.refunds.create(of, { idempotencyKey });
  } catch (error) {
    const isStripes = error instanceof Stripe.errors.StripeInvalidRequestError;
    if (!isStripes || !backAlready.includes(error.code ?? '')) throw error;
  }
  return true;
}
