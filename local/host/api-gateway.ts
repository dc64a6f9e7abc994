import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalClock } from '../clock.ts';
import { httpAnswer } from './api-answer.ts';
import { apiEvent } from './api-event.ts';
import { matchRoute, type readRoutes } from './api-routes.ts';
import { readBody } from './body.ts';
import type { Behaviour } from './distribution.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Invocation } from './function-spec.ts';

/** Limits of API Gateway and Lambda. */
const maxBodyBytes = 10 * 1024 * 1024;
const maxEventBytes = 6 * 1024 * 1024;
const defaultTimeoutMs = 30_000;

type Options = {
  readonly routes: ReturnType<typeof readRoutes>;
  /** The pools by logical id. */
  readonly functions: ReadonlyMap<string, FunctionPool>;
  readonly clock: LocalClock;
  readonly timeoutMs?: number;
  /** Called with the reason if a function's answer is missing, as in the API's access log. */
  log?(line: string): void;
};

/** API Gateway's own answer, without a function: a status and one sentence. */
type Own = readonly [status: number, message: string];

const notFound: Own = [404, 'Not Found'];
const tooLarge: Own = [413, 'Request Entity Too Large'];
const failed: Own = [500, 'Internal Server Error'];
const late: Own = [503, 'Service Unavailable'];

/** The HTTP API: finds the route, invokes its function and sends its answer; its own errors look like API Gateway's. */
export function apiGateway({ routes, functions, clock, timeoutMs = defaultTimeoutMs, log = () => {} }: Options) {
  return async (request: IncomingMessage, response: ServerResponse, viewed: Viewed): Promise<void> => {
    const { url, behaviour } = viewed;
    const route = matchRoute(routes, request.method ?? 'GET', url.pathname);
    const pool = route && functions.get(route.functionId);
    const body = await readBody(request, maxBodyBytes);
    if (!pool) return sendOwn(response, notFound);
    if (!body) return sendOwn(response, tooLarge);
    const { originHeaders } = behaviour;
    const edgeHeaders = behaviour.onRequest?.headers(request, viewed.path) ?? {};
    const arrival = {
      request,
      url,
      body,
      route,
      requestId: randomUUID(),
      now: clock.now(),
      originHeaders,
      edgeHeaders,
    };
    const event = apiEvent(arrival);
    if (body.length > maxEventBytes / 2 && JSON.stringify(event).length > maxEventBytes)
      return sendOwn(response, tooLarge);
    const outcome = await within(timeoutMs, (begun) => pool.invoke(event, begun));
    const answer = outcome?.ok ? httpAnswer(outcome.value) : undefined;
    if (!answer) {
      log(`${route.routeKey} ${whyNone(outcome)}`);
      return sendOwn(response, isLate(outcome) ? late : failed);
    }
    for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
    response.writeHead(answer.status).end(request.method === 'HEAD' ? undefined : answer.body);
  };
}

type Viewed = {
  readonly url: URL;
  /** The path as the client wrote it, with dot segments. */
  readonly path: string;
  readonly behaviour: Behaviour;
};

/**
 * Sends a message as JSON without a caching header, so caches in between may store it. HTTP APIs answer like this if no route matches or the
 * function fails. Source: "Troubleshooting issues with HTTP API Lambda integrations" shows the body.
 */
function sendOwn(response: ServerResponse, [status, message]: Own): void {
  response.writeHead(status, { 'content-type': 'application/json', 'apigw-requestid': randomUUID() });
  response.end(JSON.stringify({ message }));
}

type Outcome = Invocation | undefined;

/** Whether a function took too long or is gone, which is 503; one that fails is 500. */
const isLate = (outcome: Outcome): boolean =>
  !outcome || (!outcome.ok && (outcome.reason === 'timed_out' || outcome.reason === 'stopped'));

function whyNone(outcome: Outcome): string {
  if (!outcome) return 'was not answered in time';
  return outcome.ok ? 'was answered with what is no HTTP response' : `was not answered: ${outcome.message}`;
}

/**
 * The result, or undefined `timeoutMs` after the work has begun; the work continues, as a Lambda function does. The time before that does not
 * count. It comes from this machine: cold starts are slow when it is busy, and calls wait for one of few processes, unlike on Lambda.
 */
async function within<T>(timeoutMs: number, work: (begun: () => void) => Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const begun = () => {
    timer = setTimeout(resolve, timeoutMs, undefined);
  };
  return Promise.race([work(begun), late]).finally(() => clearTimeout(timer));
}
