import { resourceOfUpstream, type Upstream } from '../../shared/domain/catalog/upstream.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import { callSignature } from '../../shared/services/metering/call-signature.ts';
import { queryText } from '../../shared/services/metering/query-text.ts';
import { metering } from '../../shared/services/metering/unavailable.ts';
import { organizationOf, type UpstreamAdmitted } from '../../shared/services/metering/upstream-admission.ts';
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
  deps: GatewayDeps,
  { request, secret, upstream, incoming }: Call,
): Promise<UpstreamAdmitted> {
  const { maxUnits } = incoming.terms;
  const admission = await metering(() =>
    deps.admit({
      secret,
      datasetId: resourceOfUpstream(upstream.id),
      address: request.address,
      query: () => queryText(request),
      signature: callSignature(deps, request),
      unitsWanted: maxUnits,
      weight: maxUnits,
    }),
  );
  const organization = organizationOf(admission);
  if (organization !== undefined) request.id.isOf(organization);
  if (!admission.allowed) throw denial(admission);
  return admission;
}
