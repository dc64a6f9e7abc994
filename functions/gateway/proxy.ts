import { resourceOfUpstream, type Upstream } from '../../shared/domain/catalog/upstream.ts';
import { AppError } from '../../shared/errors.ts';
import { type Answer, withHeaders } from '../../shared/http/answer.ts';
import { secretOf } from '../../shared/http/bearer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import type { ServedCall } from '../../shared/services/metering/ledger-port.ts';
import { queryText } from '../../shared/services/metering/query-text.ts';
import { metering } from '../../shared/services/metering/unavailable.ts';
import type { UpstreamAdmitted } from '../../shared/services/metering/upstream-admission.ts';
import { denial } from '../../shared/services/metering/upstream-refusal.ts';
import type { GatewayDeps, GatewayParts } from './deps.ts';
import { forward } from './forward.ts';
import { gatewayMeterHeaders } from './headers.ts';
import { type Incoming, incomingOf, upstreamIn } from './incoming.ts';

/**
 * ANY /gateway/{upstream}/…: forwards a call to the operator's API and bills its cost. It reserves the highest cost before the call. It
 * charges the cost that the answer states, once it has an answer to pass on. A failed call costs nothing.
 */
export const proxy =
  (deps: GatewayParts): Route =>
  async (request) => {
    const beganMs = performance.now();
    const secret = secretOf(request);
    const upstream = upstreamIn(deps.catalog, request);
    const incoming = incomingOf(request, upstream);
    const admitted = await admit(deps, { request, secret, upstream, incoming });
    try {
      const { answer, cost } = await forward(deps, { request, upstream, incoming, admitted, beganMs });
      const units = admitted.metered ? cost * admitted.unitWeight : 0;
      if (!admitted.metered && cost > 0) await deps.noteFirstRead(admitted.caller.accountId);
      const headers = gatewayMeterHeaders(deps, { upstream, admitted, units });
      const noted = admitted.commit(units, undefined, served(request, { answer, units }));
      return withHeaders(answer, { ...headers, ...(noted && { 'tollgate-receipt': noted.receipt() }) });
    } catch (error) {
      throw error instanceof AppError
        ? error.withHeaders(gatewayMeterHeaders(deps, { upstream, admitted, units: 0 }))
        : error;
    } finally {
      admitted.commit(0);
    }
  };

/** A call that cost nothing served nothing: the upstream failed, or the caller had its answer already. */
function served(request: ApiRequest, { answer, units }: { answer: Answer; units: number }): ServedCall | undefined {
  if (units === 0) return undefined;
  const bytes = Buffer.byteLength(answer.body ?? '');
  return { kind: 'read', query: queryText(request), address: request.address, bytes };
}

type Call = {
  readonly request: ApiRequest;
  readonly secret: string;
  readonly upstream: Upstream;
  readonly incoming: Incoming;
};

/** Reserves the highest cost of the call or nothing: an existing answer cannot be cut to the units left. */
async function admit({ admit }: GatewayDeps, { request, secret, upstream, incoming }: Call): Promise<UpstreamAdmitted> {
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
