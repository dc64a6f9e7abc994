import type { SpendCap } from '../../shared/domain/billing/spend-cap.ts';
import type { ApiKey } from '../../shared/domain/keys/key.ts';
import { secretOf } from '../../shared/http/bearer.ts';
import { deniedError } from '../../shared/http/denied.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Caller } from '../../shared/services/metering/caller.ts';
import { type EffectiveLimits, effectiveLimitsOf } from '../../shared/services/metering/effective-limits.ts';
import { metering } from '../../shared/services/metering/unavailable.ts';
import type { DataDeps } from './deps.ts';

/** Who calls, and what they may. */
export type DataCaller = EffectiveLimits & {
  readonly secret: string;
  readonly key: ApiKey;
  readonly spendCap: SpendCap | null;
  readonly caller: Caller;
};

/**
 * The caller that a key names. A malformed key is refused without any read; an unknown and a revoked one look the same.
 * @throws AppError 400 `key_in_query`, 401, 503 `metering_unavailable`
 */
export async function callerOf(deps: DataDeps, request: ApiRequest): Promise<DataCaller> {
  const secret = secretOf(request);
  const { callers, catalog } = deps;
  const caller = callers.peek(secret, deps.now().getTime()) ?? (await metering(() => callers.find(secret)));
  const time = deps.now().getTime();
  if (!caller?.isInForce(time)) throw deniedError('key_invalid');
  const standing = effectiveLimitsOf(catalog, caller, time);
  return { ...standing, secret, key: caller.key, spendCap: caller.account.state.spendCap, caller };
}
