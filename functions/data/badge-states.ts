import { isHandle } from '../../shared/domain/badges/handle.ts';
import { invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import type { BadgeStatesView, BadgeStateView } from '../../shared/http/views.ts';
import { publicView } from '../../shared/services/badges/public-view.ts';
import type { BadgeRead } from '../../shared/storage/badges/badge-reads.ts';
import { callerOf } from './caller.ts';
import type { DataDeps } from './deps.ts';
import { refusedCall } from './refused-call.ts';
import { unmetered } from './unmetered.ts';

const maxHandles = 100;
const free = { 'tollgate-cost': '0', 'cache-control': 'private, no-store' };

/**
 * GET /v1/badges/states?handle=a&handle=b: the present states of badges, in the order of the request; costs nothing. Any key in force may
 * ask if its account has accepted a licence, as often as the key's rates allow.
 */
export const readBadgeStates =
  (deps: DataDeps): Route =>
  async (request) => {
    const caller = await callerOf(deps, request);
    const { account } = caller.caller;
    const isLicensed = deps.catalog.licences.some(({ id }) => account.hasAccepted(id, deps.now().getTime()));
    if (!account.state.suspended && !isLicensed)
      throw refusedCall(deps, { caller: caller.caller, request, reason: 'licence_not_accepted' });
    return unmetered(deps, caller, request, async () => {
      const handles = handlesOf(request);
      const reads = await deps.badgeReads.read(handles.filter(isHandle));
      const found = new Map(reads.flatMap((read) => (read ? [[read.application.handle, read]] : [])));
      const data = handles.map((handle) => stateOf(deps, handle, found.get(handle)));
      return ok({ data } satisfies BadgeStatesView, free);
    });
  };

/** @throws AppError 400 naming the mistake */
function handlesOf({ query }: ApiRequest): readonly string[] {
  const strange = [...query.keys()].find((name) => name !== 'handle');
  if (strange !== undefined)
    throw invalid([{ field: strange, message: 'is not a parameter here; the parameters are handle' }]);
  const handles = [...new Set(query.getAll('handle'))];
  if (handles.length === 0 || handles.length > maxHandles)
    throw invalid([{ field: 'handle', message: `must be given 1 to ${maxHandles} times, as handle=a&handle=b` }]);
  return handles;
}

/** A handle without an approved badge is unknown, and so is a malformed one. */
function stateOf(deps: Pick<DataDeps, 'catalog' | 'now'>, handle: string, read: BadgeRead | undefined): BadgeStateView {
  const shown = read && publicView(deps, read);
  if (!shown) return { handle, status: 'unknown', verified: false };
  const { status, verified, since, until } = shown;
  return {
    handle,
    status,
    verified,
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}
