import type { Catalog } from '../catalog/catalog.ts';
import { type Sold, soldBy, soldId } from '../catalog/look-up.ts';
import type { HeldCredit } from './held-credit.ts';
import type { OwnLimits } from './own-limits.ts';
import type { ChangedItem, Subscription, SubscriptionItem } from './subscription.ts';
import { wasNeverPaid, whyUnpaid } from './unpaid.ts';

/**
 * The access that one subscription gives, and until when. It follows from Stripe's state alone, so it can be rebuilt from Stripe. Access
 * changes with the clock at these times, without any event. Times are ISO-8601 UTC, ends are exclusive.
 */
export type Grant = {
  readonly subscriptionId: string;
  /** `limits`: it gives no access, and sets limits of the organization's own. */
  readonly kind: 'plan' | 'badge' | 'limits';
  /** The plan's or the badge's id; empty for limits. */
  readonly id: string;
  readonly status: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly interval: SubscriptionItem['interval'];
  /** The end of the time that is paid for, as far as Stripe has said. */
  readonly paidUntil: string;
  /** Full access ends here unless Stripe confirms the renewal: 24 h past a period that was to renew. */
  readonly fullUntil: string;
  /** Access in grace ends here. */
  readonly graceUntil: string;
  /** Grace for an overdue invoice, from when the latest one falls due. Before that only an older one can be overdue. */
  readonly overdueGrace?: { readonly from: string; readonly until: string };
  /** Seats paid for beside it; absent: none. */
  readonly affiliates?: number;
  /** Seats that a planned change leaves; absent: as many. */
  readonly affiliatesComing?: number;
  /** The prepaid units, in a grant of credit. */
  readonly credit?: HeldCredit;
  /** An operator gave it free of charge; no subscription pays for it. */
  readonly isComp?: true;
  readonly ownLimits?: OwnLimits;
};

/** How long an unconfirmed renewal still gives access (`README.md`, "Access: Stripe's state and the clock"). */
const unconfirmedHours = 24;
const hourMs = 3_600_000;

/** Statuses that give no access. Any status that is not handled below is unknown and gives none either. */
const deniedStatuses = ['unpaid', 'canceled', 'incomplete', 'incomplete_expired', 'paused'] as const;
const knownStatuses = ['trialing', 'active', 'past_due', ...deniedStatuses] as const;

/** Whether the access rule knows this status of Stripe's. An unknown one gives no access, and should be logged as an error. */
export const isKnownStatus = (status: string): boolean => (knownStatuses as readonly string[]).includes(status);

/** An item of a subscription, with the plan or badge that it buys. */
export type SoldItem<Item = SubscriptionItem> = { readonly item: Item; readonly sold: Sold };
type WithItems<Item> = { readonly items: readonly Item[] };

/** The items that buy a plan or badge by themselves; not seats, prices of other products, or items of quantity 0. */
const soldItemsOf = <Item extends ChangedItem>(catalog: Catalog, { items }: WithItems<Item>): SoldItem<Item>[] =>
  items.flatMap((item) => {
    const sold = item.lookupKey === null || item.quantity < 1 ? undefined : soldBy(catalog, item.lookupKey);
    return sold && sold.price.per === undefined ? [{ item, sold }] : [];
  });

/** The main item of a subscription: the first that buys a plan or a badge by itself. */
export const mainItemOf = <Item extends ChangedItem>(
  catalog: Catalog,
  subscription: WithItems<Item>,
): SoldItem<Item> | undefined => soldItemsOf(catalog, subscription)[0];

/** Statuses of an unpaid invoice; a void one is not owed. */
const unpaid = ['draft', 'open', 'uncollectible'];

/** Whether the latest invoice has a due date and is not paid yet. */
export const awaitsTransfer = ({ collection, latestInvoice }: Subscription): boolean =>
  collection === 'send_invoice' && unpaid.includes(latestInvoice?.status ?? '');

/** How many seats are paid for beside the main item. */
export const affiliatesOf = (catalog: Catalog, { items }: WithItems<ChangedItem>): number =>
  items
    .filter(({ lookupKey }) => lookupKey !== null && soldBy(catalog, lookupKey)?.price.per !== undefined)
    .reduce((sum, { quantity }) => sum + quantity, 0);

/** Statuses of a subscription that has not ended: a second one of the same plan would be paid twice. */
const heldStatuses = ['trialing', 'active', 'past_due', 'unpaid', 'paused'];

/** Whether the subscription has not ended, paid or not. */
export const isLive = ({ status }: Subscription): boolean => heldStatuses.includes(status);

/** Whether one of the live subscriptions buys the same plan or badge as `sold`. */
export const holds = (catalog: Catalog, subscriptions: readonly Subscription[], sold: Sold): boolean =>
  subscriptions
    .filter(isLive)
    .flatMap((subscription) => soldItemsOf(catalog, subscription))
    .some((item) => soldId(item.sold) === soldId(sold));

