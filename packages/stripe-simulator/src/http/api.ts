import { checkKey, type RestrictedKeys } from './authentication.ts';
import { type HttpAnswer, type HttpRequest, headerOf } from './exchange.ts';
import { type Endpoints, execute, refusal } from './execute.ts';
import type { Idempotency, StoredAnswer } from './idempotency.ts';
import type { RateLimit } from './rate-limit.ts';
import { matchRoute } from './route.ts';

/** An account behind its API: its endpoints, keys and limits. */
export type Api = Endpoints & {
  readonly secretKey: string;
  readonly restrictedKeys?: RestrictedKeys;
  readonly idempotency: Idempotency;
  readonly rateLimit: RateLimit;
};

/** Answers one call of Stripe's API. */
export function answerApi(api: Api, request: HttpRequest): HttpAnswer {
  const requestId = api.sim.newId('req', 14);
  try {
    checkKey(request, api);
    api.rateLimit(operationOf(api, request));
    const answer = once(api, request, requestId);
    return httpAnswer(api, request, { ...answer, servedBy: requestId });
  } catch (error) {
    return httpAnswer(api, request, { ...refusal(error), requestId, servedBy: requestId });
  }
}

/** The operation as Stripe's limits count it. An unknown address is an operation of its own. */
const operationOf = ({ routes }: Api, { method, path }: HttpRequest) =>
  `${method} ${matchRoute(routes, method, path)?.route.path ?? path}`;

/** Runs a POST with an idempotency key once, and repeats its answer. */
function once(api: Api, request: HttpRequest, requestId: string): StoredAnswer {
  const key = request.method === 'POST' ? headerOf(request, 'idempotency-key') : undefined;
  if (!key) return execute(api, request, requestId).answer;
  const now = api.sim.time.clockNow();
  const fingerprint = `${request.path}\n${request.body}`;
  const first = api.idempotency.find(key, fingerprint, now);
  if (first) return first;
  const { answer, hasBegun } = execute(api, request, requestId);
  if (hasBegun) api.idempotency.keep(key, { fingerprint, answer, now });
  return answer;
}

type Served = StoredAnswer & { readonly servedBy: string };

function httpAnswer(api: Api, request: HttpRequest, answer: Served): HttpAnswer {
  const { status, body, requestId, servedBy, refusalHeaders } = answer;
  const key = headerOf(request, 'idempotency-key');
  const isReplay = requestId !== servedBy;
  return {
    status,
    body,
    headers: {
      'content-type': 'application/json',
      'request-id': servedBy,
      'stripe-version': headerOf(request, 'stripe-version') ?? api.sim.apiVersion,
      ...(key ? { 'idempotency-key': key } : {}),
      ...(isReplay ? { 'idempotent-replayed': 'true', 'original-request': requestId } : {}),
      ...refusalHeaders,
      ...(status >= 500 ? { 'stripe-should-retry': 'false' } : {}),
    },
  };
}
