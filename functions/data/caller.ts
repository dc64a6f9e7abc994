import type { SpendCap } from '../../shared/domain/billing/spend-cap.ts';
import type { ApiKey } from '../../shared/domain/keys/key.ts';
import { secretOf } from '../../shared/http/bearer.ts';
import { deniedError } from '../../shared/http/denied.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Caller } from '../../shared/services/metering/caller.ts';
import { type EffectiveLimits, effectiveLimitsOf } from '../../shared/services/metering/effective-limits.ts';
import { metering } from '../../shared/services/metering/unavailable.ts';
import type { DataDeps } from './deps.ts';
import { refusedCall } from './refused-call.ts';

/** The caller of a read, with its key and limits. */
export type DataCaller = EffectiveLimits & {
  readonly secret: string;
  readonly key: ApiKey;
  readonly spendCap: SpendCap | null;
  readonly caller: Caller;
};

/**
 * The caller that a key names. A malformed key is refused without any read. An unknown key and a revoked one get the same answer.
 * @throws AppError 400 `key_in_query`, 401, 503 `metering_unavailable`
 */
export async function callerOf(deps: DataDeps, request: ApiRequest): Promise<DataCaller> {
  const secret = secretOf(request);
  const { callers, catalog } = deps;
  const caller = callers.peek(secret, deps.now().getTime()) ?? (await metering(() => callers.find(secret)));
  const time = deps.now().getTime();
  if (!caller) throw deniedError('key_invalid');
  if (!caller.isInForce(time)) throw refusedCall(deps, { caller, request, reason: 'key_invalid' });
  request.id.isOf(caller.key.accountId);
  const effective = effectiveLimitsOf(catalog, caller, time);
  return { ...effective, secret, key: caller.key, spendCap: caller.account.state.spendCap, caller };
}
