import { applicationState, type BadgeApplication } from '../../shared/domain/badges/badge.ts';
import { atTime } from '../../shared/domain/badges/checks.ts';
import { invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import { badgeView } from '../../shared/http/present-badge.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { AdminBadgeView, BadgeState } from '../../shared/http/views.ts';
import { paymentOf } from '../../shared/services/badges/status.ts';
import type { AdminDeps } from './deps.ts';

/** The stored states that each shown state can come from. */
const stored: Record<BadgeState, readonly BadgeApplication['state'][]> = {
  awaiting_payment: ['in_review', 'approved'],
  checks_failed: ['in_review'],
  in_review: ['in_review'],
  needs_more: ['needs_more'],
  approved: ['approved'],
  refused: ['refused'],
  revoked: ['revoked'],
};
/** The states that applications are listed by. */
export const badgeStates = Object.keys(stored) as BadgeState[];

/** GET /v1/admin/badges?state=: applications in the order in which they were made; those in review are paid for, where payment comes first. */
export const listApplications =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const page = pageRequestOf(request, ['state']);
    const asked = request.query.get('state');
    const state = badgeStates.find((each) => each === asked);
    if (asked !== null && !state)
      throw invalid([{ field: 'state', message: `must be one of ${badgeStates.join(', ')}` }]);
    const { applications, cursor } = await deps.badges.list({ ...page, state: state && storedAs(deps, state) });
    const views = await Promise.all(applications.map((each) => adminBadgeView(deps, each)));
    return ok({ data: views.filter((each) => !state || each.state === state), cursor });
  };

function storedAs({ catalog }: AdminDeps, state: BadgeState): BadgeApplication['state'] {
  const [first = 'in_review', other] = stored[state];
  return catalog.settings.badgeReview.order === 'review_first' ? (other ?? first) : first;
}

/** An application as operators see it. */
export async function adminBadgeView(deps: AdminDeps, application: BadgeApplication): Promise<AdminBadgeView> {
  const { accountId, email, version, history } = application;
  const [payment, account] = await Promise.all([paymentOf(deps, application), deps.accounts.find(accountId)]);
  return {
    ...badgeView(atTime(application, deps.now()), payment, deps.catalog.settings.badgeReview),
    pictureUrl: application.pictureSha256 === null ? null : `/v1/admin/badges/${application.handle}/picture`,
    ...{ accountId, email, version, history: [...history] },
    accountCreatedAt: account?.createdAt ?? null,
  };
}

/** How an application stands for whoever decides on it. */
export async function applicationStateFor(deps: AdminDeps, application: BadgeApplication) {
  const { paid } = await paymentOf(deps, application);
  return {
    paid,
    state: applicationState(atTime(application, deps.now()), paid, deps.catalog.settings.badgeReview.order),
  };
}
