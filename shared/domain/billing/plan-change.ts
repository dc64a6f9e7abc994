/** Which changes of plan there are, and when each takes effect. */
import type { Catalog, Price } from '../catalog/catalog.ts';
import { headPriceOf, type Sold, soldBy, soldId } from '../catalog/look-up.ts';
import { affiliatesOf, holds, mainItemOf } from './grant.ts';
import type { ChangedItem, Subscription } from './subscription.ts';
import { wasNeverPaid, whyUnpaid } from './unpaid.ts';

/** What a subscription is to consist of: one price that buys a plan or a badge and, where there are heads, theirs. */
export type RequestedItem = { readonly lookupKey: string; readonly quantity: number };

/** What a buyer asks for. `affiliates` undefined: as many as there are, where the wanted price has any. */
export type RequestedChange = {
  readonly sold: Sold;
  readonly affiliates?: number;
  /** Whose private prices count. */
  readonly buyer?: { readonly id: string; readonly email: string };
};

export type PlanChangeRefusal =
  | 'not_standing'
  | 'cancelled'
  | 'paused'
  | 'not_ours'
  | 'other_product'
  | 'held'
  | 'no_affiliates'
  | 'dearer_in_trial';

export type PlanChange =
  | { readonly when: 'refused'; readonly because: PlanChangeRefusal }
  /** Dearer: at once, paid at once where `isProrated`, and the old plan stays until it is. */
  | { readonly when: 'now'; readonly items: readonly RequestedItem[]; readonly isProrated: boolean }
  /** Cheaper, or paid `byDebit`: with the next period, which begins `at`. */
  | {
      readonly when: 'period_end';
      readonly items: readonly RequestedItem[];
      readonly at: string;
      readonly byDebit?: true;
    }
  /** It is what is wanted; a change that waits for payment or for the next period is to be dropped. */
  | { readonly when: 'kept' }
  /** It is what is wanted, or will be: nothing is to be done. */
  | { readonly when: 'already' };

/**
 * Decides on a change of one of an account's subscriptions. A change that costs more a month comes now; who will pay less has paid
 * for the period and keeps what it bought until that ends. At another interval of one plan, a year starts now and a month
 * after the year. In a trial nothing is paid: a cheaper plan is taken at once, a dearer one would be tried without its own trial. By bank debit
 * nothing is dearer at once: Stripe keeps no change waiting for the bank's answer, and without waiting it would hold unpaid for days
 * (https://docs.stripe.com/billing/subscriptions/pending-updates).
 */
export function planChange(
  catalog: Catalog,
  subscriptions: readonly Subscription[],
  { subscription, wish }: { readonly subscription: Subscription; readonly wish: RequestedChange },
): PlanChange {
  const main = mainItemOf(catalog, subscription);
  const standing = main ? obstacleTo(subscription) : 'not_ours';
  if (!main || standing) return refused(standing ?? 'not_ours');
  const others = subscriptions.filter(({ id }) => id !== subscription.id);
  if (!isOfKind(main.sold, wish.sold)) return refused('other_product');
  if (soldId(wish.sold) !== soldId(main.sold) && holds(catalog, others, wish.sold)) return refused('held');
  const items = itemsOf(wish, affiliatesOf(catalog, subscription));
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
  if (!isNow(main.sold, wish.sold, isDearer)) return later;
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

/** A plan is changed for a plan, a badge for the same badge: another one needs a review of its own. */
const isOfKind = (has: Sold, wanted: Sold): boolean =>
  has.kind === wanted.kind && (has.kind === 'plan' || soldId(has) === soldId(wanted));

function itemsOf({ sold, affiliates, buyer }: RequestedChange, present: number): RequestedItem[] | undefined {
  const heads = headPriceOf(sold, buyer);
  const count = affiliates ?? (heads ? present : 0);
  if (count > 0 && !heads) return undefined;
  const main = { lookupKey: sold.price.lookupKey, quantity: 1 };
  return heads && count > 0 ? [main, { lookupKey: heads.lookupKey, quantity: count }] : [main];
}

/** The items of ours, the main one first. */
export const oursIn = (catalog: Catalog, { items }: { readonly items: readonly ChangedItem[] }): RequestedItem[] =>
  items
    .flatMap(({ lookupKey, quantity }) => {
      const sold = lookupKey === null || quantity < 1 ? undefined : soldBy(catalog, lookupKey);
      return sold ? [{ lookupKey: sold.price.lookupKey, quantity, isHead: sold.price.per !== undefined }] : [];
    })
    .sort((one, other) => Number(one.isHead) - Number(other.isHead))
    .map(({ isHead, ...item }) => item);

const isSame = (before: readonly RequestedItem[], after: readonly RequestedItem[]): boolean =>
  before.length === after.length &&
  after.every((item) => before.some((each) => each.lookupKey === item.lookupKey && each.quantity === item.quantity));

/** What items cost in a year, in minor units of the currency that they are paid in, at the catalogue's prices. */
const yearlyMinor = (catalog: Catalog, items: readonly RequestedItem[], currency: string | undefined): number =>
  items.reduce((sum, { lookupKey, quantity }) => {
    const price = soldBy(catalog, lookupKey)?.price;
    return sum + (price ? yearOf(price, currency) * quantity : 0);
  }, 0);

/** A price that is not sold in the currency any more counts in its own. */
const yearOf = ({ interval, amountMinor, currencies = {} }: Price, currency = ''): number =>
  (currencies[currency] ?? amountMinor) * (interval === 'year' ? 1 : 12);

function isNow(has: Sold, wanted: Sold, isDearer: boolean): boolean {
  const isOtherInterval = soldId(has) === soldId(wanted) && has.price.interval !== wanted.price.interval;
  return isOtherInterval ? wanted.price.interval === 'year' : isDearer;
}
