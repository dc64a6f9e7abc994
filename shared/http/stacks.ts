/** The middy stacks: one a kind of trigger. Every function is one of these around its routes or its job. */
import { timingSafeEqual } from 'node:crypto';
import middy, { type MiddlewareObj } from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  Context,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import type { Declared, SessionCallers } from '../domain/access/authority.ts';
import type { Budget } from '../domain/access/budgets.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { resultOf } from './answer.ts';
import { guarded } from './guard.ts';
import { asAppError, problemOf } from './problem.ts';
import { type ApiRequest, languageIn, requestOf } from './request.ts';
import type {
  OperatorRequest,
  OperatorRoute,
  OrganizationRequest,
  OrganizationRoute,
  Route,
  SignedInRoute,
} from './route.ts';
import { routerOf } from './router.ts';
import type { BudgetDeps, KeyOwnerDeps, OperatorDeps, SessionDeps } from './session.ts';

/** Dependencies of every function behind the HTTP API. */
export type HttpDeps = {
  readonly log: Log;
  /** Scheme, host and port of the public address. */
  readonly origin: string;
  /** CloudFront adds one of them as `x-tollgate-origin`: only behind it are the viewer headers believed. */
  readonly originSecrets: readonly string[];
};
type HttpMiddleware = MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** Routes whose callers a session names. */
type SessionRoutes<D extends Declared> = {
  [Key in keyof D]: D[Key]['callers'] extends SessionCallers ? Key : never;
}[keyof D];
type CountedRoutes<D extends Declared> = { [Key in keyof D]: D[Key]['budget'] extends Budget ? Key : never }[keyof D];
type ConsoleRoutes<D extends Declared> = {
  [Key in keyof D]: D[Key]['callers'] extends { readonly operators: readonly unknown[] } ? Key : never;
}[keyof D];
type KeyedRoutes<D extends Declared> = {
  [Key in keyof D]: D[Key]['callers'] extends { readonly keys: true } ? Key : never;
}[keyof D];
type NeededFor<Keys, Deps> = [Keys] extends [never] ? unknown : Deps;

/** The dependencies that the checks of these routes need. */
type DepsOf<D extends Declared> = HttpDeps &
  NeededFor<SessionRoutes<D>, SessionDeps> &
  NeededFor<ConsoleRoutes<D>, OperatorDeps> &
  NeededFor<KeyedRoutes<D>, KeyOwnerDeps> &
  NeededFor<CountedRoutes<D>, BudgetDeps>;

/** One route for each that is declared, and no other: one that nobody declared does not compile. */
type RoutesOf<D extends Declared> = {
  readonly [Key in keyof D]: Key extends ConsoleRoutes<D>
    ? OperatorRoute
    : Key extends KeyedRoutes<D>
      ? OrganizationRoute
      : Key extends SessionRoutes<D>
        ? SignedInRoute
        : Route;
};

/**
 * A function behind the HTTP API. `declared` says of each route who may call it, how often and with what proof, and the stack holds it to that
 * (`guard.ts`). A HEAD is answered as a GET; who sends the answer leaves its content out (RFC 9110, 9.3.2).
 */
export function httpFunction<D extends Declared>(deps: DepsOf<D>, declared: D, routes: RoutesOf<D>) {
  const routed = routerOf(Object.keys(declared));
  const read = new WeakMap<object, ApiRequest>();
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(requestLog(deps.log, (event) => read.get(event)))
    .use(problems(deps, (event) => read.get(event)))
    .use(throughCloudFront(deps.originSecrets))
    .handler(async (event) => {
      const request = requestOf(event, routed);
      read.set(event, request);
      const [authority, route] = [declared[request.route], routes[request.route]];
      if (!authority || !route) throw new AppError('not_found', `Nothing answers ${request.method} ${request.path}.`);
      const admitted = await guarded(deps, authority, request);
      return resultOf(await route(admitted as OperatorRequest & OrganizationRequest), request.id.text());
    });
}

type QueueDeps = {
  readonly log: Log;
  /** Receipts after which a message that fails goes to the dead-letter queue. */
  readonly maxReceives?: number;
};

/**
 * A function behind a queue. Messages that fail go back to the queue, and so do those of which `handle` says `again`. The others are done.
 * Messages behind a failed one of their group are left for later, unless that was its last try: then it delays no others.
 */
