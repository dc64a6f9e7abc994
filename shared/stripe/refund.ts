import Stripe from 'stripe';
import { calling } from './client.ts';
import type { StripeGateway } from './gateway.ts';
import { idOf } from './id-of.ts';
import { disputeOf, listAllOf } from './payments.ts';
import type { Refunding } from './refunding.ts';
import { refundingInvoices } from './refunding-invoices.ts';

const pageSize = 100;

/** The part of the gateway that gives payments back. */
export const refunding = (stripe: Stripe): ReturnType<typeof refundingInvoices> & Pick<StripeGateway, 'refund'> => ({
  ...refundingInvoices(stripe),
  refund: (subscriptionId, attempt) => calling(() => refund(stripe, subscriptionId, attempt)),
});

type Attempt = { readonly key: string; readonly now: Date };

/** Voids what is still owed and refunds, payment by payment, the last invoice that cost something. */
async function refund(stripe: Stripe, subscription: string, { key, now }: Attempt): Promise<Refunding> {
  const ofStatus = (status: 'open' | 'paid') =>
    listAllOf(stripe.invoices.list({ subscription, status, limit: pageSize, expand: ['data.payments'] }));
  for (const { id } of await ofStatus('open')) await stripe.invoices.voidInvoice(id);
  const last = (await ofStatus('paid')).find(({ amount_paid }) => amount_paid > 0);
  const payments = last?.payments?.data.filter(({ status }) => status === 'paid') ?? [];
  const refunds: PaymentRefund[] = [];
  for (const { id, payment, amount_paid } of payments) {
    const charge = chargeOf(payment);
    const paid = { charge, amountMinor: amount_paid ?? 0 };
    if (charge) refunds.push(await refundPayment(stripe, { ...paid, charge }, { key: `${key}:${id}`, now }));
  }
  const amountMinor = refunds.reduce((sum, { givenMinor }) => sum + givenMinor, 0);
  const given = last && amountMinor > 0 ? { amountMinor, currency: last.currency } : null;
  const failed = refunds.find(({ state }) => state === 'failed');
  const state = failed?.state ?? refunds.find((each) => each.state === 'waits')?.state ?? refunds[0]?.state ?? 'none';
  return { state, given, ...(failed?.reason && { reason: failed.reason }) };
}

type ChargeNamed = { readonly payment_intent: string } | { readonly charge: string };

/** Null for what was paid outside of Stripe. */
function chargeOf({ payment_intent, charge }: Stripe.InvoicePayment.Payment): ChargeNamed | null {
  if (payment_intent) return { payment_intent: idOf(payment_intent) };
  return charge ? { charge: idOf(charge) } : null;
}

type PaymentRefund = {
  readonly state: 'made' | 'waits' | 'failed';
  readonly givenMinor: number;
  readonly reason?: string;
};

type Paid = { readonly charge: ChargeNamed; readonly amountMinor: number };

/** How often a payment is refunded whose refund came back. The holder's bank may have closed the account for good. */
const maxRefunds = 3;

/** Refunds a payment unless a refund of it stands. https://docs.stripe.com/refunds */
async function refundPayment(stripe: Stripe, paid: Paid, { key, now }: Attempt): Promise<PaymentRefund> {
  const made = await listAllOf(stripe.refunds.list({ ...paid.charge, limit: pageSize }));
  const failed = made.filter(hasFailed);
  const standing = made.filter((each) => !hasFailed(each));
  const givenMinor = sumOf(standing.filter(({ status }) => status === 'succeeded'));
  if (givenMinor >= paid.amountMinor) return { state: 'made', givenMinor };
  if (sumOf(standing) >= paid.amountMinor) return { state: 'waits', givenMinor };
  const reason = failed[0]?.failure_reason ?? 'unknown';
  if (failed.length >= maxRefunds) return { state: 'failed', givenMinor, reason };
  try {
    const idempotencyKey = `${key}:${failed.length}:${now.toISOString().slice(0, 10)}`;
    const { status, amount, failure_reason } = await stripe.refunds.create(paid.charge, { idempotencyKey });
    if (status === 'succeeded') return { state: 'made', givenMinor: givenMinor + amount };
    return hasFailed({ status })
      ? { state: 'failed', givenMinor, reason: failure_reason }
      : { state: 'waits', givenMinor };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    return refused(stripe, paid, error);
  }
}

const hasFailed = ({ status }: Pick<Stripe.Refund, 'status'>): boolean => status === 'failed' || status === 'canceled';

const sumOf = (refunds: readonly Stripe.Refund[]): number => refunds.reduce((sum, { amount }) => sum + amount, 0);

/** A disputed payment intent has the first, an older charge the second (https://docs.stripe.com/error-codes). */
const disputed = ['refund_disputed_payment', 'charge_disputed'];

/** A dispute decides by itself who has the money: a lost one gave it back, and one that is won leaves it to be refunded. */
async function refused(
  stripe: Stripe,
  { charge, amountMinor }: Paid,
  { code, message }: Stripe.errors.StripeInvalidRequestError,
): Promise<PaymentRefund> {
  if (code === 'charge_already_refunded') return { state: 'made', givenMinor: amountMinor };
  if (!disputed.includes(code ?? '')) return { state: 'failed', givenMinor: 0, reason: message };
  const isLost = (await disputeOf(stripe, charge)) === 'lost';
  return { state: isLost ? 'made' : 'waits', givenMinor: 0 };
}
