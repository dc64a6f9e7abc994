import type { Catalog } from '../catalog/catalog.ts';
import { type Sold, soldBy, soldId } from '../catalog/look-up.ts';
import type { Subscription, SubscriptionItem } from './subscription.ts';

/**
 * What one subscription allows, and until when. Made from Stripe's state alone, so it can be rebuilt from Stripe; what the
 * clock changes is read off these times, without news. Times are ISO-8601 UTC, ends are exclusive.
 */
export type Grant = {
  readonly subscriptionId: string;
  readonly kind: 'plan' | 'badge';
  /** The plan's or the badge's id. */
  readonly id: string;
  readonly status: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly interval: SubscriptionItem['interval'];
  /** Paid for, as far as Stripe has said. */
  readonly paidUntil: string;
  /** Full access ends here when no news comes: 24 h past a period that was to renew. */
  readonly fullUntil: string;
  /** Access in grace ends here. */
  readonly graceUntil: string;
};

/** How long a renewal is taken for granted without confirmation (design section 4, access rule). */
const unconfirmedHours = 24;
const hourMs = 3_600_000;

/** The statuses whose access is none; any other that is not handled below is unknown and denies too. */
const deniedStatuses = ['unpaid', 'canceled', 'incomplete', 'incomplete_expired', 'paused'] as const;
const knownStatuses = ['trialing', 'active', 'past_due', ...deniedStatuses] as const;

/** Whether Stripe's status is one that the access rule knows; an unknown one denies, and should be logged as an error. */
export const isKnownStatus = (status: string): boolean => (knownStatuses as readonly string[]).includes(status);

/** Main item of a subscription: the one that buys a plan or a badge by itself (not a per-head or foreign price). */
export function mainItemOf(
  catalog: Catalog,
  subscription: Subscription,
): { readonly item: SubscriptionItem; readonly sold: Sold } | undefined {
  for (const item of subscription.items) {
    const sold = item.lookupKey === null ? undefined : soldBy(catalog, item.lookupKey);
    if (sold && sold.price.per === undefined) return { item, sold };
  }
  return undefined;
}

/** Statuses of a subscription that has not come to its end: another one of the same plan would be paid twice. */
const heldStatuses = ['trialing', 'active', 'past_due', 'unpaid', 'paused'];

/** Whether the subscription has not come to its end yet, paid or not. */
export const isHeld = ({ status }: Subscription): boolean => heldStatuses.includes(status);

/** Whether one of the subscriptions already buys what `sold` would. */
export const holds = (catalog: Catalog, subscriptions: readonly Subscription[], sold: Sold): boolean =>
  subscriptions.some((subscription) => {
    const main = mainItemOf(catalog, subscription);
    return isHeld(subscription) && main !== undefined && soldId(main.sold) === soldId(sold);
  });

/** The grants of all subscriptions of an account: one each, none for those that allow nothing. */
export function grantsOf(catalog: Catalog, subscriptions: readonly Subscription[]): Grant[] {
  return subscriptions.flatMap((subscription) => {
    const main = mainItemOf(catalog, subscription);
    const until = main && accessTimes(subscription, main.item, catalog.settings.graceDays);
    if (!main || !until) return [];
    const { item, sold } = main;
    return [
      {
        subscriptionId: subscription.id,
        kind: sold.kind,
        id: sold.kind === 'plan' ? sold.plan.id : sold.badge.id,
        status: subscription.status,
        periodStart: item.periodStart,
        periodEnd: item.periodEnd,
        interval: item.interval,
        ...until,
      },
    ];
  });
}

type AccessTimes = Pick<Grant, 'paidUntil' | 'fullUntil' | 'graceUntil'>;

/** The access rule (design section 4). Undefined: no access, whatever the time. */
function accessTimes(subscription: Subscription, item: SubscriptionItem, graceDays: number): AccessTimes | undefined {
  const graceMs = graceDays * 24 * hourMs;
  const end = earlier(item.periodEnd, subscription.cancelAt);
  switch (subscription.status) {
    case 'trialing':
    case 'active': {
      if (subscription.collection === 'send_invoice') return invoiceTimes(subscription, end, graceMs);
      const ends = subscription.cancelAtPeriodEnd || subscription.collectionPaused || end !== item.periodEnd;
      if (ends) return { paidUntil: end, fullUntil: end, graceUntil: end };
      const fullUntil = plus(end, unconfirmedHours * hourMs);
      return { paidUntil: end, fullUntil, graceUntil: plus(fullUntil, graceMs) };
    }
    case 'past_due': {
      const since = subscription.latestInvoice?.createdAt ?? item.periodStart;
      return { paidUntil: item.periodStart, fullUntil: item.periodStart, graceUntil: plus(since, graceMs) };
    }
    default:
      return undefined;
  }
}

/** Paid by invoice: an open one is waited for until its due date, then grace. */
function invoiceTimes(subscription: Subscription, end: string, graceMs: number): AccessTimes {
  const { latestInvoice } = subscription;
  if (latestInvoice?.status === 'open' && latestInvoice.dueAt) {
    const { dueAt } = latestInvoice;
    return { paidUntil: dueAt, fullUntil: dueAt, graceUntil: plus(dueAt, graceMs) };
  }
  const ends = subscription.cancelAtPeriodEnd || subscription.collectionPaused;
  const fullUntil = ends ? end : plus(end, unconfirmedHours * hourMs);
  return { paidUntil: end, fullUntil, graceUntil: ends ? end : plus(fullUntil, graceMs) };
}

const plus = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString();
const earlier = (time: string, other: string | null): string =>
  other !== null && Date.parse(other) < Date.parse(time) ? other : time;
