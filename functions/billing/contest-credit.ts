import { currencyOf } from '../../shared/domain/billing/currency.ts';
import type { Contest } from '../../shared/domain/evidence/contest.ts';
import { AppError } from '../../shared/errors.ts';
import type { OperatorRequest } from '../../shared/http/route.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import type { BillingDeps } from './deps.ts';

/** Refuses, before anything is sealed, a credit that Stripe would not take. @throws AppError 409 */
export async function refuseCredit(deps: BillingDeps, { organization }: Contest, { currency }: { currency: string }) {
  const customer = await customerOf(deps, organization);
  if (customer === null)
    throw new AppError(
      'conflict',
      'This organization has no Stripe customer, so it can have no credit. Accept without one.',
    );
  const bound = currencyOf(await deps.stripe.listSubscriptions(customer));
  if (bound !== null && bound !== currency)
    throw new AppError('conflict', `This organization pays in ${bound.toUpperCase()}. Give the credit in ${bound}.`);
}

const customerOf = async ({ accounts }: BillingDeps, organization: string): Promise<string | null> =>
  (await accounts.find(organization))?.stripeCustomerId ?? null;

/** `isNew`: this request made the decision, whose line says the credit. A later one that completes it leaves a line of its own. */
type Crediting = { readonly contest: Contest; readonly isNew: boolean; readonly request: OperatorRequest };

/** Gives the credit of a decision where it is not given. @throws AppError where Stripe does not take it: the contest stays open for another try */
export async function giveContestCredit(deps: BillingDeps, { contest, isNew, request }: Crediting): Promise<Contest> {
  const { id, organization, day, decided } = contest;
  const credit = decided?.credit;
  if (!credit || credit.givenAt !== null) return contest;
  const customer = await customerOf(deps, organization);
  if (customer === null) throw new AppError('conflict', 'This organization has no Stripe customer any more.');
  const occasion = `contest:${organization}:${id}`;
  const { amountMinor, currency } = credit;
  await deps.stripe.giveCredit(customer, { amountMinor, currency, occasion, description: `Contest of ${day}` });
  const detail = { contest: id, amountMinor: String(amountMinor), currency };
  const line = operatorLine(deps, request, { accountId: organization, action: 'contest.credited', detail });
  return deps.contests.setGiven(contest, deps.now().toISOString(), isNew ? null : line);
}
