import type { Catalog } from '../catalog/catalog.ts';
import { type Sold, soldBy, soldId } from '../catalog/look-up.ts';
import type { HeldCredit } from './held-credit.ts';
import type { ChangedItem, Subscription, SubscriptionItem } from './subscription.ts';
import { wasNeverPaid, whyUnpaid } from './unpaid.ts';

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
  /** Past due by invoice: grace from when the latest one falls due; before that an older one must be the overdue one. */
  readonly overdueGrace?: { readonly from: string; readonly until: string };
  /** Heads (affiliates) paid for beside it; absent: none. */
  readonly affiliates?: number;
  /** How many a change that is planned leaves; absent: as many. */
  readonly affiliatesComing?: number;
  /** Of units that were bought in advance, by no subscription: how many. */
  readonly credit?: HeldCredit;
};

/** How long an unconfirmed renewal still gives access (`README.md`, "Access: Stripe's state and the clock"). */
const unconfirmedHours = 24;
const hourMs = 3_600_000;

/** The statuses whose access is none; any other that is not handled below is unknown and denies too. */
const deniedStatuses = ['unpaid', 'canceled', 'incomplete', 'incomplete_expired', 'paused'] as const;
const knownStatuses = ['trialing', 'active', 'past_due', ...deniedStatuses] as const;

/** Whether Stripe's status is one that the access rule knows; an unknown one denies, and should be logged as an error. */
export const isKnownStatus = (status: string): boolean => (knownStatuses as readonly string[]).includes(status);

export type SoldItem<Item = SubscriptionItem> = { readonly item: Item; readonly sold: Sold };
type WithItems<Item> = { readonly items: readonly Item[] };

/** The items that each buy a plan or a badge by themselves: no per-head or foreign price, nothing of quantity 0. */
const soldItemsOf = <Item extends ChangedItem>(catalog: Catalog, { items }: WithItems<Item>): SoldItem<Item>[] =>
  items.flatMap((item) => {
    const sold = item.lookupKey === null || item.quantity < 1 ? undefined : soldBy(catalog, item.lookupKey);
    return sold && sold.price.per === undefined ? [{ item, sold }] : [];
  });

/** Main item of a subscription: the first that buys a plan or a badge by itself. */
export const mainItemOf = <Item extends ChangedItem>(
  catalog: Catalog,
  subscription: WithItems<Item>,
): SoldItem<Item> | undefined => soldItemsOf(catalog, subscription)[0];

/** Statuses of an invoice that nobody has paid: one that is void is not owed. */
const unpaid = ['draft', 'open', 'uncollectible'];

/** Whether the latest invoice is to be paid by a date, and is not yet. */
export const awaitsTransfer = ({ collection, latestInvoice }: Subscription): boolean =>
  collection === 'send_invoice' && unpaid.includes(latestInvoice?.status ?? '');

/** How many heads (affiliates) are paid for beside the main item. */
export const affiliatesOf = (catalog: Catalog, { items }: WithItems<ChangedItem>): number =>
  items
    .filter(({ lookupKey }) => lookupKey !== null && soldBy(catalog, lookupKey)?.price.per !== undefined)
    .reduce((sum, { quantity }) => sum + quantity, 0);

/** Statuses of a subscription that has not come to its end: another one of the same plan would be paid twice. */
const heldStatuses = ['trialing', 'active', 'past_due', 'unpaid', 'paused'];

/** Whether the subscription has not come to its end yet, paid or not. */
export const isLive = ({ status }: Subscription): boolean => heldStatuses.includes(status);

/** Whether one of the subscriptions already buys what `sold` would. */
export const holds = (catalog: Catalog, subscriptions: readonly Subscription[], sold: Sold): boolean =>
  subscriptions
    .filter(isLive)
    .flatMap((subscription) => soldItemsOf(catalog, subscription))
    .some((item) => soldId(item.sold) === soldId(sold));

/** The grants of all subscriptions of an account: one for each plan and badge in them, none for those that allow nothing. */
export function grantsOf(catalog: Catalog, subscriptions: readonly Subscription[]): Grant[] {
  return subscriptions.flatMap((subscription) =>
    soldItemsOf(catalog, subscription).flatMap(({ item, sold }) => {
      const until = accessTimes(subscription, item, catalog.settings.graceDays * 24 * hourMs);
      return until ? [{ ...grantOf(subscription, { item, sold }), ...headsOf(catalog, subscription), ...until }] : [];
    }),
  );
}

type AccessTimes = Pick<Grant, 'paidUntil' | 'fullUntil' | 'graceUntil' | 'overdueGrace'>;

function headsOf(catalog: Catalog, subscription: Subscription): Pick<Grant, 'affiliates' | 'affiliatesComing'> {
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

/** The access rule (the table in `README.md`), cut off where Stripe's state says that it ends. Undefined: no access, whatever the time. */
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
 * When a pause of collection ends access: with the period that was paid. Stripe goes on into periods that nobody pays for, whose
 * invoice it keeps as a draft, voids or gives up (https://docs.stripe.com/billing/subscriptions/pause-payment).
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
 * Until the period's end, and on for an unconfirmed renewal; an invoice that was sent is waited for until its due date, then grace. One
 * that nobody pays is as good as past due, whatever Stripe calls the subscription.
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

/** Grace from the latest invoice's creation and, where it is to be paid by a date, from that. */
function pastDueTimes(subscription: Subscription, item: SubscriptionItem, graceMs: number): AccessTimes {
  const graceUntil = plus(subscription.latestInvoice?.createdAt ?? item.periodStart, graceMs);
  const times = { paidUntil: item.periodStart, fullUntil: item.periodStart, graceUntil };
  const dueAt = dueDateOf(subscription);
  return dueAt === null ? times : { ...times, overdueGrace: { from: dueAt, until: plus(dueAt, graceMs) } };
}

/** The date by which the latest invoice is to be paid; null where the card is charged. */
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
