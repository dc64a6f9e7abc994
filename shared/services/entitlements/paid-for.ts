import { creditPlanOf, grantsOfAll, heldCredit, type Paid } from '../../domain/billing/credit.ts';
import { nothingGiven } from '../../domain/billing/given.ts';
import type { Grant } from '../../domain/billing/grant.ts';
import { withoutLinks, withoutPerson } from '../../domain/billing/subscription.ts';
import type { BillingState } from '../../storage/billing/billing.ts';
import type { SyncDeps } from './deps.ts';

/**
 * The subscriptions and credit at Stripe, with all that operators gave, and the grants of it; a leaver keeps nothing of that. Credit needs the customer's charges, so those are
 * listed only where a plan sells it.
 */
export async function paidFor(
  { catalog, stripe }: SyncDeps,
  customerId: string,
  state: Pick<BillingState, 'given'> & { readonly isLeaving: boolean },
): Promise<Required<Paid> & { readonly grants: readonly Grant[] }> {
  const given = state.isLeaving ? nothingGiven : state.given;
  const found = await stripe.listSubscriptions(customerId);
  const subscriptions = state.isLeaving ? found.map(withoutPerson) : found;
  const topUps = creditPlanOf(catalog) ? await stripe.listTopUps(customerId) : [];
  const paid = { subscriptions, credit: heldCredit(catalog, topUps, given.units), given };
  return { ...paid, grants: grantsOfAll(catalog, paid) };
}

/** The part of a state that decides whether two of them are the same. */
export const comparable = ({ subscriptions, credit }: Omit<Paid, 'given'>) => ({
  subscriptions: subscriptions.map(withoutLinks),
  credit,
});
