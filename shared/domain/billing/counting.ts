import type { Catalog } from '../catalog/catalog.ts';
import { planOf } from '../catalog/look-up.ts';
import { overageBeside, overagePlanOf } from '../catalog/overage-price.ts';
import { entitlementAt } from './entitlement.ts';
import { type Grant, mainItemOf } from './grant.ts';
import { type Counting, isSameWindow, type OverageWindow } from './overage.ts';
import type { Subscription } from './subscription.ts';
import { meteredItemsOf } from './windows.ts';

/** The period in which an account's units count at `now`, and the plans that bill overage, the one with the largest allowance first. */
export function countingAt(catalog: Catalog, grants: readonly Grant[], now: Date): Counting {
  const { allowance, overage, period, plans } = entitlementAt(catalog, grants, now);
  const size = (id: string) => planOf(catalog, id)?.allowance?.amount ?? 0;
  const isTried = (id: string) =>
    grants.every((grant) => grant.id !== id || grant.status === 'trialing' || grant.credit);
  const billing = plans.filter((id) => planOf(catalog, id)?.overage && !isTried(id));
  return {
    periodStart: period?.start ?? null,
    allowance,
    plans: overage ? billing.toSorted((a, b) => size(b) - size(a)) : [],
  };
}

/** A subscription that lacks its metered item; `lookupKey` null: it must lose those that it has. */
type MissingOverage = {
  readonly subscriptionId: string;
  readonly lookupKey: string | null;
  /** It has items that go. */
  readonly isExchanged: boolean;
};

const changedStatuses = ['active', 'trialing', 'past_due'];
/** The invoice of the last period takes usage for an hour at least, and a removed item takes its usage along. */
const settledMs = 2 * 3_600_000;

/**
 * Subscriptions whose metered item does not match their plan: bought before the plan had one, or changed to another plan since. An item is
 * removed only once the last period's invoice is final, which closes its window. Two subscriptions to one plan share a meter, so only one of
 * them bills.
 */
export function missingOverage(
  catalog: Catalog,
  subscriptions: readonly Subscription[],
  { windows, now }: { readonly windows: readonly OverageWindow[]; readonly now: Date },
): MissingOverage[] {
  const at = now.toISOString();
  const isDraft = (itemId?: string) => windows.some((each) => each.itemId === itemId && !each.closed && each.end <= at);
  const present = subscriptions.filter(({ status }) => changedStatuses.includes(status));
  return present.flatMap((subscription) => {
    const main = mainItemOf(catalog, subscription);
    const lookupKey = (main && overageBeside(main.sold)?.lookupKey) ?? null;
    const has = subscription.items.filter((item) => item.metered && overagePlanOf(catalog, item.lookupKey ?? ''));
    const strange = has.filter((item) => item.lookupKey !== lookupKey);
    const isMissing = lookupKey !== null && strange.length === has.length;
    const isElsewhere = present.some((each) => each !== subscription && bills(catalog, each, lookupKey));
    const mayGo = strange.every(
      ({ periodStart, metered }) => now.getTime() - Date.parse(periodStart) >= settledMs && !isDraft(metered?.itemId),
    );
    const isChanging = subscription.scheduledChange !== undefined || subscription.pendingChange !== undefined;
    if (isChanging || !mayGo || (strange.length === 0 && (!isMissing || isElsewhere))) return [];
    const wanted = isElsewhere && isMissing ? null : lookupKey;
    return [{ subscriptionId: subscription.id, lookupKey: wanted, isExchanged: strange.length > 0 }];
  });
}

const bills = (catalog: Catalog, { items }: Subscription, lookupKey: string | null): boolean => {
  const plan = lookupKey === null ? undefined : overagePlanOf(catalog, lookupKey);
  return plan !== undefined && items.some((item) => overagePlanOf(catalog, item.lookupKey ?? '') === plan);
};

/** Whether a window for which Stripe bills usage is over, by the end of its period or subscription, so that its usage must be reported. */
export function hasUsageEnded(
  catalog: Catalog,
  before: readonly Subscription[],
  after: readonly Subscription[],
): boolean {
  const now = meteredItemsOf(catalog, after);
  return meteredItemsOf(catalog, before).some(
    (item) => !now.some((each) => isSameWindow(each, item) && each.end === item.end),
  );
}
