import type { Contest } from '../../shared/domain/evidence/contest.ts';
import { invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import { contestView } from '../../shared/http/present-contest.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { AdminContestView } from '../../shared/http/views.ts';
import type { BillingDeps } from './deps.ts';

/** The states that contests are listed by. `open`: to be decided, or its credit is to be given. */
export const contestStates = ['open', 'closed'] as const;

/** GET /v1/admin/contests?state=: those of all organizations, the oldest first. */
export const listContests =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    const page = pageRequestOf(request, ['state']);
    const asked = request.query.get('state');
    const state = contestStates.find((each) => each === asked);
    if (asked !== null && !state)
      throw invalid([{ field: 'state', message: `must be one of ${contestStates.join(', ')}` }]);
    const { contests, cursor } = await deps.contests.list({ ...page, ...(state && { state }) });
    return ok({ data: await Promise.all(contests.map((each) => adminContestView(deps, each))), cursor });
  };

/** A contest as operators see it. */
export async function adminContestView(
  { accounts }: Pick<BillingDeps, 'accounts'>,
  contest: Contest,
): Promise<AdminContestView> {
  const { organization: accountId, app, dataset, entries, decided } = contest;
  const account = await accounts.find(accountId);
  return {
    ...contestView(contest),
    ...{ accountId, organization: account?.organization ?? '' },
    ...{ app: app ?? null, dataset: dataset ?? null, entries: [...(entries ?? [])] },
    creditGivenAt: decided?.credit?.givenAt ?? null,
  };
}
