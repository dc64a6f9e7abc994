import type { Catalog } from '../catalog/catalog.ts';
import type { Localized } from '../catalog/localized.ts';
import { soldName } from '../catalog/look-up.ts';
import { accessAt } from './entitlement.ts';
import { type Grant, mainItemOf, type SoldItem } from './grant.ts';
import type { Subscription } from './subscription.ts';

/** Billing as it was known at `at`; null: it was not known before. */
export type Known = {
  readonly subscriptions: readonly Subscription[];
  readonly grants: readonly Grant[];
  readonly at: string | null;
};

/** One subscription and the access that it gives at one moment, before or after a sync. */
export type View = {
  readonly subscription: Subscription;
  readonly main: SoldItem;
  readonly name: Localized;
  readonly at: string;
  readonly access: 'full' | 'grace' | 'none';
  readonly accessUntil: string | null;
};

/** The view of a subscription; null where it buys nothing of the catalogue. */
export function noticeViewOf(
  catalog: Catalog,
  subscription: Subscription,
  known: Known & { readonly at: string },
): View | null {
  const main = mainItemOf(catalog, subscription);
  if (!main) return null;
  const now = new Date(known.at);
  const standing = known.grants
    .filter(({ subscriptionId }) => subscriptionId === subscription.id)
    .map((grant) => accessAt(grant, now))
    .filter(({ access }) => access !== 'none');
  const best = standing.find(({ access }) => access === 'full') ?? standing[0];
  const { access, until } = best ?? { access: 'none', until: null };
  return { subscription, main, name: soldName(main.sold), at: known.at, access, accessUntil: until };
}

/** When it ends by a planned cancellation; null: it goes on, or has ended. */
export function plannedEndOf({ cancelAt, cancelAtPeriodEnd, endedAt }: Subscription, periodEnd: string): string | null {
  if (endedAt !== null) return null;
  return cancelAt ?? (cancelAtPeriodEnd ? periodEnd : null);
}

/** Milliseconds of a day. */
export const dayMs = 86_400_000;

/** Whether a time is in the future, and at most so many milliseconds away. */
export function isSoon(time: string, now: string, withinMs: number): boolean {
  const left = Date.parse(time) - Date.parse(now);
  return left > 0 && left <= withinMs;
}

/**
 * The id and name of a notice. `which` names the occasion: one-time effects use a time or id of Stripe's, repeatable ones the time of
 * detection.
 */
export const occasion = ({ subscription, name }: View, word: string, which: string) => ({
  id: `${word}:${subscription.id}:${which}`,
  name,
});
