/** The possible changes of plan, and when each takes effect. */
import type { Catalog, Price } from '../catalog/catalog.ts';
import { type Sold, seatPriceOf, soldBy, soldId } from '../catalog/look-up.ts';
import { affiliatesOf, awaitsTransfer, holds, mainItemOf } from './grant.ts';
import type { ChangedItem, Subscription } from './subscription.ts';
import { wasNeverPaid, whyUnpaid } from './unpaid.ts';

/** An item of a subscription: the price of a plan or badge, or of its seats. */
export type RequestedItem = { readonly lookupKey: string; readonly quantity: number };

/** A change that a buyer asks for. `affiliates` undefined: as many seats as now, where the requested price has any. */
export type RequestedChange = {
  readonly sold: Sold;
  readonly affiliates?: number;
  /** The buyer whose private prices may be used. */
  readonly buyer?: { readonly id: string; readonly email: string };
};

/** Why a subscription cannot be changed so. */
export type PlanChangeRefusal =
  | 'not_standing'
  | 'cancelled'
  | 'paused'
  | 'not_ours'
  | 'other_product'
  | 'held'
  | 'no_affiliates'
  | 'dearer_in_trial';

/** The decision on a requested change, and when it takes effect. */
export type PlanChange =
  | { readonly when: 'refused'; readonly because: PlanChangeRefusal }
  /** Dearer: now. Where `isProrated` it is paid now, and the old plan stays until it is. */
  | { readonly when: 'now'; readonly items: readonly RequestedItem[]; readonly isProrated: boolean }
  /** Cheaper, or paid `byDebit`: with the next period, which begins `at`. */
  | {
      readonly when: 'period_end';
      readonly items: readonly RequestedItem[];
      readonly at: string;
      readonly byDebit?: true;
    }
  /** The subscription has the requested state; a change that waits for payment or for the next period is dropped. */
  | { readonly when: 'kept' }
  /** The subscription has the requested state, or will have it: nothing is to be done. */
  | { readonly when: 'already' };

/**
 * Decides on a change of one of an account's subscriptions. A dearer one comes now. A cheaper one comes with the next period, since the
 * present one is paid for. At another interval of one plan, a year starts now and a month after the year. In a trial a cheaper plan is
 * taken now, since nothing is paid. A dearer one is refused: it would be tried without its own trial. By bank debit nothing dearer comes
 * now, since Stripe keeps no change waiting for the bank's answer. Without waiting, the change would be unpaid for days
 * (https://docs.stripe.com/billing/subscriptions/pending-updates).
 *
 * By invoice the period is paid first. Stripe credits it, paid or not, and the new invoice would hide an unpaid one (decision 0061).
 */
export function planChange(
  catalog: Catalog,
  subscriptions: readonly Subscription[],
  { subscription, requested }: { readonly subscription: Subscription; readonly requested: RequestedChange },
): PlanChange {
  const main = mainItemOf(catalog, subscription);
  const standing = main ? obstacleTo(subscription) : 'not_ours';
  if (!main || standing) return refused(standing ?? 'not_ours');
  const others = subscriptions.filter(({ id }) => id !== subscription.id);
  if (!isOfKind(main.sold, requested.sold)) return refused('other_product');
  if (soldId(requested.sold) !== soldId(main.sold) && holds(catalog, others, requested.sold)) return refused('held');
  const items = itemsOf(requested, affiliatesOf(catalog, subscription));
  if (!items) return refused('no_affiliates');
  const before = oursIn(catalog, subscription);
  const coming = [subscription.pendingChange, subscription.scheduledChange].filter((each) => each !== undefined);
  if (coming.some((each) => isSame(oursIn(catalog, each), items))) return { when: 'already' };
  if (isSame(before, items)) return { when: coming.length > 0 ? 'kept' : 'already' };
  const { currency } = subscription;
  const isDearer = yearlyMinor(catalog, items, currency) > yearlyMinor(catalog, before, currency);
  if (subscription.status === 'trialing')
    return isDearer ? refused('dearer_in_trial') : { when: 'now', items, isProrated: false };
  const later = { when: 'period_end', items, at: main.item.periodEnd } as const;
  if (!isNow(main.sold, requested.sold, isDearer)) return later;
  if (awaitsTransfer(subscription)) return refused('not_standing');
  return subscription.isDebited ? { ...later, byDebit: true } : { when: 'now', items, isProrated: true };
}

const refused = (because: PlanChangeRefusal): PlanChange => ({ when: 'refused', because });

function obstacleTo(subscription: Subscription): PlanChangeRefusal | undefined {
  const { status, cancelAtPeriodEnd, cancelAt, collectionPaused } = subscription;
  if (wasNeverPaid(subscription) || whyUnpaid(subscription) !== null) return 'not_standing';
  if (status !== 'active' && status !== 'trialing') return 'not_standing';
  if (cancelAtPeriodEnd || cancelAt !== null) return 'cancelled';
  return collectionPaused ? 'paused' : undefined;
}

/** A plan may change to any plan, a badge only to the same badge: another badge needs its own review. */
const isOfKind = (has: Sold, requested: Sold): boolean =>
  has.kind === requested.kind && (has.kind === 'plan' || soldId(has) === soldId(requested));

function itemsOf({ sold, affiliates, buyer }: RequestedChange, present: number): RequestedItem[] | undefined {
  const seatPrice = seatPriceOf(sold, buyer);
  const count = affiliates ?? (seatPrice ? present : 0);
  if (count > 0 && !seatPrice) return undefined;
  const main = { lookupKey: sold.price.lookupKey, quantity: 1 };
  return seatPrice && count > 0 ? [main, { lookupKey: seatPrice.lookupKey, quantity: count }] : [main];
}

/** The items of our products, the main one first. */
export const oursIn = (catalog: Catalog, { items }: { readonly items: readonly ChangedItem[] }): RequestedItem[] =>
  items
    .flatMap(({ lookupKey, quantity }) => {
      const sold = lookupKey === null || quantity < 1 ? undefined : soldBy(catalog, lookupKey);
      return sold ? [{ lookupKey: sold.price.lookupKey, quantity, isSeat: sold.price.per !== undefined }] : [];
    })
    .sort((one, other) => Number(one.isSeat) - Number(other.isSeat))
    .map(({ isSeat, ...item }) => item);

const isSame = (before: readonly RequestedItem[], after: readonly RequestedItem[]): boolean =>
  before.length === after.length &&
  after.every((item) => before.some((each) => each.lookupKey === item.lookupKey && each.quantity === item.quantity));

/** The cost of items for a year at the catalogue's prices, in minor units of the currency that they are paid in. */
const yearlyMinor = (catalog: Catalog, items: readonly RequestedItem[], currency: string | undefined): number =>
  items.reduce((sum, { lookupKey, quantity }) => {
    const price = soldBy(catalog, lookupKey)?.price;
    return sum + (price ? yearOf(price, currency) * quantity : 0);
  }, 0);

/** A price that is not sold in the currency any more counts in its own. */
const yearOf = ({ interval, amountMinor, currencies = {} }: Price, currency = ''): number =>
  (currencies[currency] ?? amountMinor) * (interval === 'year' ? 1 : 12);

function isNow(has: Sold, requested: Sold, isDearer: boolean): boolean {
  const isOtherInterval = soldId(has) === soldId(requested) && has.price.interval !== requested.price.interval;
  return isOtherInterval ? requested.price.interval === 'year' : isDearer;
}