export const queueFunction = (
  { log, maxReceives = Number.POSITIVE_INFINITY }: QueueDeps,
  handle: (record: SQSRecord, context: JobContext) => Promise<unknown>,
) =>
  middy<SQSEvent, SQSBatchResponse>().handler(async (event, context: JobContext) => {
    const failed = new Set<string>();
    const blocked = new Set<string>();
    for (const record of event.Records) {
      const group = record.attributes.MessageGroupId;
      if (group !== undefined && blocked.has(group)) {
        failed.add(record.messageId);
        continue;
      }
      try {
        if ((await handle(record, context)) === 'again') failed.add(record.messageId);
      } catch (error) {
        const receiveCount = record.attributes.ApproximateReceiveCount;
        log.error('message failed', error, { messageId: record.messageId, receiveCount });
        failed.add(record.messageId);
        if (group !== undefined && Number(receiveCount) < maxReceives) blocked.add(group);
      }
    }
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  });

/** The part of Lambda's context that a job reads. */
export type JobContext = { readonly getRemainingTimeInMillis?: () => number };

/** A function behind a schedule; what it answers is its report. A failure reaches the platform's retry and alarm. */
export const jobFunction = <Report>(deps: { readonly log: Log }, run: (context: JobContext) => Promise<Report>) =>
  middy<unknown, Report>().handler(async (_event, context: JobContext) => {
    const report = await run(context);
    deps.log.info('job done', { report });
    return report;
  });

type Invoked<Answer> = (event: never, context: never) => Answer | Promise<Answer>;

/** A function that a queue and a schedule both invoke: `queue` is given the batches of messages, `job` everything else. */
export const queueOrJobFunction =
  <Report>({ queue, job }: { readonly queue: Invoked<SQSBatchResponse>; readonly job: Invoked<Report> }) =>
  async (event: unknown, context: Context): Promise<Report | SQSBatchResponse> =>
    isOfQueue(event) ? queue(event as never, context as never) : job(event as never, context as never);

const isOfQueue = (event: unknown): boolean => typeof event === 'object' && event !== null && 'Records' in event;

type ReadRequest = (event: APIGatewayProxyEventV2) => ApiRequest | undefined;

/** The id that the caller sees; the log has the same. */
const idOf = (event: APIGatewayProxyEventV2, request: ApiRequest | undefined): string =>
  request?.id.text() ?? event.requestContext.requestId;

function problems({ log, origin }: HttpDeps, requestIn: ReadRequest): HttpMiddleware {
  return {
    onError: (request) => {
      const error = asAppError(request.error);
      const requestId = idOf(request.event, requestIn(request.event));
      if (error.status >= 500) log.error('request failed', request.error, { requestId, code: error.code });
      const language = languageIn(request.event.headers['accept-language']);
      request.response = resultOf(problemOf(error, { requestId, origin, language }), requestId);
    },
  };
}

/** A line a request: no query, no header, no body, since any of them may hold a secret. */
function requestLog(log: Log, requestIn: ReadRequest): HttpMiddleware {
  const began = new WeakMap<object, number>();
  const write: HttpMiddleware['after'] = ({ event, response }) => {
    const durationMs = Math.round(performance.now() - (began.get(event) ?? performance.now()));
    const request = requestIn(event);
    log.info('request', {
      requestId: idOf(event, request),
      route: request?.route ?? 'none',
      method: event.requestContext.http.method,
      status: response?.statusCode,
      durationMs,
    });
  };
  return {
    before: ({ event }) => {
      began.set(event, performance.now());
    },
    after: write,
    onError: write,
  };
}

/** Each secret is compared in constant time, and an empty one lets nobody in. */
function throughCloudFront(secrets: readonly string[]): HttpMiddleware {
  const expected = secrets.filter((secret) => secret !== '').map((secret) => Buffer.from(secret));
  return {
    before: ({ event }) => {
      const given = Buffer.from(event.headers['x-tollgate-origin'] ?? '');
      if (!expected.some((each) => given.length === each.length && timingSafeEqual(given, each)))
        throw new AppError('origin_not_allowed', 'Use the public address of this service.');
    },
  };
}
