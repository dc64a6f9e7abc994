import type { Account } from '../../shared/domain/accounts/account.ts';
import { creditPlanOf, grantsOfAll, heldCredit, type Paid } from '../../shared/domain/billing/credit.ts';
import { differencesBetween } from '../../shared/domain/billing/drift.ts';
import { type Given, nothingGiven } from '../../shared/domain/billing/given.ts';
import { withoutPerson } from '../../shared/domain/billing/subscription.ts';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import type { Inspected, Invariant } from './types.ts';

/** An account's stored subscriptions match Stripe, and its access matches its grants. */
export const moneyAndAccess: Invariant = {
  number: 1,
  says: 'money and access agree: what is stored and granted is what Stripe says',
  async violations(deps, account) {
    const stored = await deps.billing.read(account.id);
    const { grants, isLeaving } = await deps.access.read(account.id);
    const paid = await paidBy(deps, account, isLeaving ? nothingGiven : stored.given);
    if (typeof paid === 'string') return [`account ${account.id}: ${paid}`];
    const said = isLeaving ? { ...paid, subscriptions: paid.subscriptions.map(withoutPerson) } : paid;
    const stripe = { ...said, grants: grantsOfAll(deps.catalog, said) };
    const { subscriptions, credit } = stored;
    return differencesBetween({ subscriptions, credit, grants }, stripe).map(
      ({ of, id, field, before, after }) =>
        `account ${account.id}: ${of} ${id}${field === null ? '' : ` ${field}`} is ${before ?? 'not there'}, by Stripe ${after ?? 'not there'}`,
    );
  },
};

/** The subscriptions and top-ups at Stripe, or a sentence if Stripe cannot answer for this customer. @throws StripeUnavailable */
async function paidBy(
  { catalog, stripe }: Inspected,
  { stripeCustomerId }: Account,
  given: Given,
): Promise<Paid | string> {
  if (stripeCustomerId === null) return { subscriptions: [], credit: heldCredit(catalog, [], given.units), given };
  try {
    const topUps = creditPlanOf(catalog) ? await stripe.listTopUps(stripeCustomerId) : [];
    const subscriptions = await stripe.listSubscriptions(stripeCustomerId);
    return { subscriptions, credit: heldCredit(catalog, topUps, given.units), given };
  } catch (error) {
    if (error instanceof StripeUnavailable) throw error;
    return `Stripe does not say what ${stripeCustomerId} has: ${error instanceof Error ? error.message : String(error)}`;
  }
}
