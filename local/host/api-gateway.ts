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
  /** Told why a function's answer is missing, as the API's access log is. */
  log?(line: string): void;
};

/** An answer of API Gateway's own, that no function gave: a status and one sentence. */
type Own = readonly [status: number, message: string];

const notFound: Own = [404, 'Not Found'];
const tooLarge: Own = [413, 'Request Entity Too Large'];
const failed: Own = [500, 'Internal Server Error'];
const late: Own = [503, 'Service Unavailable'];

/** The HTTP API: finds the route, invokes its function, answers what it says; its own errors are API Gateway's. */
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
  /** As the client wrote it, before any dot segment was taken out. */
  readonly path: string;
  readonly behaviour: Behaviour;
};

/**
 * A message as JSON, without a word on caching: what lies between may keep it. Source: HTTP APIs answer so for what no route takes and no
 * function answers; "Troubleshooting issues with HTTP API Lambda integrations" shows the body.
 */
function sendOwn(response: ServerResponse, [status, message]: Own): void {
  response.writeHead(status, { 'content-type': 'application/json', 'apigw-requestid': randomUUID() });
  response.end(JSON.stringify({ message }));
}

type Outcome = Invocation | undefined;

/** 503 for a function that takes too long or is gone, 500 for one that fails. */
const isLate = (outcome: Outcome): boolean =>
  !outcome || (!outcome.ok && (outcome.reason === 'timed_out' || outcome.reason === 'stopped'));

function whyNone(outcome: Outcome): string {
  if (!outcome) return 'was not answered in time';
  return outcome.ok ? 'was answered with what is no HTTP response' : `was not answered: ${outcome.message}`;
}

/**
 * The result, or undefined `timeoutMs` after the work has begun; it goes on, as a Lambda function does. The time before is this machine's: a
 * cold start of a busy one, and the wait for one of few processes, where Lambda has as many as it takes.
 */
async function within<T>(timeoutMs: number, work: (begun: () => void) => Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const begun = () => {
    timer = setTimeout(resolve, timeoutMs, undefined);
  };
  return Promise.race([work(begun), late]).finally(() => clearTimeout(timer));
}
