import type { Catalog } from '../catalog/catalog.ts';
import { planOf } from '../catalog/look-up.ts';
import { overageBeside, overagePlanOf } from '../catalog/overage-price.ts';
import { entitlementAt } from './entitlement.ts';
import { type Grant, mainItemOf } from './grant.ts';
import { type Counting, isSameWindow, meteredItemsOf } from './overage.ts';
import type { Subscription } from './subscription.ts';

/** In which period an account's units count at `now`, and which plans bill what goes beyond, that of the largest allowance first. */
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

/** The metered item that a subscription should have and has not; `lookupKey` null: those that it has are to go. */
type MissingOverage = { readonly subscriptionId: string; readonly lookupKey: string | null };

const changedStatuses = ['active', 'trialing', 'past_due'];
/** The invoice of the period before may take usage for an hour, and an item that is gone may take it along. */
const settledMs = 2 * 3_600_000;

/**
 * Subscriptions whose metered item is not that of their plan: bought before the plan had one, or changed to another plan since. An item
 * is taken away only once the last period's invoice is final. Of two subscriptions to one plan only one bills: their meter is one.
 */
export function missingOverage(catalog: Catalog, subscriptions: readonly Subscription[], now: Date): MissingOverage[] {
  const present = subscriptions.filter(({ status }) => changedStatuses.includes(status));
  return present.flatMap((subscription) => {
    const main = mainItemOf(catalog, subscription);
    const lookupKey = (main && overageBeside(main.sold)?.lookupKey) ?? null;
    const has = subscription.items.filter((item) => item.metered && overagePlanOf(catalog, item.lookupKey ?? ''));
    const strange = has.filter((item) => item.lookupKey !== lookupKey);
    const isMissing = lookupKey !== null && strange.length === has.length;
    const isElsewhere = present.some((each) => each !== subscription && bills(catalog, each, lookupKey));
    const mayGo = strange.every((item) => now.getTime() - Date.parse(item.periodStart) >= settledMs);
    const isChanging = subscription.scheduledChange !== undefined || subscription.pendingChange !== undefined;
    if (isChanging || !mayGo || (strange.length === 0 && (!isMissing || isElsewhere))) return [];
    return [{ subscriptionId: subscription.id, lookupKey: isElsewhere && isMissing ? null : lookupKey }];
  });
}

const bills = (catalog: Catalog, { items }: Subscription, lookupKey: string | null): boolean => {
  const plan = lookupKey === null ? undefined : overagePlanOf(catalog, lookupKey);
  return plan !== undefined && items.some((item) => overagePlanOf(catalog, item.lookupKey ?? '') === plan);
};

/** Whether a time for which Stripe bills usage is over, with its period or its subscription: what is known of it is due. */
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
