import type Stripe from 'stripe';
import type { SubscriptionPayment } from '../domain/billing/returned.ts';
import { calling, isMissing } from './client.ts';
import type { StripeGateway } from './gateway.ts';
import { idOf } from './id-of.ts';
import { invoiceLinesOf } from './invoice-lines.ts';
import { endingComments, isoOf } from './subscriptions.ts';
import { unlessEnded } from './unless-ended.ts';

const pageSize = 100;

/** The part of the gateway that is about money which goes back. */
export const moneyBack = (
  stripe: Stripe,
): Pick<StripeGateway, 'endBecause' | 'listReturned' | 'customersOfReturned'> => ({
  endBecause: (id, because) =>
    calling(async () => {
      const cancellation_details = { comment: endingComments[because] };
      await unlessEnded(stripe, id, () => stripe.subscriptions.cancel(id, { cancellation_details }));
    }),
  listReturned: (customerId, all) => calling(() => listReturned(stripe, customerId, all)),
  customersOfReturned: (now) => calling(() => customersOfReturned(stripe, now)),
});

/**
 * Payments of a customer's subscription invoices, if any charge of theirs was refunded or disputed; else nothing, since then there is
 * nothing to decide.
 * It takes two lists, and one more call for each disputed charge.
 * A charge names no invoice, and four levels of `expand` do not reach from one to the other (https://docs.stripe.com/expand).
 */
async function listReturned(stripe: Stripe, customer: string, all?: 'all'): Promise<readonly SubscriptionPayment[]> {
  try {
    const charges = await listAllOf(stripe.charges.list({ customer, limit: pageSize, expand: ['data.refunds'] }));
    const isReturned = charges.some(({ amount_refunded, disputed }) => amount_refunded > 0 || disputed);
    if (!isReturned && all === undefined) return [];
    const disputes = new Map<string, SubscriptionPayment['dispute']>();
    for (const { id, disputed } of charges) if (disputed) disputes.set(id, await disputeOf(stripe, { charge: id }));
    const invoices = await listAllOf(stripe.invoices.list({ customer, limit: pageSize, expand: ['data.payments'] }));
    const paid = invoices.filter(({ parent }) => parent?.subscription_details);
    const lines = new Map<string, readonly Stripe.InvoiceLineItem[]>();
    for (const invoice of paid) lines.set(invoice.id, await invoiceLinesOf(stripe, invoice));
    return paid.flatMap((invoice) => paymentOf(invoice, lines.get(invoice.id) ?? [], { charges, disputes }) ?? []);
  } catch (error) {
    if (isMissing(error) && (await stripe.customers.retrieve(customer)).deleted) return [];
    throw error;
  }
}

/** All entries of a list, over all its pages. */
export async function listAllOf<T>(list: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of list) found.push(each);
  return found;
}

type DisputedPayment = { readonly charge: string } | { readonly payment_intent: string };

/** The gravest of a charge's disputes. An appeal may still be won; an inquiry (`warning_…`) takes no money. */
export async function disputeOf(stripe: Stripe, of: DisputedPayment): Promise<SubscriptionPayment['dispute']> {
  const { data } = await stripe.disputes.list({ ...of, limit: pageSize });
  const is = (...statuses: string[]) => data.some(({ status }) => statuses.includes(status));
  if (is('lost')) return 'lost';
  return is('needs_response', 'under_review', 'appeal_needs_response', 'appeal_under_review') ? 'open' : null;
}

type Found = {
  readonly charges: readonly Stripe.Charge[];
  readonly disputes: ReadonlyMap<string, SubscriptionPayment['dispute']>;
};

function paymentOf(
  invoice: Stripe.Invoice,
  lines: readonly Stripe.InvoiceLineItem[],
  { charges, disputes }: Found,
): SubscriptionPayment | null {
  const subscription = invoice.parent?.subscription_details?.subscription;
  if (!subscription) return null;
  const own = charges.filter((charge) => isOf(charge, invoice));
  const refunds = own.flatMap(({ refunds: list }) => list?.data ?? []);
  const made = refunds.filter(({ status }) => status === 'succeeded').map(({ created }) => created);
  const waitingMinor = refunds.filter(isWaiting).reduce((sum, { amount }) => sum + amount, 0);
  const found = own.map(({ id }) => disputes.get(id) ?? null);
  return {
    subscriptionId: idOf(subscription),
    invoicedAt: isoOf(invoice.created),
    paysUntil: isoOf(Math.max(invoice.created, ...lines.map(({ period }) => period.end))),
    paidMinor: invoice.amount_paid,
    refundedMinor: own.reduce((sum, { amount_refunded }) => sum + amount_refunded, 0) - waitingMinor,
    refundedAt: made.length > 0 ? isoOf(Math.max(...made)) : null,
    dispute: found.includes('lost') ? 'lost' : found.includes('open') ? 'open' : null,
  };
}

/** A charge counts such a refund as made already. It may still come back, and a subscription's end would not. */
const isWaiting = ({ status }: Stripe.Refund): boolean => status === 'pending' || status === 'requires_action';

/** Whether the charge paid the invoice: through its payment intent, or by itself where it has none. */
const isOf = (charge: Stripe.Charge, { payments }: Stripe.Invoice): boolean =>
  payments?.data.some(({ payment: { payment_intent, charge: alone } }) =>
    payment_intent
      ? charge.payment_intent !== null && idOf(payment_intent) === idOf(charge.payment_intent)
      : alone && idOf(alone) === charge.id,
  ) ?? false;

/** Refunds are decided on soon; a bank takes up to about four months from opening a dispute to its end. */
const refundDays = 30;
const disputeDays = 180;

/** Customers of whom a charge was refunded in the 30 days before `now`, or disputed in the 180 days before. */
async function customersOfReturned(stripe: Stripe, now: Date): Promise<ReadonlySet<string>> {
  const since = (days: number) => ({ gte: Math.floor(now.getTime() / 1000) - days * 86_400 });
  const refunds = await listAllOf(stripe.refunds.list({ created: since(refundDays), limit: pageSize }));
  // A list is requested when it is made. Nobody would hear of the failure of one that waits for the other.
  const disputes = await listAllOf(
    stripe.disputes.list({ created: since(disputeDays), limit: pageSize, expand: ['data.charge'] }),
  );
  const customers = [
    ...refunds.map(({ customer }) => customer),
    ...disputes.map(({ charge }) => (typeof charge === 'string' ? null : charge.customer)),
  ];
  return new Set(customers.flatMap((customer) => (customer ? [idOf(customer)] : [])));
}
