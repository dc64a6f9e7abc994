import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalClock } from '../clock.ts';
import { sendProblem } from './answer.ts';
import { httpAnswer } from './api-answer.ts';
import { apiEvent } from './api-event.ts';
import { matchRoute, type readRoutes } from './api-routes.ts';
import { readBody } from './body.ts';
import type { Behaviour } from './distribution.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Invocation } from './function-spec.ts';
import type { HostProblem } from './problem.ts';
import { notFound } from './static-files.ts';

/** API Gateway's and Lambda's own limits. */
const maxBodyBytes = 10 * 1024 * 1024;
const maxEventBytes = 6 * 1024 * 1024;
const defaultTimeoutMs = 30_000;

type Options = {
  readonly routes: ReturnType<typeof readRoutes>;
  /** The pools by logical id. */
  readonly functions: ReadonlyMap<string, FunctionPool>;
  readonly clock: LocalClock;
  readonly timeoutMs?: number;
};

const tooLarge = (limit: string): HostProblem => ({
  status: 413,
  code: 'too_large',
  detail: `The body is larger than ${limit}, the most that the API takes.`,
});
const timedOut: HostProblem = { status: 503, code: 'unavailable', detail: 'The service did not answer in time.' };

/** The HTTP API: finds the route, invokes its function, answers what it says; its own errors are problems. */
export function apiGateway({ routes, functions, clock, timeoutMs = defaultTimeoutMs }: Options) {
  return async (request: IncomingMessage, response: ServerResponse, { url, behaviour }: Viewed): Promise<void> => {
    const route = matchRoute(routes, request.method ?? 'GET', url.pathname);
    const pool = route && functions.get(route.functionId);
    const body = await readBody(request, maxBodyBytes);
    if (!pool) return sendProblem(response, notFound(url.pathname));
    if (!body) return sendProblem(response, tooLarge('10 MB'));
    const { originHeaders } = behaviour;
    const event = apiEvent({ request, url, body, route, requestId: randomUUID(), now: clock.now(), originHeaders });
    if (body.length > maxEventBytes / 2 && JSON.stringify(event).length > maxEventBytes)
      return sendProblem(response, tooLarge('6 MB'));
    const outcome = await within(timeoutMs, pool.invoke(event));
    if (!outcome) return sendProblem(response, timedOut);
    if (!outcome.ok) return sendProblem(response, problemOf(outcome));
    const answer = httpAnswer(outcome.value);
    if (!answer) return sendProblem(response, malformed);
    for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
    response.writeHead(answer.status).end(request.method === 'HEAD' ? undefined : answer.body);
  };
}

type Viewed = { readonly url: URL; readonly behaviour: Behaviour };

const malformed: HostProblem = {
  status: 500,
  code: 'internal',
  detail: 'The function gave an answer that is not an HTTP response.',
};

/** As API Gateway maps them: 503 for a function that takes too long or is gone, 500 for one that fails. */
function problemOf({ reason }: Extract<Invocation, { ok: false }>): HostProblem {
  if (reason === 'timed_out' || reason === 'stopped') return timedOut;
  const detail = {
    threw: 'The function failed; its log says why.',
    exited: 'The function ended before it answered; its log may say why. It is safe to try again.',
    not_started: 'The function could not be started; its log says why.',
  }[reason];
  return { status: reason === 'exited' ? 502 : 500, code: 'internal', detail };
}

/** The result, or undefined after `timeoutMs`; the work goes on, as a Lambda function does. */
async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
