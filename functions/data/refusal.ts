import { isByLimit, isByUnits } from '../../shared/domain/access/denial.ts';
import type { AppError } from '../../shared/errors.ts';
import { deniedError } from '../../shared/http/denied.ts';
import type { Denied } from '../../shared/services/metering/admission-outcome.ts';
import type { DataDeps } from './deps.ts';
import { meterHeaders } from './headers.ts';
import type { DataCall } from './metered-call.ts';

/**
 * A denial as the answer to a read. It costs nothing. A caller that met a limit sees the state of its limits; any other denial says nothing
 * about limits.
 */
export function refusal(
  deps: DataDeps,
  call: DataCall,
  { reason, detail, retryAfterSeconds, isOfApp }: Denied,
): AppError {
  const headers = isByLimit(reason)
    ? meterHeaders(deps, { ...call, cost: 0, remaining: isByUnits(reason) ? 0 : null })
    : { 'tollgate-cost': '0' };
  const retryAfterMs = retryAfterSeconds === undefined ? undefined : retryAfterSeconds * 1_000;
  return deniedError(reason, { retryAfterMs, headers, isOfApp, detail });
}
