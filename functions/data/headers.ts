import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import type { DataVersion } from '../../shared/domain/catalog/deprecation.ts';
import type { Deprecation } from '../../shared/domain/catalog/deprecation-types.ts';
import { licenceInForce } from '../../shared/domain/licences/licence.ts';
import { deprecationHeaders } from '../../shared/http/deprecation.ts';
import { callLimitStates, limitStates, rateLimitHeaders } from '../../shared/http/rate-limit.ts';
import type { DataCaller } from './caller.ts';
import type { DataDeps } from './deps.ts';

type Metered = {
  readonly caller: DataCaller;
  readonly dataset: Dataset;
  readonly version: DataVersion;
  /** Of all that the call uses. */
  readonly deprecations: readonly Deprecation[];
  /** Units charged. */
  readonly cost: number;
  /** Units left at least; null where that is not known, or is not counted. */
  readonly remaining: number | null;
};

/** What a call cost, what is left at least, and how the caller stands to each limit. */
export function meterHeaders(deps: DataDeps, metered: Metered): Record<string, string> {
  const { dataset, version, deprecations, cost, remaining } = metered;
  const licence = licenceInForce(deps.catalog, dataset.licence, deps.now());
  const terms = licence ? [`<${deps.origin}/licences/${licence.id}/${licence.version}>; rel="license"`] : [];
  const { link, ...deprecated } = deprecationHeaders(deprecations);
  const links = [...terms, ...(link === undefined ? [] : [link])];
  return {
    'tollgate-cost': String(cost),
    'tollgate-version': version,
    ...deprecated,
    ...(dataset.synthetic ? { 'tollgate-synthetic': 'true' } : {}),
    ...(links.length > 0 ? { link: links.join(', ') } : {}),
    ...(remaining === null ? {} : { 'tollgate-remaining': String(remaining) }),
    ...rateLimitHeaders(standingsOf(deps, metered)),
  };
}

/** An allowance that is gone beyond without a cap holds nobody back: it is told as what remains, and is no limit. */
function standingsOf({ keyLimits, now }: DataDeps, { caller, remaining }: Metered) {
  const { key, entitlement, limits, maxUnits } = caller;
  const at = now();
  const held = keyLimits.standing(key, limits, at.getTime());
  return limitStates({
    entitlement,
    units: maxUnits === null || remaining === null ? null : { limit: maxUnits, remaining },
    calls: callLimitStates(limits, held),
    now: at,
  });
}
