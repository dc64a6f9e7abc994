import type { Entitlement } from '../../shared/domain/billing/entitlement.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { licenceOf } from '../../shared/domain/catalog/look-up.ts';
import type { DataDeps } from './deps.ts';

export type Meter = {
  readonly dataset: Dataset;
  readonly entitlement: Entitlement;
  /** Units charged. */
  readonly cost: number;
  /** Units left afterwards, at least; null without a limit. */
  readonly remaining: number | null;
};

/** What a call cost and what is left; `RateLimit` fields as in draft-ietf-httpapi-ratelimit-headers-10. */
export function meterHeaders(deps: DataDeps, { dataset, entitlement, cost, remaining }: Meter): Record<string, string> {
  const licence = licenceOf(deps.catalog, dataset.licence);
  return {
    'tollgate-cost': String(cost),
    ...(dataset.synthetic ? { 'tollgate-synthetic': 'true' } : {}),
    ...(licence ? { link: `<${deps.origin}/licences/${licence.id}/${licence.version}>; rel="license"` } : {}),
    ...(remaining === null
      ? {}
      : { 'tollgate-remaining': String(remaining), ...rateLimit(deps, entitlement, remaining) }),
  };
}

function rateLimit({ now }: DataDeps, { allowance, period }: Entitlement, remaining: number): Record<string, string> {
  if (allowance === null || period === null) return {};
  const seconds = (ms: number) => Math.max(0, Math.ceil(ms / 1000));
  const windowSeconds = seconds(Date.parse(period.end) - Date.parse(period.start));
  const resetSeconds = seconds(Date.parse(period.end) - now().getTime());
  return {
    'ratelimit-policy': `"allowance";q=${allowance};w=${windowSeconds}`,
    ratelimit: `"allowance";r=${remaining};t=${resetSeconds}`,
  };
}
