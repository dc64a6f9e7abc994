import type { Upstream } from '../../shared/domain/catalog/upstream.ts';
import { licenceLink } from '../../shared/domain/licences/licence-link.ts';
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
  const link = licenceLink(catalog, upstream.licence, { origin, at: now() });
  return {
    'tollgate-cost': String(units),
    ...(remaining === null ? {} : { 'tollgate-remaining': String(remaining) }),
    ...rateLimitHeaders(admitted.standings(remaining)),
    ...(link === undefined ? {} : { link }),
  };
}
