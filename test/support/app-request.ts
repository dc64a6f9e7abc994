import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { apiRoutesOf } from '../../infra/api-routes.ts';
import { functions } from '../../infra/functions.ts';
import { decodedPath } from '../../local/host/api-event.ts';
import { bySpecificity, matchRoute, segmentOf } from '../../local/host/api-routes.ts';

export const origin = 'https://shop.example';
export const originSecret = 'the secret between CloudFront and the functions';

export type Call = {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookie?: string;
  /** A body that is sent unchanged, in base64 where API Gateway would encode it. */
  readonly raw?: { readonly body: string; readonly isBase64Encoded: boolean };
};
export type Reply<T = Record<string, unknown>> = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly text: string;
  /** The body's bytes as they were sent. */
  readonly bytes: Buffer;
  readonly body: T;
};

type Arrival = {
  readonly method: string;
  readonly path: string;
  readonly call: Call;
  readonly now: () => Date;
  readonly requestId: string;
};

/** The event of API Gateway (payload format 2.0) for a request, and the function that its route table names. */
export function eventOf({ method, path, call, now, requestId }: Arrival): {
  word: string;
  event: APIGatewayProxyEventV2;
} {
  const url = new URL(path, origin);
  const { word, routeKey, pathParameters } = routeOf(method, url.pathname);
  const { raw, body, cookie, headers = {} } = call;
  const sent = raw ?? (body === undefined ? undefined : { body: JSON.stringify(body), isBase64Encoded: false });
  const event: APIGatewayProxyEventV2 = {
    version: '2.0',
    routeKey,
    rawPath: decodedPath(url.pathname),
    rawQueryString: url.search.slice(1),
    ...(cookie === undefined ? {} : { cookies: [cookie] }),
    headers: {
      'x-tollgate-origin': originSecret,
      'true-client-ip': '198.51.100.7',
      'x-tollgate-path': url.pathname,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' || cookie === undefined ? {} : { 'x-csrf': '1' }),
      ...headers,
    },
    pathParameters,
    requestContext: {
      accountId: '0',
      apiId: 'tests',
      domainName: 'tests',
      domainPrefix: 'tests',
      http: {
        method,
        path: decodedPath(url.pathname),
        protocol: 'HTTP/1.1',
        sourceIp: '203.0.113.9',
        userAgent: 'tests',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: now().toISOString(),
      timeEpoch: now().getTime(),
    },
    ...(sent ? { body: sent.body } : {}),
    isBase64Encoded: sent?.isBase64Encoded ?? false,
  };
  return { word, event };
}

const known = [...apiRoutesOf(functions)]
  .flatMap(([functionId, all]) => all.map((routeKey) => ({ routeKey, functionId })))
  .filter(({ routeKey }) => routeKey !== '$default')
  .map(({ routeKey, functionId }) => {
    const [method = '', path = ''] = routeKey.split(' ');
    return { routeKey, functionId, method, segments: path.split('/').slice(1).map(segmentOf) };
  })
  .toSorted(bySpecificity);

/** The route that API Gateway chooses: the local host's own choice, which is held to its documents. */
function routeOf(method: string, path: string) {
  const match = matchRoute(known, method, path);
  if (!match) throw new Error(`No route takes ${method} ${path}`);
  return { word: match.functionId, routeKey: match.routeKey, pathParameters: match.pathParameters };
}

function decoded(bytes: Buffer, encoding: string | undefined): Buffer {
  if (encoding === undefined) return bytes;
  return encoding === 'br' ? brotliDecompressSync(bytes) : gunzipSync(bytes);
}

/** A function's answer as its caller sees it. */
export function replyOf<T>(result: APIGatewayProxyStructuredResultV2): Reply<T> {
  const headers = (result.headers ?? {}) as Record<string, string>;
  const bytes = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
  const text = decoded(bytes, headers['content-encoding']).toString('utf8');
  const isJson = /[/+]json/.test(headers['content-type'] ?? '');
  return {
    status: result.statusCode ?? 0,
    headers,
    cookies: result.cookies ?? [],
    text,
    bytes,
    body: (isJson && text !== '' ? JSON.parse(text) : {}) as T,
  };
}
