import type { Catalog } from '../catalog/catalog.ts';
import { isLive, mainItemOf } from './grant.ts';
import type { EndedBecause, Subscription } from './subscription.ts';

/** The payment and refunds of one invoice of a subscription. Amounts in minor units; times ISO-8601 UTC. */
export type SubscriptionPayment = {
  readonly subscriptionId: string;
  /** When the invoice was made. */
  readonly invoicedAt: string;
  /** The end, exclusive, of the time that the invoice bills. */
  readonly paysUntil: string;
  /** The amount received, by any method. */
  readonly paidMinor: number;
  readonly refundedMinor: number;
  /** When the latest refund was made; null without one. */
  readonly refundedAt: string | null;
  /** Null also for a dispute that was won, and for a mere inquiry. */
  readonly dispute: 'open' | 'lost' | null;
};

/** A subscription that the operator's policy ends, and why. */
export type SubscriptionEnding = { readonly subscriptionId: string; readonly because: EndedBecause };

/** Whether the policy can end a subscription at all; where it cannot, payments need not be read. */
export const mayEnd = ({ settings }: Catalog): boolean =>
  settings.onFullRefund !== 'keep' || settings.onDispute !== 'keep';

/**
 * The subscriptions that the policy on refunds and disputes ends. It depends only on Stripe's state: the same facts end the same
 * subscriptions, in whatever order events arrive. Subscriptions of other products, and ended ones, are left alone.
 */
export function endingsOf(
  catalog: Catalog,
  subscriptions: readonly Subscription[],
  payments: readonly SubscriptionPayment[],
): SubscriptionEnding[] {
  return subscriptions
    .filter((subscription) => isLive(subscription) && mainItemOf(catalog, subscription))
    .flatMap(({ id }) => {
      const because = reasonOf(catalog, ofSubscription(payments, id));
      return because ? [{ subscriptionId: id, because }] : [];
    });
}

type Refund = Pick<SubscriptionPayment, 'subscriptionId' | 'invoicedAt'> & {
  readonly amountMinor: number;
  readonly at: string;
};

/** The subscriptions that the policy would end once this refund is made, besides those that it ends anyway. */
export function endingsAfterRefund(
  catalog: Catalog,
  subscriptions: readonly Subscription[],
  { payments, refund }: { readonly payments: readonly SubscriptionPayment[]; readonly refund: Refund },
): SubscriptionEnding[] {
  const isOf = ({ subscriptionId, invoicedAt }: SubscriptionPayment) =>
    subscriptionId === refund.subscriptionId && invoicedAt === refund.invoicedAt;
  const after = payments.map((each) =>
    isOf(each) ? { ...each, refundedMinor: each.refundedMinor + refund.amountMinor, refundedAt: refund.at } : each,
  );
  const known = endingsOf(catalog, subscriptions, payments).map(({ subscriptionId }) => subscriptionId);
  return endingsOf(catalog, subscriptions, after).filter(({ subscriptionId }) => !known.includes(subscriptionId));
}

const ofSubscription = (payments: readonly SubscriptionPayment[], id: string): SubscriptionPayment[] =>
  payments.filter(({ subscriptionId, paidMinor }) => subscriptionId === id && paidMinor > 0);

function reasonOf({ settings }: Catalog, paid: readonly SubscriptionPayment[]): EndedBecause | null {
  const { onDispute, onFullRefund } = settings;
  const ends = onDispute === 'end_when_opened' ? ['open', 'lost'] : onDispute === 'end_when_lost' ? ['lost'] : [];
  if (paid.some(({ dispute }) => dispute !== null && ends.includes(dispute))) return 'disputed';
  return onFullRefund === 'end' && isPeriodRefunded(paid) ? 'refunded' : null;
}

/**
 * Whether some refund returned all payments for the time then running, and no later invoice was paid and kept. A refund for a past period
 * ends nothing, nor does one of two invoices for the same period. Partial refunds add up.
 */
const isPeriodRefunded = (paid: readonly SubscriptionPayment[]): boolean =>
  paid.some(({ refundedAt }) => {
    if (refundedAt === null) return false;
    const at = Date.parse(refundedAt);
    const running = paid.filter((each) => Date.parse(each.invoicedAt) <= at && at < Date.parse(each.paysUntil));
    const later = paid.filter((each) => Date.parse(each.invoicedAt) > at);
    return running.length > 0 && [...running, ...later].every(isRefunded);
  });

const isRefunded = ({ paidMinor, refundedMinor }: SubscriptionPayment): boolean => refundedMinor >= paidMinor;
