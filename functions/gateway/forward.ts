import type { Upstream } from '../../shared/domain/catalog/upstream.ts';
import { costOf } from '../../shared/domain/upstreams/cost.ts';
import { ownHeaders } from '../../shared/domain/upstreams/headers.ts';
import { AppError } from '../../shared/errors.ts';
import type { Answer } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { UpstreamAdmitted } from '../../shared/services/metering/upstream-admission.ts';
import { failed, notAsDeclared } from '../../shared/services/metering/upstream-refusal.ts';
import type { GatewayDeps } from './deps.ts';
import { headersToUpstream, type Received, received } from './forwarded-headers.ts';
import type { Incoming } from './incoming.ts';

type Forwarding = {
  readonly request: ApiRequest;
  readonly upstream: Upstream;
  readonly incoming: Incoming;
  readonly admitted: UpstreamAdmitted;
  /** By `performance.now()`. */
  readonly beganMs: number;
};

/** API Gateway waits 29 s for the whole answer. A caller that got no answer is not charged. */
const maxMs = 28_000;

/**
 * Makes the call of the upstream: the answer to pass on, and its cost in the upstream's units.
 * @throws AppError 403, 502, 503, 504
 */
export async function forward(
  deps: GatewayDeps,
  { request, upstream, incoming, admitted, beganMs }: Forwarding,
): Promise<{ answer: Answer; cost: number }> {
  const { caller } = admitted;
  const base = deps.baseOf(upstream, caller.environment);
  if (!base) throw new AppError('scope_missing', 'This API accepts live keys only.');
  const { method, headers, body, terms } = incoming;
  const secret = await credentialFor(deps, upstream);
  const leftMs = Math.floor(maxMs - (performance.now() - beganMs));
  if (leftMs <= 0) throw failed('timed_out');
  const outcome = await deps.call({
    base,
    method,
    path: requestPath(base, incoming),
    headers: { ...headers, ...ownHeaders(upstream, { caller, secret, requestId: request.id.text() }) },
    ...(body === undefined ? {} : { body }),
    timeoutMs: Math.min(terms.timeoutMs, leftMs),
  });
  if (!outcome.ok) throw failed(outcome.failure, outcome.cause);
  const reply = received(outcome.reply);
  const answer = await headersToUpstream(reply, { upstream, base, acceptEncoding: request.headers['accept-encoding'] });
  return { answer, cost: await unitsOf(deps, { upstream, incoming, reply }) };
}

/** Without its secret, the upstream would answer as for somebody else, or not at all. */
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

const requestPath = (base: URL, { path, query }: Incoming): string =>
  (base.pathname.replace(/\/$/, '') + path || '/') + query;
