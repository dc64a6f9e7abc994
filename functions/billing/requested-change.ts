import * as z from 'zod';
import {
  oursIn,
  type PlanChange,
  type PlanChangeRefusal,
  planChange,
} from '../../shared/domain/billing/plan-change.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { type Sold, soldBy, soldName } from '../../shared/domain/catalog/look-up.ts';
import { AppError, found } from '../../shared/errors.ts';
import { line, wholeNumber } from '../../shared/http/fields.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { ItemsChange } from '../../shared/stripe/gateway.ts';
import { buyable, maxAffiliates } from './buyable.ts';
import { refuseCardOnly, withoutAffiliates } from './buying.ts';
import { refuseUnsold } from './currency.ts';
import type { BillingDeps } from './deps.ts';
import { ownIn } from './own-subscription.ts';

export const PlanChangeBody = z.strictObject({
  subscription: line(255),
  price: line(100),
  affiliates: wholeNumber(0, maxAffiliates).optional(),
});

/** A change that was asked for, decided on what Stripe says now. */
export type BuyerChange = {
  readonly customerId: string;
  readonly subscription: Subscription;
  readonly change: Exclude<PlanChange, { readonly when: 'refused' }>;
  /** What Stripe has to do for it; empty items where the change is to keep what there is. */
  readonly items: ItemsChange;
};

/**
 * What a change means for a subscription of the signed-in account, as Stripe says that it is now.
 * @throws AppError 400 for a price that is not sold to this account, 404 for a foreign subscription, 409 where it cannot be changed so
 */
export async function requestedChange(
  deps: BillingDeps,
  { session: { accountId } }: SignedInRequest,
  wish: z.infer<typeof PlanChangeBody>,
): Promise<BuyerChange> {
  const { catalog } = deps;
  const account = found(await deps.accounts.find(accountId), 'This account');
  const sold = buyable(catalog, wish.price, account);
  const known = await deps.billing.read(accountId);
  ownIn(known.subscriptions, wish.subscription);
  const customerId = found(account.stripeCustomerId, 'The Stripe customer');
  const { subscriptions } = await syncAccount(deps, accountId, customerId);
  const subscription = ownIn(subscriptions, wish.subscription);
  refuseUnsold(sold, subscription);
  refuseCardOnly(catalog, sold, subscription);
  const asked = { sold, affiliates: wish.affiliates, buyer: account };
  const change = planChange(catalog, subscriptions, { subscription, requested: asked });
  if (change.when === 'refused') throw refusal(change.because, sold);
  const replaces = oursIn(catalog, subscription).map(({ lookupKey }) => lookupKey);
  const items = 'items' in change ? change.items : [];
  return { customerId, subscription, change, items: { subscriptionId: subscription.id, replaces, items } };
}

const sentences: Readonly<Record<Exclude<PlanChangeRefusal, 'no_affiliates' | 'held'>, string>> = {
  not_standing: 'It is not paid, so it cannot be changed. Pay what is open first, on your dashboard.',
  cancelled: 'It is cancelled. Take that back first, then change it.',
  paused: 'Its payments are paused. Write to us to go on, then change it.',
  not_ours: 'It is of nothing that we sell here, so it cannot be changed here. Write to us.',
  other_product:
    'A plan changes to a plan, and a badge to another interval or number of affiliates. Buy the other one by itself.',
  dearer_in_trial:
    'This plan costs more than the one you try. Change to it once the trial is over, or cancel the trial and buy it now.',
};

function refusal(because: PlanChangeRefusal, sold: Sold): AppError {
  if (because === 'held')
    return new AppError('plan_held', `You hold ${soldName(sold)} already, in another subscription.`);
  return because === 'no_affiliates' ? withoutAffiliates(sold) : new AppError('conflict', sentences[because]);
}

/** Plan or badge that a lookup key buys, by name, for the trail; the key itself where the catalogue has lost it. */
export function nameOf({ catalog }: BillingDeps, lookupKey: string | null | undefined): string {
  const sold = lookupKey ? soldBy(catalog, lookupKey) : undefined;
  return sold ? soldName(sold) : (lookupKey ?? '');
}
