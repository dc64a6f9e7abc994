import { StripeProblem } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { timelineOfCall } from '../core/timeline.ts';
import type { StripeSchemas } from '../schema/json-schema.ts';
import type { Faults } from '../webhooks/faults.ts';
import { type HttpRequest, headerOf } from './exchange.ts';
import { expandPaths } from './expand.ts';
import type { StoredAnswer } from './idempotency.ts';
import type { Permissions } from './permissions.ts';
import { rateLimited } from './rate-limit.ts';
import { readCall } from './read-call.ts';
import type { matchRoute, Route } from './route.ts';

/** The endpoints of an account, with the state that they work on and the faults that strike them. */
export type Endpoints = {
  readonly sim: Simulation;
  readonly schemas: StripeSchemas;
  readonly routes: readonly Route[];
  readonly faults: () => Faults;
};

/** A call as it reaches its endpoint; `matched` is undefined for an address that Stripe or the simulator lacks. */
type Arrived = {
  readonly request: HttpRequest;
  readonly requestId: string;
  readonly matched: ReturnType<typeof matchRoute>;
  readonly permissions: Permissions;
};

/** Runs one call. `hasBegun` is false for a request that was refused before it ran; Stripe does not store that answer under the key. */
export function execute(api: Endpoints, arrived: Arrived): { answer: StoredAnswer; hasBegun: boolean } {
  const { request, requestId, matched } = arrived;
  let hasBegun = false;
  try {
    if (!matched) throw unrecognized(request);
    const fault = faultOf(api);
    const call = readCall(api, matched.route, arrived);
    hasBegun = true;
    const body = JSON.stringify(run(api.sim, { ...arrived, ...matched, ...call }), null, 2);
    const answer = fault === 'after' ? refusal(injected) : { status: 200, body };
    return { answer: { ...answer, requestId }, hasBegun };
  } catch (error) {
    const answer = refusal(error);
    return { answer: { ...answer, requestId }, hasBegun: hasBegun && answer.status !== 429 };
  }
}

/** @throws StripeProblem for a fault that strikes before the call has any effect */
function faultOf({ sim, faults }: Endpoints) {
  const fault = faults().onApiCall();
  if (fault === 'limited') throw rateLimited('global-rate');
  if (fault === 'before') throw injected;
  if (sim.rules.isOn('V6') && fault === 'conflict') throw conflict;
  if (sim.rules.isOn('V6') && fault === 'dependency') throw failedDependency;
  return fault;
}

type Running = Arrived & {
  readonly route: Route;
  readonly id: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly expand: readonly string[];
};

function run(sim: Simulation, { request, requestId, permissions, route, id, params, expand }: Running): object {
  sim.request = { id: requestId, idempotencyKey: headerOf(request, 'idempotency-key') ?? null };
  try {
    const timeline = timelineOfCall(sim, id, params);
    const object = sim.time.on(timeline, () => route.handle({ sim, params: params as never, id }));
    for (const about of subjectsOf(object)) permissions.checkEventOf(about);
    return expandPaths(sim, object, expand);
  } finally {
    sim.request = null;
  }
}

/** The kinds of objects that the events in an answer are about. */
function subjectsOf(answer: object): string[] {
  const { data } = answer as { data?: unknown };
  const all = Array.isArray(data) ? data : [answer];
  return all.flatMap(({ object, data }) => (object === 'event' ? data.object.object : []));
}

const injected = new StripeProblem(500, {
  type: 'api_error',
  message: 'An unknown error occurred (a fault that was asked for in the Stripe simulator).',
});

/** https://docs.stripe.com/api/errors: 409 and 424 may pass, as 429 and 5xx may. */
const conflict = new StripeProblem(409, {
  type: 'invalid_request_error',
  message: 'The request conflicts with another request (a fault that was asked for in the Stripe simulator).',
});
const failedDependency = new StripeProblem(424, {
  type: 'invalid_request_error',
  message: 'A dependency of the request failed (a fault that was asked for in the Stripe simulator).',
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
