import * as z from 'zod';
import { lifeOf } from '../../shared/domain/accounts/account.ts';
import { currencyOf } from '../../shared/domain/billing/currency.ts';
import type { Contest, ContestDecision, DecidedContest } from '../../shared/domain/evidence/contest.ts';
import { statementId } from '../../shared/domain/evidence/statement.ts';
import { contestDecidedOccasion } from '../../shared/domain/mail/mails/contest-decided.ts';
import { eventIdOf } from '../../shared/domain/webhooks/event.ts';
import { AppError, found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf, nothingElse } from '../../shared/http/body.ts';
import { wholeNumber } from '../../shared/http/fields.ts';
import type { OperatorRequest, OperatorRoute } from '../../shared/http/route.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import { adminContestView } from './contests.ts';
import type { BillingDeps } from './deps.ts';

/** More is a refund, for which Stripe’s dashboard is the place. */
const maxCreditMinor = 100_000_000;

/** The body of an acceptance: the credit that goes with it; none where it is absent. */
export const ContestAcceptanceBody = z.strictObject({
  credit: z
    .strictObject({
      amountMinor: wholeNumber(1, maxCreditMinor).describe('In minor units. It reduces the next invoices.'),
      currency: z.string().regex(/^[a-z]{3}$/, { error: 'must be a currency as three small letters, such as usd' }),
    })
    .optional(),
});

/**
 * POST /v1/admin/contests/{organization}/{id}/accept {credit?, reason}: sealed, then the credit is given at Stripe, once. A call that is repeated after
 * an answer was lost gives what is not given yet. Until then the contest stays in the list of open ones.
 */
export const acceptContest =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    const { credit } = bodyOf(request, ContestAcceptanceBody);
    const contest = await contestNamed(deps, request);
    if (credit && contest.decided === null) await refuseCredit(deps, contest, credit);
    return decide(deps, request, {
      contest,
      decision: 'accepted',
      credit: credit ? { ...credit, givenAt: null } : null,
    });
  };

/** POST /v1/admin/contests/{organization}/{id}/reject {reason}: sealed; within its 30 days the statement may be contested again. */
export const rejectContest =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    bodyOf(request, nothingElse);
    const contest = await contestNamed(deps, request);
    return decide(deps, request, { contest, decision: 'rejected', credit: null });
  };

const contestNamed = async ({ contests }: BillingDeps, { params }: OperatorRequest): Promise<Contest> =>
  found(await contests.find(params.organization ?? '', params.id ?? ''), 'This contest');

type Deciding = {
  readonly contest: Contest;
  readonly decision: ContestDecision;
  readonly credit: DecidedContest['credit'];
};

async function decide(deps: BillingDeps, request: OperatorRequest, { contest, decision, credit }: Deciding) {
  const { reason } = request.operator;
  const decided = { decision, reason, at: deps.now().toISOString(), credit };
  if (contest.decided && !isSame(contest.decided, decided))
    throw new AppError('conflict', `This contest was ${contest.decided.decision} on ${contest.decided.at}.`);
  const audit = operatorLine(deps, request, {
    accountId: contest.organization,
    action: `contest.${decision}`,
    detail: {
      contest: contest.id,
      ...(credit && { amountMinor: String(credit.amountMinor), currency: credit.currency }),
    },
  });
  const made = contest.decided ? contest : await deps.contests.decide(contest, decided, { ...audit, at: decided.at });
  if (!made) throw new AppError('conflict', 'This contest was decided in the meantime. Reload it.');
  const settled = await giveCredit(deps, made);
  await tellOrganization(deps, settled);
  return ok(await adminContestView(deps, settled));
}

/** The same decision again, as after an answer that was lost. */
const isSame = (one: DecidedContest, other: DecidedContest): boolean =>
  one.decision === other.decision &&
  one.reason === other.reason &&
  one.credit?.amountMinor === other.credit?.amountMinor &&
  one.credit?.currency === other.credit?.currency;

/** Refuses, before anything is sealed, a credit that Stripe would not take. @throws AppError 409 */
async function refuseCredit(deps: BillingDeps, { organization }: Contest, { currency }: { currency: string }) {
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

/** Gives the credit of a decision where it is not given. @throws AppError where Stripe does not take it: the contest stays open for another try */
async function giveCredit(deps: BillingDeps, contest: Contest): Promise<Contest> {
  const { id, organization, day, decided } = contest;
  const credit = decided?.credit;
  if (!credit || credit.givenAt !== null) return contest;
  const customer = await customerOf(deps, organization);
  if (customer === null) throw new AppError('conflict', 'This organization has no Stripe customer any more.');
  const occasion = `contest:${organization}:${id}`;
  const { amountMinor, currency } = credit;
  await deps.stripe.giveCredit(customer, { amountMinor, currency, occasion, description: `Contest of ${day}` });
  return deps.contests.setGiven(contest, deps.now().toISOString());
}

/** Mails the decision and queues its event, each once however often this runs. */
async function tellOrganization(deps: BillingDeps, contest: Contest): Promise<void> {
  const { id, organization: accountId, day, decided } = contest;
  const account = await deps.accounts.find(accountId);
  if (!decided || !account || lifeOf(account) !== 'active') return;
  const { decision, reason, at } = decided;
  const { email, language } = account;
  const credit = decided.credit && { amountMinor: decided.credit.amountMinor, currency: decided.credit.currency };
  const noticeId = contestDecidedOccasion(id);
  const once = { id: deps.newId(), accountId, noticeId };
  await deps.mail.send({
    ...{ template: 'contest_decided', ...once, email, language, decision, day, reason },
    ...(credit && { credit }),
  });
  const data = { contest: id, statement: statementId(day), day, decision, reason, credit };
  const event = { id: eventIdOf(accountId, noticeId), type: 'contest.decided', accountId, at, data } as const;
  await deps.webhookEvents.send({ event });
}
