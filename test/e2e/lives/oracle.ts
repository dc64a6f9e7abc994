/**
 * A buyer's access, computed a second time from Stripe's own JSON and the sentences of shared/domain/billing/README.md. It shares no
 * code with the product. Times are epoch seconds, as Stripe writes them.
 */
import type { StripeItem, StripeSubscription } from './stripe-side.ts';

export type Expected = 'full' | 'grace' | 'none';

const hour = 3600;
const day = 24 * hour;

const lookupKeyOf = (item: StripeItem): string => item.price.metadata.tollgate_lookup_key ?? '';

/** The access that one subscription gives by its first item. */
function accessOf(subscription: StripeSubscription, now: number): Expected {
  const [item] = subscription.items.data;
  if (!item) return 'none';
  const { cancel_at, cancel_at_period_end, latest_invoice, pause_collection, status } = subscription;
  const periodEnd = item.current_period_end;
  const never = Number.POSITIVE_INFINITY;
  const isPeriodPaid = latest_invoice === null || latest_invoice.status === 'paid';
  const pauseEnds = isPeriodPaid ? periodEnd : item.current_period_start;
  const ends = [cancel_at_period_end ? periodEnd : never, pause_collection ? pauseEnds : never, cancel_at ?? never];
  if (now >= Math.min(...ends)) return 'none';
  switch (status) {
    case 'trialing':
    case 'active':
      if (isFirstUnpaid(latest_invoice)) return 'none';
      if (nobodyPays(latest_invoice)) return now < (latest_invoice?.created ?? 0) + 7 * day ? 'grace' : 'none';
      if (now < periodEnd + day) return 'full';
      return now < periodEnd + day + 7 * day ? 'grace' : 'none';
    case 'past_due':
      if (pause_collection) return 'none';
      return now < (subscription.latest_invoice?.created ?? 0) + 7 * day ? 'grace' : 'none';
    default:
      return 'none';
  }
}

/** Whether the invoice that began it is not paid, while a bank is asked for it. */
const isFirstUnpaid = (invoice: StripeSubscription['latest_invoice']): boolean =>
  invoice?.billing_reason === 'subscription_create' && invoice.status !== 'paid';

/** Whether the latest invoice of an active subscription will never be paid: it was written off, except by a pause, or cannot be created. */
const nobodyPays = (invoice: StripeSubscription['latest_invoice']): boolean =>
  (invoice?.status === 'uncollectible' && invoice.status_details?.uncollectible.reason !== 'subscription_paused') ||
  (invoice?.status === 'draft' && invoice.last_finalization_error !== null);

const order: readonly Expected[] = ['none', 'grace', 'full'];

/** The best access of the subscriptions to one of `lookupKeys`. */
export function expectedAccess(
  subscriptions: readonly StripeSubscription[],
  lookupKeys: readonly string[],
  now: number,
): Expected {
  const ours = subscriptions.filter(({ items }) => items.data[0] && lookupKeys.includes(lookupKeyOf(items.data[0])));
  return order[Math.max(0, ...ours.map((each) => order.indexOf(accessOf(each, now))))] ?? 'none';
}

/** The plans with access, named by the part of the lookup key before its interval, in alphabetical order. */
export function expectedPlans(
  subscriptions: readonly StripeSubscription[],
  lookupKeys: readonly string[],
  now: number,
): readonly string[] {
  const reached = subscriptions.filter((each) => expectedAccess([each], lookupKeys, now) !== 'none');
  const names = reached.map(({ items }) => lookupKeyOf(items.data[0] as StripeItem).replace(/_(month|year)ly$/, ''));
  return [...new Set(names)].toSorted();
}
