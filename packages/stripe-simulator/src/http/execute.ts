import { StripeProblem } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { timelineOfCall } from '../core/timeline.ts';
import type { StripeSchemas } from '../schema/json-schema.ts';
import type { Faults } from '../webhooks/faults.ts';
import { type HttpRequest, headerOf } from './exchange.ts';
import { expandPaths } from './expand.ts';
import type { StoredAnswer } from './idempotency.ts';
import { rateLimited } from './rate-limit.ts';
import { readCall } from './read-call.ts';
import { matchRoute, type Route } from './route.ts';

/** The endpoints of an account, with the state that they work on and the faults that strike them. */
export type Endpoints = {
  readonly sim: Simulation;
  readonly schemas: StripeSchemas;
  readonly routes: readonly Route[];
  readonly faults: () => Faults;
};

/** Runs one call. `hasBegun` is false for a request that was refused before it ran; Stripe does not store that answer under the key. */
export function execute(
  api: Endpoints,
  request: HttpRequest,
  requestId: string,
): { answer: StoredAnswer; hasBegun: boolean } {
  const { sim } = api;
  const matched = matchRoute(api.routes, request.method, request.path);
  if (!matched) throw unrecognized(request);
  const fault = api.faults().onApiCall();
  if (fault === 'limited') throw rateLimited('global-rate');
  if (fault === 'before') throw injected;
  const { params, expand } = readCall(api.schemas, matched.route, request);
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

const injected = new StripeProblem(500, {
  type: 'api_error',
  message: 'An unknown error occurred (a fault that was asked for in the Stripe simulator).',
});

const unrecognized = ({ method, path }: HttpRequest) =>
  new StripeProblem(404, {
    type: 'invalid_request_error',
    message: `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
  });

/** A refused call as an answer. Rethrows any other error: a bug of the simulator. */
export function refusal(error: unknown): Omit<StoredAnswer, 'requestId'> {
  if (!(error instanceof StripeProblem)) throw error;
  return { status: error.status, body: JSON.stringify({ error: error.body }, null, 2), refusalHeaders: error.headers };
}
