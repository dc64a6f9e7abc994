import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { type RequestId, requestId } from '../domain/access/request-id.ts';
import type { Language } from '../domain/accounts/account.ts';
import { AppError } from '../errors.ts';
import { pathHeader, writtenPath } from './path.ts';
import type { Routed } from './router.ts';

/** An HTTP request as the handlers see it. Header names are lower case. */
export type ApiRequest = {
  readonly id: RequestId;
  readonly method: string;
  /** The route as it was declared: `GET /v1/keys/{id}`. */
  readonly route: string;
  /** Percent-encoded, as the client wrote it. */
  readonly path: string;
  /** Decoded once. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The query as the client wrote it, without its question mark. */
  readonly search: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** The bytes that were sent. */
  readonly body: Buffer;
  /** The caller's network address: a function at CloudFront's edge sets the header, whatever the caller sent. */
  readonly address: string;
};

/**
 * Reads an API Gateway event (payload format 2.0). The body is decoded to its bytes, base64 or not. The path is the one that the edge noted, and the
 * function's own router reads it: how API Gateway read it decides nothing.
 * @throws AppError 404 where no route takes the path
 */
export function requestOf(
  event: APIGatewayProxyEventV2,
  routed: (method: string, path: string) => Routed | null,
): ApiRequest {
  const headers = Object.fromEntries(
    Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value ?? '']),
  );
  const { http } = event.requestContext;
  const path = writtenPath(headers[pathHeader], event.rawPath);
  const found = routed(http.method, path);
  if (!found) throw new AppError('not_found', `Nothing answers ${http.method} ${path.slice(0, 200)}.`);
  return {
    id: requestId(event.requestContext.requestId, event.requestContext.timeEpoch),
    method: http.method,
    ...found,
    path,
    query: new URLSearchParams(event.rawQueryString),
    search: event.rawQueryString,
    headers,
    cookies: Object.fromEntries((event.cookies ?? []).map(cookiePair)),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    address: headers['true-client-ip'] ?? http.sourceIp,
  };
}

function cookiePair(cookie: string): [string, string] {
  const at = cookie.indexOf('=');
  return [cookie.slice(0, at).trim(), cookie.slice(at + 1).trim()];
}

/** The language of mails and messages: Arabic when the caller puts it first, otherwise English. */
export const languageOf = (request: ApiRequest): Language => languageIn(request.headers['accept-language']);

/** The language that an `Accept-Language` header puts first, among ours. */
export const languageIn = (header = ''): Language => (/^\s*ar\b/i.test(header) ? 'ar' : 'en');
