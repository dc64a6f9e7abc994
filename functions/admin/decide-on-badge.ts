import * as z from 'zod';
import type { BadgeApplication } from '../../shared/domain/badges/badge.ts';
import { lacksProof } from '../../shared/domain/badges/challenge.ts';
import { appealEndsAt, type Decision, decide, type ReviewDecision } from '../../shared/domain/badges/review.ts';
import type { BadgeDecision } from '../../shared/domain/mail/mails/badge-decided.ts';
import { AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf, invalid } from '../../shared/http/body.ts';
import { fieldLimits } from '../../shared/http/field-limits.ts';
import { line } from '../../shared/http/fields.ts';
import { found } from '../../shared/http/page.ts';
import type { SignedInRequest } from '../../shared/http/session.ts';
import { subscriptionsOf } from '../../shared/services/badges/applications.ts';
import { refuseLookAlike } from '../../shared/services/badges/automatic-checks.ts';
import { expectBadgeChange } from '../../shared/services/badges/expect-change.ts';
import { adminBadgeView, applicationStateFor } from './badges.ts';
import type { AdminDeps, OperatorRoute } from './deps.ts';

const decisions: readonly Decision[] = ['approve', 'refuse', 'revoke', 'ask'];
const flag = z.boolean({ error: 'must be true or false' }).optional();
const Body = z.strictObject({
  reason: line(fieldLimits.reason).optional(),
  public: flag,
  refund: flag,
  version: z.int({ error: 'must be the version of the application that was looked at' }).optional(),
});
type Given = z.infer<typeof Body>;

/**
 * POST /v1/admin/badges/{handle}/approve|refuse|revoke|ask {reason, public?, refund?, version?}: a reason is needed to refuse, to revoke and to
 * ask for more; with the version that was looked at, a profile that has changed since is not decided on unseen.
 */
export const decideOnBadge =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const decision = found(
      decisions.find((each) => each === request.params.decision),
      'This decision',
    );
    const given = bodyOf(request, Body);
    refuseUnfit(decision, given);
    const application = found(await deps.badges.find(request.params.handle ?? ''), 'This badge');
    const next = await decided(deps, request, { decision, given, application });
    if (!next && !isAlready(application, decision, given)) throw undecidable(application, decision);
    if (next && given.version !== undefined && given.version !== application.version) throw changedMeanwhile();
    await expectBadgeChange(deps, application.accountId);
    if (next && !(await deps.badges.replace(application, next, auditOf(deps, request, next)))) throw changedMeanwhile();
    await tellHolder(deps, next ?? application, decision);
    return ok(await adminBadgeView(deps, next ?? application));
  };

function refuseUnfit(decision: Decision, given: Given): void {
  if (decision !== 'approve' && given.reason === undefined)
    throw invalid([{ field: 'reason', message: 'must say why or what is needed; the holder reads it' }]);
  const strange = (['public', 'refund'] as const).find((field) => given[field] !== undefined);
  if (strange && decision !== 'refuse' && decision !== 'revoke')
    throw invalid([{ field: strange, message: 'goes with a refusal or a revocation only' }]);
}

type Deciding = { readonly decision: Decision; readonly given: Given; readonly application: BadgeApplication };

/** The application after the decision; null where it cannot be made. @throws AppError 409 for one that is not to be approved yet */
async function decided(deps: AdminDeps, { session }: SignedInRequest, { decision, given, application }: Deciding) {
  const { paid, state } = await applicationStateFor(deps, application);
  if (decision === 'approve' && state === 'awaiting_payment' && application.state === 'in_review')
    throw new AppError('conflict', 'This badge is not paid for yet; it comes into the queue once it is.');
  if (decision === 'approve') await refuseLookAlike(deps, application.handle);
  if (decision === 'approve' && state === 'checks_failed')
    throw new AppError(
      'conflict',
      `A check fails: ${failedCheck(application)}. It comes into the queue once it passes.`,
    );
  if (decision === 'approve' && lacksProof(application, deps.catalog.settings.badgeReview))
    throw new AppError(
      'conflict',
      'The domain of its site is not proven yet. Approve it once its holder has proven it.',
    );
  const verdict: ReviewDecision = {
    decision,
    reason: given.reason ?? null,
    isPublic: given.public === true,
    refund: given.refund === true,
    actor: session.email,
    at: deps.now().toISOString(),
  };
  const subscriptions = await subscriptionsOf(deps, application);
  return decide(application, verdict, { review: deps.catalog.settings.badgeReview, paid, subscriptions });
}

const failedCheck = ({ checks }: BadgeApplication): string => {
  const failed = checks.find(({ outcome }) => outcome === 'failed');
  return failed ? `${failed.rule}, ${failed.detail}` : '';
};

const changedMeanwhile = () =>
  new AppError('conflict', 'This badge was changed meanwhile. Look at it again, then decide.');

const past: Record<Decision, string> = {
  approve: 'approved',
  refuse: 'refused',
  revoke: 'revoked',
  ask: 'asked for more',
};
const leadsTo: Record<Decision, BadgeApplication['state']> = {
  approve: 'approved',
  refuse: 'refused',
  revoke: 'revoked',
  ask: 'needs_more',
};

/** The same decision again, as after an answer that was lost: the holder may not have been told. */
const isAlready = (application: BadgeApplication, decision: Decision, { reason }: Given): boolean =>
  application.state === leadsTo[decision] &&
  (decision === 'ask' ? application.request : application.reason) === (reason ?? null);

const undecidable = ({ state }: BadgeApplication, decision: Decision) =>
  new AppError('conflict', `A badge that is ${state.replace('_', ' ')} cannot be ${past[decision]}.`);

async function tellHolder(deps: AdminDeps, application: BadgeApplication, decision: Decision): Promise<void> {
  const { accountId, email, handle, reason, request } = application;
  const account = await deps.accounts.find(accountId);
  await deps.mail.send({
    template: 'badge_decided',
    email,
    language: account?.language ?? 'en',
    handle,
    decision: newsOf(application, decision),
    reason: decision === 'ask' ? request : reason,
    answerUntil: appealEndsAt(application, deps.catalog.settings.badgeReview),
  });
}

function newsOf({ awaitsFirstPayment, history }: BadgeApplication, decision: Decision): BadgeDecision {
  if (decision === 'approve' && awaitsFirstPayment) return 'approve_unpaid';
  if (history[0]?.action === 'appeal_upheld') return 'uphold_appeal';
  return history[0]?.action === 'appeal_refused' ? 'refuse_appeal' : decision;
}

/** The trail tells the decision as the application's history does. */
const auditOf = (
  { newId }: AdminDeps,
  { session }: SignedInRequest,
  { accountId, handle, history }: BadgeApplication,
) => ({
  id: newId(),
  accountId,
  at: history[0]?.at ?? '',
  action: `badge.${history[0]?.action ?? 'changed'}`,
  actor: session.email,
  detail: { handle },
});
