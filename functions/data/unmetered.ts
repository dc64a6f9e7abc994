import { deniedError } from '../../shared/http/denied.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { DataCaller } from './caller.ts';
import type { DataDeps } from './deps.ts';

/**
 * Answers a call that costs nothing and needs no plan. It refuses suspended accounts, forbidden addresses and calls past the key's rates,
 * as a metered call does.
 * @throws AppError 403, 429
 */
export async function unmetered<T>(
  deps: Pick<DataDeps, 'keyLimits' | 'now'>,
  { caller, key, limits }: DataCaller,
  { address }: Pick<ApiRequest, 'address'>,
  answer: () => Promise<T>,
): Promise<T> {
  if (caller.account.state.suspended) throw deniedError('suspended');
  if (!caller.isAllowedFrom(address)) throw deniedError('ip_not_allowed');
  const entered = deps.keyLimits.enter(key, limits, deps.now().getTime());
  if (!entered.ok) throw deniedError(entered.reason, { retryAfterMs: entered.retryAfterMs });
  try {
    return await answer();
  } finally {
    entered.leave();
  }
}
