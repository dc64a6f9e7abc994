import * as z from 'zod';
import { oursIn, type PlanChange, planChange } from '../../shared/domain/billing/plan-change.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { found } from '../../shared/errors.ts';
import { line } from '../../shared/http/fields.ts';
import { syncCompleted } from '../../shared/services/entitlements/complete-changes.ts';
import type { ItemsChange } from '../../shared/stripe/gateway.ts';
import { affiliateCount, buyable } from './buyable.ts';
import { refuseCardOnly } from './buying.ts';
import { refuseUnsold } from './currency.ts';
import type { BillingDeps } from './deps.ts';
import { ownIn } from './own-subscription.ts';
import { planChangeRefusal } from './plan-change-refusal.ts';

/** The body of a plan change. */
export const PlanChangeBody = z.strictObject({
  subscription: line(255),
  price: line(100),
  affiliates: affiliateCount.optional(),
});

/** A change that was asked for, decided on what Stripe says now. */
export type BuyerChange = {
  readonly customerId: string;
  readonly subscription: Subscription;
  readonly change: Exclude<PlanChange, { readonly when: 'refused' }>;
  /** The change as a request to Stripe; its items are empty where the change is to keep the current ones. */
  readonly items: ItemsChange;
};

/**
 * A change for a subscription of the account, decided on what Stripe says now.
 * @throws AppError 400 for a price that is not sold to this account, 404 for another account's subscription, 409 where the change is not
 * possible
 */
export async function requestedChange(
  deps: BillingDeps,
  accountId: string,
  requested: z.infer<typeof PlanChangeBody>,
): Promise<BuyerChange> {
  const { catalog } = deps;
  const account = found(await deps.accounts.find(accountId), 'This account');
  const sold = await buyable(deps, requested.price, account);
  const known = await deps.billing.read(accountId);
  ownIn(known.subscriptions, requested.subscription);
  const customerId = found(account.stripeCustomerId, 'The Stripe customer');
  const { subscriptions } = await syncCompleted(deps, { accountId, customerId, sends: true });
  const subscription = ownIn(subscriptions, requested.subscription);
  refuseUnsold(sold, subscription);
  refuseCardOnly(catalog, sold, subscription);
  const asked = { sold, affiliates: requested.affiliates, buyer: account };
  const change = planChange(catalog, subscriptions, { subscription, requested: asked });
  if (change.when === 'refused') throw planChangeRefusal(change.because, sold);
  const replaces = oursIn(catalog, subscription).map(({ lookupKey }) => lookupKey);
  const items = 'items' in change ? change.items : [];
  return { customerId, subscription, change, items: { subscriptionId: subscription.id, replaces, items } };
}
