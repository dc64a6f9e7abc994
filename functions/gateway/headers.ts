import type { Upstream } from '../../shared/domain/catalog/upstream.ts';
import { licenceInForce } from '../../shared/domain/licences/licence.ts';
import { rateLimitHeaders } from '../../shared/http/rate-limit.ts';
import type { UpstreamAdmitted } from '../../shared/services/metering/upstream-admission.ts';
import type { GatewayDeps } from './deps.ts';

type Metered = { readonly upstream: Upstream; readonly admitted: UpstreamAdmitted; readonly units: number };

/** The headers with a call's cost, the units left, the state of each limit, and the licence. */
export function gatewayMeterHeaders(
  { catalog, origin, now }: GatewayDeps,
  { upstream, admitted, units }: Metered,
): Record<string, string> {
  const remaining = admitted.remainingAfter(units);
  const licence = licenceInForce(catalog, upstream.licence, now());
  return {
    'tollgate-cost': String(units),
    ...(remaining === null ? {} : { 'tollgate-remaining': String(remaining) }),
    ...rateLimitHeaders(admitted.standings(remaining)),
    ...(licence ? { link: `<${origin}/licences/${licence.id}/${licence.version}>; rel="license"` } : {}),
  };
}
