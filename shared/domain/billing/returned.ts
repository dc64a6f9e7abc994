import type { Catalog } from '../catalog/catalog.ts';
import { isLive, mainItemOf } from './grant.ts';
import type { EndedBecause, Subscription } from './subscription.ts';

/** What came in on one invoice of a subscription, and what went back. Amounts in minor units; times ISO-8601 UTC. */
export type SubscriptionPayment = {
  readonly subscriptionId: string;
  /** When the invoice was made. */
  readonly invoicedAt: string;
  /** The end, exclusive, of the time that the invoice bills. */
  readonly paysUntil: string;
  /** Received, however it was paid. */
  readonly paidMinor: number;
  readonly refundedMinor: number;
  /** When the latest refund was made; null without one. */
  readonly refundedAt: string | null;
  /** A dispute that was won, or only an inquiry, is none. */
  readonly dispute: 'open' | 'lost' | null;
};

/** A subscription that the operator's policy ends, and why. */
export type SubscriptionEnding = { readonly subscriptionId: string; readonly because: EndedBecause };

/** Whether the policy ends anything at all: where it does not, nobody has to look. */
export const mayEnd = ({ settings }: Catalog): boolean =>
  settings.onFullRefund !== 'keep' || settings.onDispute !== 'keep';

/**
 * Which subscriptions the policy on refunds and disputes ends. Decided by what Stripe holds alone, not by what was heard or when: the
 * same facts end the same subscriptions in any order. What is not the catalogue's, or has ended, is left alone.
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

const ofSubscription = (payments: readonly SubscriptionPayment[], id: string): SubscriptionPayment[] =>
  payments.filter(({ subscriptionId, paidMinor }) => subscriptionId === id && paidMinor > 0);

function reasonOf({ settings }: Catalog, paid: readonly SubscriptionPayment[]): EndedBecause | null {
  const { onDispute, onFullRefund } = settings;
  const ends = onDispute === 'end_when_opened' ? ['open', 'lost'] : onDispute === 'end_when_lost' ? ['lost'] : [];
  if (paid.some(({ dispute }) => dispute !== null && ends.includes(dispute))) return 'disputed';
  return onFullRefund === 'end' && isPeriodRefunded(paid) ? 'refunded' : null;
}

/**
 * Whether, when some refund was made, all that had been paid for the time then running was given back, and nothing that was
 * invoiced since has been paid and kept. So a refund for a time that had passed ends nothing, nor does one of two invoices for
 * the same time, and parts that add up are the whole.
 */
const isPeriodRefunded = (paid: readonly SubscriptionPayment[]): boolean =>
  paid.some(({ refundedAt }) => {
    if (refundedAt === null) return false;
    const at = Date.parse(refundedAt);
    const running = paid.filter((each) => Date.parse(each.invoicedAt) <= at && at < Date.parse(each.paysUntil));
    const later = paid.filter((each) => Date.parse(each.invoicedAt) > at);
    return running.length > 0 && [...running, ...later].every(isGivenBack);
  });

const isGivenBack = ({ paidMinor, refundedMinor }: SubscriptionPayment): boolean => refundedMinor >= paidMinor;
