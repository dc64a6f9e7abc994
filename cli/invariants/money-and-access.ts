import type { Account } from '../../shared/domain/accounts/account.ts';
import { differencesBetween } from '../../shared/domain/billing/drift.ts';
import { grantsOf } from '../../shared/domain/billing/grant.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { StripeUnavailable } from '../../shared/stripe/gateway.ts';
import type { Inspected, Invariant } from './check.ts';

/** What is stored of an account is what Stripe says, and what it can reach is what that grants. */
export const moneyAndAccess: Invariant = {
  number: 1,
  says: 'money and access agree: what is stored and granted is what Stripe says',
  async violations(deps, account) {
    const stored = await deps.billing.read(account.id);
    const { grants } = await deps.access.read(account.id);
    const said = await subscriptionsOf(deps, account);
    if (typeof said === 'string') return [`account ${account.id}: ${said}`];
    const stripe = { subscriptions: said, grants: grantsOf(deps.catalog, said) };
    return differencesBetween({ subscriptions: stored.subscriptions, grants }, stripe).map(
      ({ of, id, field, before, after }) =>
        `account ${account.id}: ${of} ${id}${field === null ? '' : ` ${field}`} is ${before ?? 'not there'}, by Stripe ${after ?? 'not there'}`,
    );
  },
};

/** Or a sentence where Stripe cannot say. @throws StripeUnavailable */
async function subscriptionsOf(
  { stripe }: Inspected,
  { stripeCustomerId }: Account,
): Promise<readonly Subscription[] | string> {
  if (stripeCustomerId === null) return [];
  try {
    return await stripe.listSubscriptions(stripeCustomerId);
  } catch (error) {
    if (error instanceof StripeUnavailable) throw error;
    return `Stripe does not say what ${stripeCustomerId} has: ${error instanceof Error ? error.message : String(error)}`;
  }
}
