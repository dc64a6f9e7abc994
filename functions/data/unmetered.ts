import type { ApiRequest } from '../../shared/http/request.ts';
import type { DataCaller } from './caller.ts';
import type { DataDeps } from './deps.ts';
import { refusedCall } from './refused-call.ts';

/**
 * Answers a call that costs nothing and needs no plan. It refuses suspended accounts, forbidden addresses and calls past the key's rates,
 * as a metered call does.
 * @throws AppError 403, 429
 */
export async function unmetered<T>(
  deps: Pick<DataDeps, 'keyLimits' | 'refused' | 'catalog' | 'now'>,
  { caller, key, limits }: DataCaller,
  request: ApiRequest,
  answer: () => Promise<T>,
): Promise<T> {
  if (caller.account.state.suspended) throw refusedCall(deps, { caller, request, reason: 'suspended' });
  if (!caller.isAllowedFrom(request.address)) throw refusedCall(deps, { caller, request, reason: 'ip_not_allowed' });
  const entered = deps.keyLimits.enter(key, limits, deps.now().getTime());
  if (!entered.ok) {
    const { reason, retryAfterMs } = entered;
    throw refusedCall(deps, { caller, request, reason, retryAfterMs });
  }
  try {
    return await answer();
  } finally {
    entered.leave();
  }
}
