import { upstreamOf } from '../../shared/domain/catalog/look-up.ts';
import { resourceOfUpstream, type Upstream } from '../../shared/domain/catalog/upstream.ts';
import { licenceInForce } from '../../shared/domain/licences/licence.ts';
import { costOf } from '../../shared/domain/upstreams/cost.ts';
import { ownHeaders } from '../../shared/domain/upstreams/headers.ts';
import { AppError } from '../../shared/errors.ts';
import type { Answer } from '../../shared/http/answer.ts';
import { secretOf } from '../../shared/http/bearer.ts';
import { rateLimitHeaders } from '../../shared/http/rate-limit.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import { metering } from '../../shared/services/metering/unavailable.ts';
import type { UpstreamAdmitted } from '../../shared/services/metering/upstream-admission.ts';
import { denial, failed, notAsDeclared } from '../../shared/services/metering/upstream-refusal.ts';
import type { GatewayDeps, GatewayParts } from './deps.ts';
import { headersToUpstream, type Received, received } from './forwarded-headers.ts';
import { type Incoming, incomingOf } from './incoming.ts';

/**
 * ANY /gateway/{upstream}/…: forwards a call to the operator's API and bills what it cost. Reserved is the most that it can cost, before it
 * is made; settled is what the answer says, once there is an answer that can be passed on. Whatever fails costs nothing.
 */
export const proxy =
  (deps: GatewayParts): Route =>
  async (request) => {
    const beganMs = performance.now();
    const secret = secretOf(request);
    const upstream = proxied(deps, request.params.upstream ?? '');
    const incoming = incomingOf(request, upstream);
    const admitted = await admit(deps, { request, secret, upstream, incoming });
    let units = 0;
    try {
      const { answer, cost } = await forward(deps, { request, upstream, incoming, admitted, beganMs });
      units = admitted.metered ? cost * admitted.unitWeight : 0;
      if (!admitted.metered && cost > 0) await deps.noteFirstRead(admitted.caller.accountId);
      return { ...answer, headers: { ...answer.headers, ...meterHeaders(deps, { upstream, admitted, units }) } };
    } catch (error) {
      throw error instanceof AppError ? error.withHeaders(meterHeaders(deps, { upstream, admitted, units: 0 })) : error;
    } finally {
      admitted.settle(units);
    }
  };

function proxied({ catalog }: GatewayDeps, id: string): Upstream {
  const upstream = upstreamOf(catalog, id);
  if (upstream?.baseUrl !== undefined) return upstream;
  throw new AppError(
    'not_found',
    `There is no API "${id.slice(0, 60)}" behind this gateway. GET /v1/catalog lists them.`,
  );
}

type Call = {
  readonly request: ApiRequest;
  readonly secret: string;
  readonly upstream: Upstream;
  readonly incoming: Incoming;
};

/** All that the call can cost is reserved or nothing: an answer that is there cannot be cut to what is left. */
async function admit({ admit }: GatewayDeps, { request, secret, upstream, incoming }: Call): Promise<UpstreamAdmitted> {
  const { maxUnits } = incoming.terms;
  const admission = await metering(() =>
    admit({
      secret,
      datasetId: resourceOfUpstream(upstream.id),
      address: request.address,
      unitsWanted: maxUnits,
      weight: maxUnits,
    }),
  );
  if (!admission.allowed) throw denial(admission);
  return admission;
}

type Forwarding = Omit<Call, 'secret'> & { readonly admitted: UpstreamAdmitted; readonly beganMs: number };

/** The API in front of us waits 29 s for all of it: who was told nothing is not charged. */
const maxMs = 28_000;

async function forward(
  deps: GatewayDeps,
  { request, upstream, incoming, admitted, beganMs }: Forwarding,
): Promise<{ answer: Answer; cost: number }> {
  const { caller } = admitted;
  const base = deps.baseOf(upstream, caller.environment);
  if (!base)
    throw new AppError('scope_missing', 'This API takes live keys only: it has nothing for a test key to read.');
  const { method, headers, body, terms } = incoming;
  const secret = await credentialFor(deps, upstream);
  const leftMs = Math.floor(maxMs - (performance.now() - beganMs));
  if (leftMs <= 0) throw failed('timed_out');
  const outcome = await deps.call({
    base,
    method,
    path: requestPath(base, incoming),
    headers: { ...headers, ...ownHeaders(upstream, { caller, secret, requestId: request.id }) },
    ...(body === undefined ? {} : { body }),
    timeoutMs: Math.min(terms.timeoutMs, leftMs),
  });
  if (!outcome.ok) throw failed(outcome.failure, outcome.cause);
  const reply = received(outcome.reply);
  const answer = await headersToUpstream(reply, { upstream, base, acceptEncoding: request.headers['accept-encoding'] });
  return { answer, cost: await unitsOf(deps, { upstream, incoming, reply }) };
}

/** Without what it asks for, the upstream would answer somebody else, or nobody. */
async function credentialFor({ credentialOf }: GatewayDeps, upstream: Upstream): Promise<string | undefined> {
  const secret = await credentialOf(upstream);
  if (upstream.secretHeader === undefined || secret !== undefined) return secret;
  throw failed(
    'unreachable',
    new Error(`upstream-${upstream.id} is not set: npm run secrets -- upstream ${upstream.id}`),
  );
}

type Billing = { readonly upstream: Upstream; readonly incoming: Incoming; readonly reply: Received };

async function unitsOf({ log }: GatewayDeps, { upstream, incoming, reply }: Billing): Promise<number> {
  const { cost, maxUnits } = incoming.terms;
  const isEmpty = reply.body.byteLength === 0;
  const isSuccess = reply.status >= 200 && reply.status < 300;
  const json = 'jsonPath' in cost && isSuccess && !isEmpty ? jsonOf(await reply.plain()) : undefined;
  const billed = costOf(
    cost,
    { status: reply.status, header: (name) => reply.headers[name], json: () => json, isEmpty },
    maxUnits,
  );
  if ('unreadable' in billed) throw notAsDeclared(billed.unreadable);
  if (billed.isCut) log.info('a call cost more than its maxUnits', { upstream: upstream.id, billed: billed.units });
  return billed.units;
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

type Metered = { readonly upstream: Upstream; readonly admitted: UpstreamAdmitted; readonly units: number };

function meterHeaders(
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

const requestPath = (base: URL, { path, query }: Incoming): string =>
  (base.pathname.replace(/\/$/, '') + path || '/') + query;
