import { currencyOf } from '../../shared/domain/billing/currency.ts';
import type { Contest } from '../../shared/domain/evidence/contest.ts';
import { AppError } from '../../shared/errors.ts';
import type { BillingDeps } from './deps.ts';

/** Refuses, before anything is sealed, a credit that Stripe would not take. @throws AppError 409 */
export async function refuseCredit(deps: BillingDeps, { organization }: Contest, { currency }: { currency: string }) {
  const customer = (await deps.accounts.find(organization))?.stripeCustomerId ?? null;
  if (customer === null)
    throw new AppError(
      'conflict',
      'This organization has no Stripe customer, so it can have no credit. Accept without one.',
    );
  const bound = currencyOf(await deps.stripe.listSubscriptions(customer));
  if (bound !== null && bound !== currency)
    throw new AppError('conflict', `This organization pays in ${bound.toUpperCase()}. Give the credit in ${bound}.`);
}
