import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import type { DataVersion } from '../../shared/domain/catalog/deprecation.ts';
import type { Deprecation } from '../../shared/domain/catalog/deprecation-types.ts';
import { callLimitStates, limitStates, rateLimitHeaders } from '../../shared/http/rate-limit.ts';
import { datasetHeaders } from '../../shared/services/datasets/dataset-headers.ts';
import type { DataCaller } from './caller.ts';
import type { DataDeps } from './deps.ts';

type Metered = {
  readonly caller: DataCaller;
  readonly dataset: Dataset;
  readonly version: DataVersion;
  /** The deprecations of everything that the call uses. */
  readonly deprecations: readonly Deprecation[];
  /** Units charged. */
  readonly cost: number;
  /** Units left at least; null if that is not known, or not counted. */
  readonly remaining: number | null;
};

/** The headers with a call's cost, the units left at least, and the state of each limit. */
export function meterHeaders(deps: DataDeps, metered: Metered): Record<string, string> {
  const { cost, remaining } = metered;
  return {
    'tollgate-cost': String(cost),
    ...datasetHeaders(deps, metered),
    ...(remaining === null ? {} : { 'tollgate-remaining': String(remaining) }),
    ...rateLimitHeaders(standingsOf(deps, metered)),
  };
}

/** Extra usage without a cap limits nobody: the answer has the remaining units, but no limit for them. */
function standingsOf({ keyLimits, now }: DataDeps, { caller, remaining }: Metered) {
  const { key, entitlement, limits, maxUnits, isOfApp } = caller;
  const at = now();
  const held = keyLimits.standing(key, limits, at.getTime());
  return limitStates({
    entitlement,
    units: maxUnits === null || remaining === null ? null : { limit: maxUnits, remaining, isOfApp },
    calls: callLimitStates(limits, held),
    now: at,
  });
}
