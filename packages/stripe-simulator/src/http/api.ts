import { StripeProblem } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { timelineOfCall } from '../core/timeline.ts';
import type { StripeSchemas } from '../schema/json-schema.ts';
import type { Faults } from '../webhooks/faults.ts';
import { checkKey, type RestrictedKeys } from './authentication.ts';
import { expandPaths } from './expand.ts';
import { checkExpand } from './expandable.ts';
import { type Form, parseForm } from './form.ts';
import type { Idempotency, StoredAnswer } from './idempotency.ts';
import { parseJson } from './json.ts';
import { readParams } from './params.ts';
import { type RateLimit, rateLimited } from './rate-limit.ts';
import { matchRoute, type Route } from './route.ts';
import { refuseUnsupported } from './supported.ts';

/** A request as the server read it. */
export type HttpRequest = {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly body: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** An answer to be sent; `body` is text. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** An account behind its API: its state, endpoints, keys, limits and faults. */
export type Api = {
  readonly sim: Simulation;
  readonly schemas: StripeSchemas;
  readonly routes: readonly Route[];
  readonly secretKey: string;
  readonly restrictedKeys?: RestrictedKeys;
  readonly idempotency: Idempotency;
  readonly faults: () => Faults;
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

/** The operation as Stripe's limits count it; an address that leads nowhere is one by itself. */
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

/** `hasBegun` tells an answer that Stripe stores under the key: not one that refuses the request before it is run. */
function execute(api: Api, request: HttpRequest, requestId: string): { answer: StoredAnswer; hasBegun: boolean } {
  const { sim } = api;
  const matched = matchRoute(api.routes, request.method, request.path);
  if (!matched) throw unrecognized(request);
  const fault = api.faults().onApiCall();
  if (fault === 'limited') throw rateLimited('global-rate');
  if (fault === 'before') throw injected;
  const params = paramsOf(api, matched.route, request);
  refuseUnsupported(params, matched.route.supports);
  const expand = (params.expand ?? []) as string[];
  checkExpand(api.schemas, matched.route.params, expand);
  sim.request = { id: requestId, idempotencyKey: headerOf(request, 'idempotency-key') ?? null };
  try {
    const { route, id } = matched;
    const timeline = timelineOfCall(sim, id, params);
    const object = sim.time.on(timeline, () => route.handle({ sim, params: params as never, id }));
    const body = JSON.stringify(expandPaths(sim, object, expand), null, 2);
    const answer = fault === 'after' ? refusal(injected) : { status: 200, body };
    return { answer: { ...answer, requestId }, hasBegun: true };
  } catch (error) {
    return { answer: { ...refusal(error), requestId }, hasBegun: true };
  } finally {
    sim.request = null;
  }
}

/** The SDK's types leave out `page`, which an address of API v2 that leads to a next page has. */
function paramsOf({ schemas }: Api, { params }: Route, { method, path, query, body }: HttpRequest): Params {
  const isJson = path.startsWith('/v2/');
  if (method === 'POST') return readParams(schemas, params, isJson ? parseJson(body) : parseForm(body));
  const form = parseForm(query);
  if (!isJson || typeof form.page !== 'string') return readParams(schemas, params, form);
  const { page, ...rest }: Form = form;
  return { ...readParams(schemas, params, rest), page };
}

type Params = Record<string, unknown>;

const injected = new StripeProblem(500, {
  type: 'api_error',
  message: 'An unknown error occurred (a fault that was asked for in the Stripe simulator).',
});

const unrecognized = ({ method, path }: HttpRequest) =>
  new StripeProblem(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });

function refusal(error: unknown): Omit<StoredAnswer, 'requestId'> {
  if (!(error instanceof StripeProblem)) throw error;
  return { status: error.status, body: JSON.stringify({ error: error.body }, null, 2), refusalHeaders: error.headers };
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

/** One header as a string; undefined where it is missing or empty. */
function headerOf({ headers }: HttpRequest, name: string): string | undefined {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) || undefined;
}
