import * as z from 'zod';
import type { BadgeApplication } from '../../shared/domain/badges/badge.ts';
import { lacksProof } from '../../shared/domain/badges/challenge.ts';
import { type Decision, decide, type ReviewDecision } from '../../shared/domain/badges/review.ts';
import { AppError, invalid } from '../../shared/errors.ts';
import type { OperatorRequest } from '../../shared/http/route.ts';
import { subscriptionsOf } from '../../shared/services/badges/applications.ts';
import { refuseLookAlike } from '../../shared/services/badges/automatic-checks.ts';
import { applicationStateFor } from './badges.ts';
import type { AdminDeps } from './deps.ts';

const flag = z.boolean({ error: 'must be true or false' }).optional();

/** The body of a decision, beside the operator's reason. */
export const DecisionBody = z.strictObject({
  public: flag,
  refund: flag,
  version: z.int({ error: 'must be the version of the application that you reviewed' }).optional(),
});

/** Choices that the operator made with a decision. */
export type GivenDecision = z.infer<typeof DecisionBody>;

/** @throws AppError 400 for a choice that this decision does not have */
export function refuseUnfit(decision: Decision, given: GivenDecision): void {
  const strange = (['public', 'refund'] as const).find((field) => given[field] !== undefined);
  if (strange && decision !== 'refuse' && decision !== 'revoke')
    throw invalid([{ field: strange, message: 'is for a refusal or a revocation only' }]);
}

type Deciding = { readonly decision: Decision; readonly given: GivenDecision; readonly application: BadgeApplication };

/** The application after the decision; null where it cannot be made. @throws AppError 409 for one that is not to be approved yet */
export async function decided(
  deps: AdminDeps,
  { operator }: OperatorRequest,
  { decision, given, application }: Deciding,
) {
  const { paid, state } = await applicationStateFor(deps, application);
  if (decision === 'approve' && state === 'awaiting_payment' && application.state === 'in_review')
    throw new AppError('conflict', 'This badge is not paid for yet. It joins the queue once it is paid.');
  if (decision === 'approve') await refuseLookAlike(deps, application.handle);
  if (decision === 'approve' && state === 'checks_failed')
    throw new AppError(
      'conflict',
      `A check fails: ${failedCheck(application)}. The application joins the queue once the check passes.`,
    );
  if (decision === 'approve' && lacksProof(application, deps.catalog.settings.badgeReview))
    throw new AppError('conflict', 'The domain of its website is not verified yet. Approve the badge once it is.');
  const verdict: ReviewDecision = {
    decision,
    reason: operator.reason,
    isPublic: given.public === true,
    refund: given.refund === true,
    actor: operator.email,
    at: deps.now().toISOString(),
  };
  const subscriptions = await subscriptionsOf(deps, application);
  return decide(application, verdict, { review: deps.catalog.settings.badgeReview, paid, subscriptions });
}

const failedCheck = ({ checks }: BadgeApplication): string => {
  const failed = checks.find(({ outcome }) => outcome === 'failed');
  return failed ? `${failed.rule}, ${failed.detail}` : '';
};
