import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { callTermsOf, resourceOfUpstream, type Upstream } from '../../shared/domain/catalog/upstream.ts';
import { parseSecret } from '../../shared/domain/keys/format.ts';
import { segmentsIn } from '../../shared/domain/upstreams/target.ts';
import { bearerOf } from '../../shared/http/bearer.ts';
import { rateLimitHeaders } from '../../shared/http/rate-limit.ts';
import type { Log } from '../../shared/log.ts';
import { firstReadNoter } from '../../shared/services/accounts/note-first-read.ts';
import type { Admit, UpstreamAdmitted } from '../../shared/services/metering/upstream-admission.ts';
import type { FirstReads } from '../../shared/storage/usage/first-reads.ts';

/** The dependencies of the function. */
export type AuthorizerDeps = {
  readonly log: Log;
  readonly catalog: Catalog;
  readonly admit: Admit;
  readonly firstReads: Pick<FirstReads, 'note'>;
  readonly now: () => Date;
};

/**
 * The answer that API Gateway expects (payload format 2.0, simple response). It answers a refusal with 403; only the log and the context
 * have the reason.
 */
export type AuthorizerAnswer = {
  readonly isAuthorized: boolean;
  readonly context: Readonly<Record<string, string | number>>;
};

/**
 * Guards an API that the operator has on API Gateway. A yes meters the call at its route's cost, before the API answers. API Gateway must
 * not cache the verdict: a cached yes is not metered. A call that cannot be priced or counted is refused.
 */
export function authorizer(given: AuthorizerDeps) {
  const deps = { ...given, noteFirstRead: firstReadNoter(given) };
  return async (event: APIGatewayRequestAuthorizerEventV2): Promise<AuthorizerAnswer> => {
    try {
      return await verdictOn(deps, event);
    } catch (error) {
      deps.log.error('a call could not be authorised', error, { requestId: event.requestContext.requestId });
      return refused('metering_unavailable');
    }
  };
}

type Parts = AuthorizerDeps & { readonly noteFirstRead: ReturnType<typeof firstReadNoter> };

async function verdictOn(
  { log, catalog, admit, noteFirstRead }: Parts,
  event: APIGatewayRequestAuthorizerEventV2,
): Promise<AuthorizerAnswer> {
  const { apiId, http } = event.requestContext;
  const upstream = catalog.upstreams?.find(({ guards = [] }) => guards.includes(apiId));
  if (!upstream) {
    log.error('an API that no upstream guards asks', undefined, { apiId });
    return refused('not_found');
  }
  const secret = bearerOf(event.headers?.authorization ?? '') ?? '';
  if (parseSecret(secret) === null) return refused('key_malformed');
  const units = unitsOf(upstream, http.method, event.rawPath);
  if (units === null) return refused('invalid_request');
  const datasetId = resourceOfUpstream(upstream.id);
  const query = `${http.method} ${event.rawPath}`;
  const asked = { datasetId, address: http.sourceIp, query: () => query };
  const admission = await admit({ ...asked, secret, unitsWanted: units, weight: units });
  if (!admission.allowed) return refused(admission.reason);
  const cost = admission.metered ? units * admission.unitWeight : 0;
  const noted = admission.commit(
    cost,
    undefined,
    units > 0 ? { kind: 'allowed', query, address: http.sourceIp } : undefined,
  );
  const { accountId, keyId, environment } = admission.caller;
  if (!admission.metered && units > 0) await noteFirstRead(accountId);
  const limits = limitsOf(admission, cost);
  return {
    isAuthorized: true,
    context: { accountId, keyId, environment, cost, ...limits, ...(noted && { receipt: noted.receipt() }) },
  };
}

/** Values that API Gateway may add to the API's answer: the remaining units, `RateLimit` and `RateLimit-Policy`. */
function limitsOf({ remainingAfter, standings }: UpstreamAdmitted, cost: number): AuthorizerAnswer['context'] {
  const remaining = remainingAfter(cost);
  const { ratelimit, 'ratelimit-policy': rateLimitPolicy } = rateLimitHeaders(standings(remaining));
  return {
    ...(remaining === null ? {} : { remaining }),
    ...(ratelimit === undefined || rateLimitPolicy === undefined ? {} : { rateLimit: ratelimit, rateLimitPolicy }),
  };
}

/**
 * The route's cost; null for a path that servers read in different ways. API Gateway passes on a decoded path, and no edge of ours sees the
 * original. If decoding it again would change the price, the call is refused.
 */
function unitsOf(upstream: Upstream, method: string, path: string): number | null {
  const readings = segmentsIn(path);
  if (!readings) return null;
  const [units = 1, ...others] = readings.map((segments) => {
    const { cost } = callTermsOf(upstream, method, segments);
    return 'per' in cost ? (cost.units ?? 1) : null;
  });
  return others.every((each) => each === units) ? units : null;
}

const refused = (reason: string): AuthorizerAnswer => ({ isAuthorized: false, context: { reason } });