/** The grants of all subscriptions of an account, one for each plan and badge in them. A subscription that gives no access has none. */
export function grantsOf(catalog: Catalog, subscriptions: readonly Subscription[]): Grant[] {
  return subscriptions.flatMap((subscription) =>
    soldItemsOf(catalog, subscription).flatMap(({ item, sold }) => {
      const until = accessTimes(subscription, item, catalog.settings.graceDays * 24 * hourMs);
      return until
        ? [{ ...grantOf(subscription, { item, sold }), ...seatsGranted(catalog, subscription), ...until }]
        : [];
    }),
  );
}

type AccessTimes = Pick<Grant, 'paidUntil' | 'fullUntil' | 'graceUntil' | 'overdueGrace'>;

function seatsGranted(catalog: Catalog, subscription: Subscription): Pick<Grant, 'affiliates' | 'affiliatesComing'> {
  const affiliates = affiliatesOf(catalog, subscription);
  if (affiliates === 0) return {};
  const { scheduledChange } = subscription;
  return { affiliates, ...(scheduledChange && { affiliatesComing: affiliatesOf(catalog, scheduledChange) }) };
}

const grantOf = (subscription: Subscription, { item, sold }: SoldItem): Omit<Grant, keyof AccessTimes> => ({
  subscriptionId: subscription.id,
  kind: sold.kind,
  id: sold.kind === 'plan' ? sold.plan.id : sold.badge.id,
  status: subscription.status,
  periodStart: item.periodStart,
  periodEnd: item.periodEnd,
  interval: item.interval,
});

/** The access rule (the table in `README.md`), cut off where Stripe says that the subscription ends. Undefined: no access at any time. */
function accessTimes(subscription: Subscription, item: SubscriptionItem, graceMs: number): AccessTimes | undefined {
  const times = timesOfStatus(subscription, item, graceMs);
  const { cancelAt, cancelAtPeriodEnd } = subscription;
  const end = earlier(earlier(cancelAtPeriodEnd ? item.periodEnd : null, pauseOf(subscription, item)), cancelAt);
  if (!times || end === null) return times;
  const { paidUntil, fullUntil, graceUntil, overdueGrace } = times;
  return {
    paidUntil: earlier(paidUntil, end),
    fullUntil: earlier(fullUntil, end),
    graceUntil: earlier(graceUntil, end),
    ...(overdueGrace && { overdueGrace: { ...overdueGrace, until: earlier(overdueGrace.until, end) } }),
  };
}

/**
 * When a pause of collection ends access: with the period that was paid. Stripe continues into unpaid periods, whose invoice it keeps as a
 * draft, voids or gives up (https://docs.stripe.com/billing/subscriptions/pause-payment).
 */
function pauseOf({ collectionPaused, latestInvoice }: Subscription, item: SubscriptionItem): string | null {
  if (!collectionPaused) return null;
  return latestInvoice === null || latestInvoice.status === 'paid' ? item.periodEnd : item.periodStart;
}

function timesOfStatus(subscription: Subscription, item: SubscriptionItem, graceMs: number): AccessTimes | undefined {
  if (wasNeverPaid(subscription)) return undefined;
  switch (subscription.status) {
    case 'trialing':
    case 'active':
      return standingTimes(subscription, item, graceMs);
    case 'past_due':
      return subscription.collectionPaused ? undefined : pastDueTimes(subscription, item, graceMs);
    default:
      return undefined;
  }
}

/**
 * Full access until the period's end, and beyond for an unconfirmed renewal. An invoice sent to be paid gives access until its due date,
 * then grace. A given-up invoice counts as past due, although Stripe leaves the subscription `active`.
 */
function standingTimes(subscription: Subscription, item: SubscriptionItem, graceMs: number): AccessTimes {
  const dueAt = dueDateOf(subscription);
  if (dueAt !== null && awaitsTransfer(subscription)) {
    return { paidUntil: dueAt, fullUntil: dueAt, graceUntil: plus(dueAt, graceMs) };
  }
  if (whyUnpaid(subscription) !== null) return pastDueTimes(subscription, item, graceMs);
  const fullUntil = plus(item.periodEnd, unconfirmedHours * hourMs);
  return { paidUntil: item.periodEnd, fullUntil, graceUntil: plus(fullUntil, graceMs) };
}

/** Grace from the latest invoice's creation and, where that has a due date, also from then. */
function pastDueTimes(subscription: Subscription, item: SubscriptionItem, graceMs: number): AccessTimes {
  const graceUntil = plus(subscription.latestInvoice?.createdAt ?? item.periodStart, graceMs);
  const times = { paidUntil: item.periodStart, fullUntil: item.periodStart, graceUntil };
  const dueAt = dueDateOf(subscription);
  return dueAt === null ? times : { ...times, overdueGrace: { from: dueAt, until: plus(dueAt, graceMs) } };
}

/** The due date of the latest invoice; null where Stripe charges it automatically. */
const dueDateOf = ({ collection, latestInvoice }: Subscription): string | null =>
  collection === 'send_invoice' ? (latestInvoice?.dueAt ?? null) : null;

const plus = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString();

/** The earlier of two times; null stands for never. */
function earlier(time: string, other: string | null): string;
function earlier(time: string | null, other: string | null): string | null;
function earlier(time: string | null, other: string | null): string | null {
  if (time === null || other === null) return time ?? other;
  return Date.parse(other) < Date.parse(time) ? other : time;
}
