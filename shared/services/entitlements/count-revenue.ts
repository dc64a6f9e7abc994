import { recurringOf } from '../../domain/billing/recurring.ts';
import type { Subscription } from '../../domain/billing/subscription.ts';
import type { BillingState, BillingUpdate } from '../../storage/billing/billing.ts';
import type { SyncDeps } from './deps.ts';

/** The revenue that a sync at `at` counts of an organization. A state from before rollups is counted on the day on which its oldest subscription began. */
export function revenueCounted(
  { catalog }: Pick<SyncDeps, 'catalog'>,
  { version, counted }: BillingState,
  { subscriptions, at }: { readonly subscriptions: readonly Subscription[]; readonly at: string },
): BillingUpdate['revenue'] {
  const after = recurringOf(catalog, subscriptions);
  const begun = subscriptions.filter(({ id }) => after.parts.some(({ subscription }) => subscription === id));
  const isOld = counted === null && version > 0;
  const since = isOld ? begun.map(({ createdAt }) => createdAt).toSorted()[0] : undefined;
  return { before: counted, after, at: since ?? at };
}
