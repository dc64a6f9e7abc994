import type { IncomingMessage } from 'node:http';
import { createContext, runInContext } from 'node:vm';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import type { Resolver } from './intrinsics.ts';

const Properties = z.looseObject({ FunctionCode: z.string() });
const Request = z.looseObject({ uri: z.string(), headers: z.record(z.string(), z.looseObject({ value: z.string() })) });

const Response = z.looseObject({ statusCode: z.int() });
const Answer = Response.extend({ headers: z.record(z.string(), z.looseObject({ value: z.string() })).default({}) });

/** An answer that a function gives itself, without asking the origin. */
export type EdgeAnswer = { readonly status: number; readonly headers: Readonly<Record<string, string>> };

/** A function at the edge, run for a request or for its answer; it sees the path as the client wrote it. */
export type EdgeFunction = {
  /** For the API: the headers that the function sets. Throws if it changes the path. */
  readonly headers: (request: IncomingMessage, path: string) => Readonly<Record<string, string>>;
  /** For a file: the path of the file, or the answer in its place. */
  readonly file: (request: IncomingMessage, url: URL) => string | EdgeAnswer;
  /** For an answer of this status: the status that the viewer gets. */
  readonly status: (request: IncomingMessage, path: string, statusCode: number) => number;
};

/**
 * The template's CloudFront functions, by their logical id. A function sees the path as the client wrote it, each header
 * once and in lower case, and the viewer's address. Source: CloudFront, "CloudFront Functions event structure".
 */
export function readEdgeFunctions(assembly: Assembly, resolver: Resolver): ReadonlyMap<string, EdgeFunction> {
  const functions = new Map<string, EdgeFunction>();
  for (const resource of assembly.resources('AWS::CloudFront::Function')) {
    resolver.register(resource, resource.logicalId, { FunctionARN: resource.logicalId });
    const { FunctionCode } = Properties.parse(resolver.resolve(resource.properties, resource.stack));
    const context = createContext({});
    runInContext(FunctionCode, context);
    const run = (event: object): unknown =>
      JSON.parse(JSON.stringify(runInContext(`handler(${JSON.stringify(event)})`, context)));
    functions.set(resource.logicalId, {
      headers(request, path) {
        const event = eventOf(request, path);
        const sent = new Map(Object.entries(event.request.headers).map(([name, { value }]) => [name, value]));
        const { uri, headers } = Request.parse(run(event));
        if (uri !== path)
          throw new Error(`The local host does not understand ${resource.logicalId}: it moves a request for the API`);
        const set = Object.entries(headers).filter(([name, { value }]) => sent.get(name) !== value);
        return Object.fromEntries(set.map(([name, { value }]) => [name, value]));
      },
      file: (request, url) => fileOrAnswer(run(eventOf(request, url.pathname, url.searchParams))),
      status(request, path, statusCode) {
        const response = { statusCode, headers: {}, cookies: {} };
        const context = { eventType: 'viewer-response' };
        return Response.parse(run({ ...eventOf(request, path), context, response })).statusCode;
      },
    });
  }
  return functions;
}

function fileOrAnswer(result: unknown): string | EdgeAnswer {
  const answer = Answer.safeParse(result);
  if (!answer.success) return Request.parse(result).uri;
  const headers = Object.entries(answer.data.headers).map(([name, { value }]) => [name, value] as const);
  return { status: answer.data.statusCode, headers: Object.fromEntries(headers) };
}

/** Names and values as they were written; several values of one name are all in `multiValue`. */
function queryOf(params: URLSearchParams) {
  const written = encodeURIComponent;
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name).map((value) => ({ value: written(value) }));
      return [written(name), { ...values.at(-1), ...(values.length > 1 && { multiValue: values }) }];
    }),
  );
}

const eventOf = (
  { method, headersDistinct, socket }: IncomingMessage,
  uri: string,
  params = new URLSearchParams(),
) => ({
  version: '1.0',
  context: { eventType: 'viewer-request' },
  viewer: { ip: socket.remoteAddress ?? '' },
  request: {
    method,
    uri,
    querystring: queryOf(params),
    headers: Object.fromEntries(
      Object.entries(headersDistinct)
        .filter(([name]) => name !== 'cookie')
        .map(([name, values = []]) => [name, { value: values.join(',') }]),
    ),
  },
});
