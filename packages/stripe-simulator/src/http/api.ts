import { grantedTo, type RestrictedKeys } from './authentication.ts';
import { type HttpAnswer, type HttpRequest, headerOf } from './exchange.ts';
import { type Endpoints, execute, refusal } from './execute.ts';
import type { Idempotency, StoredAnswer } from './idempotency.ts';
import { onceForKey } from './keyed.ts';
import { permissionsOf } from './permissions.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Reads } from './reads.ts';
import { matchRoute } from './route.ts';
import type { HoldAnswer, Underway } from './underway.ts';
import { checkVersion } from './version.ts';

/** An account behind its API: its endpoints, keys and limits. */
export type Api = Endpoints & {
  readonly secretKey: string;
  readonly restrictedKeys?: RestrictedKeys;
  readonly idempotency: Idempotency;
  readonly rateLimit: RateLimit;
  readonly underway: Underway;
  readonly holdAnswer?: HoldAnswer;
  readonly reads: Reads;
};

/** Answers one call of Stripe's API. Its effect is there at once; the call is under way until its answer may be sent. */
export async function answerApi(api: Api, request: HttpRequest): Promise<HttpAnswer> {
  const requestId = api.sim.newId('req', 14);
  let leave = () => {};
  try {
    const permissions = permissionsOf(grantedTo(request, api), api.sim.rules);
    checkVersion(api.sim, request);
    if (api.sim.rules.isOn('J3')) permissions.checkRequest(request);
    const matched = matchRoute(api.routes, request.method, request.path);
    api.rateLimit(`${request.method} ${matched?.route.path ?? request.path}`);
    leave = api.underway(request, matched?.id ?? '');
    if (request.method === 'GET') api.reads.count();
    const answer = onceForKey(api, request, () => execute(api, { request, requestId, matched, permissions }));
    await api.holdAnswer?.(request);
    return httpAnswer(api, request, { ...answer, servedBy: requestId });
  } catch (error) {
    return httpAnswer(api, request, { ...refusal(error), requestId, servedBy: requestId });
  } finally {
    leave();
  }
}

type Served = StoredAnswer & { readonly servedBy: string };

function httpAnswer({ sim }: Api, request: HttpRequest, answer: Served): HttpAnswer {
  const { status, body, requestId, servedBy, refusalHeaders } = answer;
  const key = headerOf(request, 'idempotency-key');
  const isReplay = requestId !== servedBy && sim.rules.isOn('Y6');
  return {
    status,
    body,
    headers: {
      'content-type': 'application/json',
      'request-id': servedBy,
      'stripe-version': headerOf(request, 'stripe-version') ?? sim.apiVersion,
      ...(key ? { 'idempotency-key': key } : {}),
      ...(isReplay ? { 'idempotent-replayed': 'true', 'original-request': requestId } : {}),
      ...(status >= 500 && sim.rules.isOn('SDK1') ? { 'stripe-should-retry': 'false' } : {}),
      ...(sim.rules.isOn('L4') ? refusalHeaders : withoutReason(refusalHeaders)),
    },
  };
}

function withoutReason(headers: StoredAnswer['refusalHeaders'] = {}) {
  const { 'stripe-rate-limited-reason': _, ...others } = headers;
  return others;
}
