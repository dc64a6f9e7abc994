/** An operator who sees an organization as its buyer does: reads only, for an hour, with the role of a viewer. */
import { consoleRoles, type RouteAuthority } from '../domain/access/authority.ts';
import { type BuyerView, isOpen } from '../domain/accounts/buyer-view.ts';
import type { FoundSession } from '../domain/accounts/member.ts';
import { AppError } from '../errors.ts';
import type { ApiRequest } from './request.ts';
import type { SignedInRequest } from './route.ts';
import { hashOfToken, type OperatorDeps, roleNowOf, sessionTokenOf } from './session.ts';

/** The header that names the organization to see as its buyer does. */
export const buyerViewHeader = 'tollgate-view';

/** Dependencies of requests that see an organization as its buyer does. */
export type BuyerViewDeps = Pick<OperatorDeps, 'operators' | 'operatorWords' | 'now' | 'spend'> & {
  readonly buyerViews: { last(tokenHash: string): Promise<BuyerView | null> };
};

/**
 * The request as a viewer of the organization that it names makes it. The look began in this session, which opened the console. It counts against
 * the operator's own budgets.
 * @throws AppError 403 for everything but reads that viewers may; 404 where the session does not see this organization now, or the role is gone
 */
export async function asBuyerSees(
  deps: BuyerViewDeps,
  { callers, budget, noBuyerView }: RouteAuthority,
  request: ApiRequest,
  { memberships, ...session }: FoundSession,
): Promise<SignedInRequest & { readonly accountId: string }> {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const viewersMay = typeof callers === 'object' && 'members' in callers && callers.members.includes('viewer');
  if (!isRead || !viewersMay || noBuyerView) throw readsOnly();
  const view = await deps.buyerViews.last(hashOfToken(sessionTokenOf(request)));
  const accountId = request.headers[buyerViewHeader] ?? '';
  if (view?.accountId !== accountId || !isOpen(view, deps.now())) throw over();
  const role = await roleNowOf(deps, session.email);
  if (!consoleRoles.support.operators.some((each) => each === role)) throw over();
  const { personId } = session;
  if (!('elsewhere' in budget))
    await deps.spend(budget, { address: request.address, of: { accountId: personId, personId } });
  return { ...request, accountId, session: { ...session, accountId, role: 'viewer', viewsUntil: view.until } };
}

const readsOnly = () =>
  new AppError('role_missing', 'You see this organization as its buyer does. You can read, and nothing else.');

const over = () =>
  new AppError('no_organization', 'You do not see this organization as its buyer does any more. Start again.');
