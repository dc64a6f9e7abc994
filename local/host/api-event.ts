import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RouteMatch } from './api-routes.ts';
import { awsAccount, region } from './intrinsics.ts';

type Arrival = {
  readonly request: IncomingMessage;
  /** The address as the client wrote it. */
  readonly url: URL;
  readonly body: Buffer;
  readonly route: RouteMatch;
  readonly requestId: string;
  readonly now: Date;
  /** Headers that CloudFront adds for the API; they replace the client's. */
  readonly originHeaders: Readonly<Record<string, string>>;
  /** Headers that the distribution's function at the edge set; they replace the client's too. */
  readonly edgeHeaders: Readonly<Record<string, string>>;
};

const apiDomain = `local.execute-api.${region}.amazonaws.com`;

/** Types of bodies that arrive as text; all others, forms included, arrive in base64. Source: API Gateway, payload format 2.0, as observed. */
const textual = /^(text\/|application\/(json|javascript|xml)\b)/i;

/**
 * The path as an HTTP API passes it to functions and authorizers: decoded once, cut off at an encoded `?`, with `//` as `/`. A part that cannot
 * be decoded stays. Source: live events in middleapi/standard-server#93 (hotsock/voker#8) and Worklytics/psoxy#827; Amazon's docs do not say.
 */
export function decodedPath(path: string): string {
  const [decoded = ''] = decodedOnce(path).split('?');
  return decoded.replaceAll(/\/{2,}/g, '/');
}

function decodedOnce(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The event that an HTTP API behind CloudFront would send, payload format 2.0. */
export function apiEvent(arrival: Arrival): APIGatewayProxyEventV2 {
  const { request, url, body, route, requestId, now } = arrival;
  const headers = headersOf(arrival);
  const text = textual.test(request.headers['content-type'] ?? '');
  const query = queryOf(url.searchParams);
  const { cookie } = request.headers;
  const path = decodedPath(url.pathname);
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: path,
    rawQueryString: url.search.slice(1),
    ...(cookie && { cookies: cookie.split(/; */) }),
    headers,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    ...(Object.keys(route.pathParameters).length > 0 && { pathParameters: route.pathParameters }),
    requestContext: {
      accountId: awsAccount,
      apiId: 'local',
      domainName: apiDomain,
      domainPrefix: 'local',
      http: {
        method: request.method ?? 'GET',
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: route.routeKey,
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !text,
  };
}

function headersOf({ request, originHeaders, edgeHeaders }: Arrival): Record<string, string> {
  const { remoteAddress = '' } = request.socket;
  const sent = Object.entries(request.headersDistinct)
    .filter(([name]) => name !== 'cookie' && !name.startsWith('cloudfront-'))
    .map(([name, values = []]) => [name, values.join(',')]);
  return {
    ...Object.fromEntries(sent),
    host: apiDomain,
    'x-forwarded-for': [request.headers['x-forwarded-for'], remoteAddress].filter(Boolean).join(', '),
    ...edgeHeaders,
    ...originHeaders,
  };
}

function queryOf(parameters: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of parameters) query[name] = name in query ? `${query[name]},${value}` : value;
  return query;
}
