import type { CountedUseCase, UseCaseStanding } from '../../shared/domain/apps/use-case.ts';
import { anyAsksForApproval } from '../../shared/domain/licences/approval.ts';
import { invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { pageRequestOf } from '../../shared/http/page.ts';
import { useCaseView } from '../../shared/http/present-use-case.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { AdminUseCaseView, UseCaseState } from '../../shared/http/views.ts';
import type { AdminDeps } from './deps.ts';

/** Where a use case stands in each shown state. */
const stored: Readonly<Record<UseCaseState, UseCaseStanding>> = {
  pending: 'open',
  declared: 'open',
  approved: 'approved',
  refused: 'refused',
  revoked: 'revoked',
  ended: 'ended',
};
/** The states that use cases are listed by. */
export const useCaseStates = Object.keys(stored) as UseCaseState[];

/** GET /v1/admin/use-cases?state=: those of all organizations, the oldest first. */
export const listAllUseCases =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const page = pageRequestOf(request, ['state']);
    const asked = request.query.get('state');
    const state = useCaseStates.find((each) => each === asked);
    if (asked !== null && !state)
      throw invalid([{ field: 'state', message: `must be one of ${useCaseStates.join(', ')}` }]);
    const { useCases, cursor } = await deps.useCases.list({ ...page, ...(state && { standing: stored[state] }) });
    const counted = await deps.useCases.countedOf(useCases);
    const views = await Promise.all(counted.map((each) => adminUseCaseView(deps, each)));
    return ok({ data: views.filter((each) => !state || each.state === state), cursor });
  };

/** A use case as operators see it. */
export async function adminUseCaseView(deps: AdminDeps, counted: CountedUseCase): Promise<AdminUseCaseView> {
  const { useCase, current } = counted;
  const account = await deps.accounts.find(useCase.accountId);
  const asks = anyAsksForApproval(deps.catalog, deps.now().getTime());
  return {
    ...useCaseView(counted, asks),
    accountId: useCase.accountId,
    organization: account?.organization ?? '',
    isLatest: current?.latest === useCase.id,
    decisions: useCase.decisions.map((each) => ({ ...each })),
  };
}
