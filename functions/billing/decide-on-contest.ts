import * as z from 'zod';
import type { Contest, ContestDecision, DecidedContest } from '../../shared/domain/evidence/contest.ts';
import { AppError, found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf, nothingElse } from '../../shared/http/body.ts';
import { wholeNumber } from '../../shared/http/fields.ts';
import type { OperatorRequest, OperatorRoute } from '../../shared/http/route.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import { creditedLine, giveContestCredit } from '../../shared/services/billing/give-contest-credit.ts';
import { tellOfContest } from '../../shared/services/billing/tell-of-contest.ts';
import { refuseCredit } from './contest-credit.ts';
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
 * an answer was lost, or the next night, gives what is not given yet. Until then the contest stays in the list of open ones.
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
  const later = contest.decided === null ? null : operatorLine(deps, request, creditedLine(made));
  const settled = await giveContestCredit(deps, made, later);
  await tellOfContest(deps, settled);
  return ok(await adminContestView(deps, settled));
}

/** The same decision again, as after an answer that was lost. */
const isSame = (one: DecidedContest, other: DecidedContest): boolean =>
  one.decision === other.decision &&
  one.reason === other.reason &&
  one.credit?.amountMinor === other.credit?.amountMinor &&
  one.credit?.currency === other.credit?.currency;
