import type { Contest } from '../../domain/evidence/contest.ts';
import { AppError } from '../../errors.ts';
import type { Accounts } from '../../storage/accounts/accounts.ts';
import type { AuditEntry } from '../../storage/accounts/audit.ts';
import type { Contests } from '../../storage/evidence/contests.ts';
import type { CreditGiver } from '../../stripe/goodwill.ts';

type CreditDeps = {
  readonly accounts: Pick<Accounts, 'find'>;
  readonly contests: Pick<Contests, 'setGiven'>;
  readonly stripe: CreditGiver;
  readonly now: () => Date;
};

/** Whether a contest was accepted with a credit that is not given yet. */
export const isCreditDue = ({ decided }: Contest): boolean => decided?.credit?.givenAt === null;

/**
 * Gives the credit of a decision, once however often this runs. `audit`: the line of it; null where the decision's own says it.
 * @throws AppError where Stripe does not take it: it stays due
 */
export async function giveContestCredit(
  deps: CreditDeps,
  contest: Contest,
  audit: AuditEntry | null,
): Promise<Contest> {
  const { id, organization, day, decided } = contest;
  if (!decided?.credit || !isCreditDue(contest)) return contest;
  const customer = (await deps.accounts.find(organization))?.stripeCustomerId ?? null;
  if (customer === null) throw new AppError('conflict', 'This organization has no Stripe customer any more.');
  const { amountMinor, currency } = decided.credit;
  const occasion = `contest:${organization}:${id}`;
  await deps.stripe.giveCredit(customer, { amountMinor, currency, occasion, description: `Contest of ${day}` });
  return deps.contests.setGiven(contest, deps.now().toISOString(), audit);
}

/** The trail's word and detail of a credit that is given after its decision. */
export const creditedLine = ({ id, organization, decided }: Contest) => ({
  accountId: organization,
  action: 'contest.credited' as const,
  detail: {
    contest: id,
    amountMinor: String(decided?.credit?.amountMinor ?? 0),
    currency: decided?.credit?.currency ?? '',
  },
});
