import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { subscriptionView } from '../../shared/http/present-subscription.ts';
import type { ChangeView } from '../../shared/http/views.ts';
import type { BillingDeps } from './deps.ts';
import type { BuyerChange } from './requested-change.ts';
import { settleBeforeChange } from './settle-overage.ts';

type Making = { readonly accountId: string; readonly key: string; readonly prorationAt: string | undefined };

/** Makes a decided change at Stripe. False when the subscription has ended meanwhile. @throws AppError `conflict`: nothing was done, and the lock is free */
export async function makeChange(
  deps: BillingDeps,
  { change, items, subscription }: BuyerChange,
  { accountId, key, prorationAt }: Making,
): Promise<boolean> {
  const { stripe } = deps;
  if (change.when === 'now' && change.isProrated) await settleBeforeChange(deps, accountId, subscription);
  if (change.when === 'period_end') return stripe.scheduleItems(items, key);
  if (change.when === 'now')
    return stripe.changeItems({ ...items, isProrated: change.isProrated, ...(prorationAt && { prorationAt }) }, key);
  await stripe.dropPlanned(items.subscriptionId);
  return true;
}

/** The answer to a change: its outcome, and the subscription as it is now. */
export function changeView({ catalog, now }: BillingDeps, subscription: Subscription): ChangeView {
  const { pendingChange, scheduledChange } = subscription;
  const outcome = pendingChange ? 'awaiting_payment' : scheduledChange ? 'scheduled' : 'changed';
  return { outcome, subscription: subscriptionView(catalog, subscription, now()) };
}
