import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Language } from '../domain/accounts/account.ts';
import { AppError } from '../errors.ts';
import { paramsIn, pathHeader, writtenPath } from './path.ts';

/** An HTTP request as the handlers see it. Header names are lower case. */
export type ApiRequest = {
  readonly id: string;
  readonly method: string;
  /** The route's template, as in API Gateway: `GET /v1/keys/{id}`. */
  readonly route: string;
  /** Percent-encoded, as the client wrote it. */
  readonly path: string;
  /** Decoded once. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** The bytes that were sent. */
  readonly body: Buffer;
  /** The caller's network address: a function at CloudFront's edge sets the header, whatever the caller sent. */
  readonly address: string;
};

/**
 * Reads an API Gateway event (payload format 2.0). The body is decoded to its bytes, base64 or not; the path is the one that the edge noted.
 * @throws AppError 404 where API Gateway found this route by another reading of the path
 */
export function requestOf(event: APIGatewayProxyEventV2): ApiRequest {
  const headers = Object.fromEntries(
    Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value ?? '']),
  );
  const path = writtenPath(headers[pathHeader], event.rawPath);
  return {
    id: event.requestContext.requestId,
    method: event.requestContext.http.method,
    route: event.routeKey,
    path,
    params: pathHeader in headers ? ownReading(event, path) : asGiven(event),
    query: new URLSearchParams(event.rawQueryString),
    headers,
    cookies: Object.fromEntries((event.cookies ?? []).map(cookiePair)),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    address: headers['true-client-ip'] ?? event.requestContext.http.sourceIp,
  };
}

function ownReading({ routeKey, requestContext }: APIGatewayProxyEventV2, path: string): ApiRequest['params'] {
  const params = paramsIn(routeKey, path);
  if (params) return params;
  throw new AppError('not_found', `Nothing answers ${requestContext.http.method} ${path.slice(0, 200)}.`);
}

const asGiven = ({ pathParameters = {} }: APIGatewayProxyEventV2): ApiRequest['params'] =>
  Object.fromEntries(Object.entries(pathParameters).map(([name, value]) => [name, value ?? '']));

function cookiePair(cookie: string): [string, string] {
  const at = cookie.indexOf('=');
  return [cookie.slice(0, at).trim(), cookie.slice(at + 1).trim()];
}

/** The language of mails and messages: Arabic when the caller puts it first, otherwise English. */
export const languageOf = (request: ApiRequest): Language =>
  /^\s*ar\b/i.test(request.headers['accept-language'] ?? '') ? 'ar' : 'en';
