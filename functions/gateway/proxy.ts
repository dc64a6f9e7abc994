import { AppError } from '../../shared/errors.ts';
import { withHeaders } from '../../shared/http/answer.ts';
import { secretOf } from '../../shared/http/bearer.ts';
import type { Route } from '../../shared/http/route.ts';
import { admitCall } from './admit-call.ts';
import type { GatewayParts } from './deps.ts';
import { forward } from './forward.ts';
import { gatewayMeterHeaders } from './headers.ts';
import { incomingOf, upstreamIn } from './incoming.ts';
import { forwardedCallOf } from './served-call.ts';

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
    const admitted = await admitCall(deps, { request, secret, upstream, incoming });
    try {
      const { answer, cost } = await forward(deps, { request, upstream, incoming, admitted, beganMs });
      const units = admitted.metered ? cost * admitted.unitWeight : 0;
      if (!admitted.metered && cost > 0) await deps.noteFirstRead(admitted.caller.accountId);
      const headers = gatewayMeterHeaders(deps, { upstream, admitted, units });
      const noted = admitted.commit(
        units,
        undefined,
        forwardedCallOf({ request, signed: admitted.signed }, answer, units),
      );
      return withHeaders(answer, { ...headers, ...(noted && { 'tollgate-receipt': noted.receipt() }) });
    } catch (error) {
      throw error instanceof AppError
        ? error.withHeaders(gatewayMeterHeaders(deps, { upstream, admitted, units: 0 }))
        : error;
    } finally {
      admitted.commit(0);
    }
  };
