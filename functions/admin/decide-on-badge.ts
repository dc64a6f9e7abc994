import type { BadgeApplication } from '../../shared/domain/badges/badge.ts';
import type { Decision } from '../../shared/domain/badges/review.ts';
import { AppError, found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import type { OperatorRequest, OperatorRoute } from '../../shared/http/route.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import { expectBadgeChange } from '../../shared/services/badges/expect-change.ts';
import { DecisionBody, decided, refuseUnfit } from './badge-decision.ts';
import { adminBadgeView } from './badges.ts';
import type { AdminDeps } from './deps.ts';
import { tellHolder } from './tell-holder.ts';

/**
 * POST /v1/admin/badges/{handle}/approve|refuse|revoke|ask {reason, public?, refund?, version?}.
 * The holder reads the reason; that of `ask` is the question. A version other than the current one is refused, so that no unseen profile is
 * decided on.
 */
export const decideOnBadge =
  (deps: AdminDeps, decision: Decision): OperatorRoute =>
  async (request) => {
    const given = bodyOf(request, DecisionBody);
    refuseUnfit(decision, given);
    const application = found(await deps.badges.find(request.params.handle ?? ''), 'This badge');
    const next = await decided(deps, request, { decision, given, application });
    if (!next && !isAlready(application, decision, request.operator)) throw undecidable(application, decision);
    if (next && given.version !== undefined && given.version !== application.version) throw changedMeanwhile();
    await expectBadgeChange(deps, application.accountId);
    if (next && !(await deps.badges.replace(application, next, auditOf(deps, request, next)))) throw changedMeanwhile();
    await tellHolder(deps, next ?? application, decision);
    return ok(await adminBadgeView(deps, next ?? application));
  };

const changedMeanwhile = () => new AppError('conflict', 'This badge changed in the meantime. Reload it, then decide.');

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
const isAlready = (
  application: BadgeApplication,
  decision: Decision,
  { reason }: OperatorRequest['operator'],
): boolean =>
  application.state === leadsTo[decision] && (decision === 'ask' ? application.request : application.reason) === reason;

const undecidable = ({ state }: BadgeApplication, decision: Decision) =>
  new AppError('conflict', `A badge that is ${state.replace('_', ' ')} cannot be ${past[decision]}.`);

/** The trail tells the decision as the application's history does. */
const auditOf = (deps: AdminDeps, request: OperatorRequest, { accountId, handle, history }: BadgeApplication) => ({
  ...operatorLine(deps, request, {
    ...{ accountId, action: `badge.${history[0]?.action ?? 'changed'}` },
    detail: { handle },
  }),
  at: history[0]?.at ?? '',
});
