import { type BuyerView, buyerViewMinutes, isOpen } from '../../shared/domain/accounts/buyer-view.ts';
import { AppError, found } from '../../shared/errors.ts';
import { noContent, ok } from '../../shared/http/answer.ts';
import { bodyOf, nothingElse } from '../../shared/http/body.ts';
import type { OperatorRequest, OperatorRoute } from '../../shared/http/route.ts';
import { hashOfToken, sessionTokenOf } from '../../shared/http/session.ts';
import type { BuyerViewView } from '../../shared/http/views.ts';
import { operatorLine } from '../../shared/services/accounts/operator-line.ts';
import type { AdminDeps } from './deps.ts';

/**
 * POST /v1/admin/accounts/{id}/view {reason}: from now on this session may read what viewers of the organization may, for an hour. Its trail says so.
 * The same call again, as after an answer that was lost, answers the same.
 */
export const beginBuyerView =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    bodyOf(request, nothingElse);
    const { id: accountId, leftAt } = found(await deps.accounts.find(request.params.id ?? ''), 'This account');
    if (leftAt !== undefined) throw new AppError('conflict', 'This organization was deleted.');
    const now = deps.now();
    const tokenHash = tokenHashOf(request);
    const before = await deps.buyerViews.last(tokenHash);
    if (before?.accountId === accountId && isOpen(before, now)) return ok(viewOf(before));
    const until = new Date(now.getTime() + buyerViewMinutes * 60_000).toISOString();
    const view = { accountId, since: now.toISOString(), until };
    const audit = operatorLine(deps, request, { accountId, action: 'account.viewed', detail: { until } });
    if (!(await deps.buyerViews.begin(tokenHash, { view, before }, audit)))
      throw new AppError('conflict', 'Another view began in this browser at the same time. Try again.');
    return ok(viewOf(view));
  };

/** DELETE /v1/admin/accounts/{id}/view?reason=: it ends now; 204 too where it had ended. */
export const endBuyerView =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const { id: accountId } = found(await deps.accounts.find(request.params.id ?? ''), 'This account');
    const tokenHash = tokenHashOf(request);
    const view = await deps.buyerViews.last(tokenHash);
    if (view?.accountId !== accountId || !isOpen(view, deps.now())) return noContent();
    await deps.buyerViews.end(
      tokenHash,
      view,
      operatorLine(deps, request, { accountId, action: 'account.view_ended', detail: {} }),
    );
    return noContent();
  };

const tokenHashOf = (request: OperatorRequest): string => hashOfToken(sessionTokenOf(request));
const viewOf = ({ accountId, until }: BuyerView): BuyerViewView => ({ accountId, until });
