import { resourceOfUpstream, type Upstream } from '../../shared/domain/catalog/upstream.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { queryText } from '../../shared/services/metering/query-text.ts';
import { metering } from '../../shared/services/metering/unavailable.ts';
import type { UpstreamAdmitted } from '../../shared/services/metering/upstream-admission.ts';
import { denial } from '../../shared/services/metering/upstream-refusal.ts';
import type { GatewayDeps } from './deps.ts';
import type { Incoming } from './incoming.ts';

type Call = {
  readonly request: ApiRequest;
  readonly secret: string;
  readonly upstream: Upstream;
  readonly incoming: Incoming;
};

/** Reserves the highest cost of the call or nothing: an existing answer cannot be cut to the units left. */
export async function admitCall(
  { admit }: GatewayDeps,
  { request, secret, upstream, incoming }: Call,
): Promise<UpstreamAdmitted> {
  const { maxUnits } = incoming.terms;
  const admission = await metering(() =>
    admit({
      secret,
      datasetId: resourceOfUpstream(upstream.id),
      address: request.address,
      query: () => queryText(request),
      unitsWanted: maxUnits,
      weight: maxUnits,
    }),
  );
  if (!admission.allowed) throw denial(admission);
  return admission;
}
