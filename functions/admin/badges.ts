import * as z from 'zod';
import { applicationState, type BadgeApplication, type Decision, decide } from '../../shared/domain/badges/badge.ts';
import { AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf, invalid } from '../../shared/http/body.ts';
import { line } from '../../shared/http/fields.ts';
import { found, pageOf } from '../../shared/http/page.ts';
import { badgeView } from '../../shared/http/present.ts';
import type { SignedInRequest } from '../../shared/http/session.ts';
import type { AdminBadgeView } from '../../shared/http/views.ts';
import { paymentOf } from '../badges/paid.ts';
import type { AdminDeps, OperatorRoute } from './deps.ts';

const states = ['awaiting_payment', 'in_review', 'approved', 'refused', 'revoked'] as const;
const decisions: readonly Decision[] = ['approve', 'refuse', 'revoke'];
const Verdict = z.strictObject({
  reason: line(500).optional(),
  version: z.int({ error: 'must be the version of the application that was looked at' }).optional(),
});

/** GET /v1/admin/badges?state=: applications in the order in which they were made; those in review are paid for. */
export const listBadges =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const page = pageOf(request, ['state']);
    const asked = request.query.get('state');
    const state = states.find((each) => each === asked);
    if (asked !== null && !state) throw invalid([{ field: 'state', message: `must be one of ${states.join(', ')}` }]);
    const stored = state === 'awaiting_payment' ? 'in_review' : state;
    const { applications, cursor } = await deps.badges.list({ ...page, state: stored });
    const views = await Promise.all(applications.map((each) => view(deps, each)));
    return ok({ data: views.filter((each) => !state || each.state === state), cursor });
  };

/**
 * POST /v1/admin/badges/{handle}/approve|refuse|revoke {reason, version?}: a reason is needed to refuse and to revoke; with the
 * version that was looked at, a profile that has changed since is not decided on unseen.
 */
export const decideOnBadge =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const decision = found(
      decisions.find((each) => each === request.params.decision),
      'This decision',
    );
    const { reason = null, version } = bodyOf(request, Verdict);
    if (decision !== 'approve' && reason === null)
      throw invalid([{ field: 'reason', message: 'must say why; the holder reads it' }]);
    const application = found(await deps.badges.find(request.params.handle ?? ''), 'This badge');
    await refuseUnpaid(deps, application, decision);
    const next = decide(application, { decision, reason, at: deps.now().toISOString() });
    if (!next && !isAlready(application, decision, reason)) throw undecidable(application, decision);
    if (next && version !== undefined && version !== application.version) throw changedMeanwhile();
    if (next && !(await deps.badges.replace(next, audit(deps, request, { decision, application })))) {
      throw changedMeanwhile();
    }
    await tellHolder(deps, next ?? application, decision);
    return ok(await view(deps, next ?? application));
  };

const changedMeanwhile = () =>
  new AppError('conflict', 'This badge was changed meanwhile. Look at it again, then decide.');

const past: Record<Decision, string> = { approve: 'approved', refuse: 'refused', revoke: 'revoked' };

/** The same decision again, as after an answer that was lost: the holder may not have been told. */
const isAlready = (application: BadgeApplication, decision: Decision, reason: string | null): boolean =>
  application.state === past[decision] && application.reason === reason;

const undecidable = ({ state }: BadgeApplication, decision: Decision) =>
  new AppError('conflict', `A badge that is ${state.replace('_', ' ')} cannot be ${past[decision]}.`);

async function refuseUnpaid(deps: AdminDeps, application: BadgeApplication, decision: Decision): Promise<void> {
  if (decision !== 'approve') return;
  const { paid } = await paymentOf(deps, application);
  if (applicationState(application, paid) !== 'awaiting_payment') return;
  throw new AppError('conflict', 'This badge is not paid for yet; it comes into the queue once it is.');
}

async function tellHolder(
  deps: AdminDeps,
  { accountId, email, handle, reason }: BadgeApplication,
  decision: Decision,
): Promise<void> {
  const account = await deps.accounts.find(accountId);
  await deps.mail.send({
    template: 'badge_decided',
    email,
    language: account?.language ?? 'en',
    handle,
    decision,
    reason,
  });
}

async function view(deps: AdminDeps, application: BadgeApplication): Promise<AdminBadgeView> {
  const { paid } = await paymentOf(deps, application);
  return {
    ...badgeView(application, paid),
    accountId: application.accountId,
    email: application.email,
    version: application.version,
  };
}

type Decided = { readonly decision: Decision; readonly application: BadgeApplication };

const audit = ({ newId, now }: AdminDeps, { session }: SignedInRequest, { decision, application }: Decided) => ({
  id: newId(),
  accountId: application.accountId,
  at: now().toISOString(),
  action: `badge.${past[decision]}`,
  actor: session.email,
  detail: { handle: application.handle },
});
