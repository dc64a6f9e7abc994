import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { upstreamOf } from '../../shared/domain/catalog/look-up.ts';
import type { CallTerms, Upstream } from '../../shared/domain/catalog/upstream.ts';
import { callTermsOf, methodsOf } from '../../shared/domain/catalog/upstream.ts';
import { forwardedHeaders } from '../../shared/domain/upstreams/headers.ts';
import { targetOf } from '../../shared/domain/upstreams/target.ts';
import { AppError } from '../../shared/errors.ts';
import type { ApiRequest } from '../../shared/http/request.ts';

/** A call to be forwarded. */
export type Incoming = {
  readonly method: string;
  /** Below the upstream's base; empty for the base itself. */
  readonly path: string;
  /** With its question mark; empty if there is none. Rewritten: `a` becomes `a=`. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly terms: CallTerms;
};

/** A body has no meaning with these methods (RFC 9110, 9.3.1), so a server may read it as the next request. */
const withoutBody = ['GET', 'HEAD'];

/**
 * Checks a call to be forwarded, before anything is looked up or reserved.
 * @throws AppError 400, 405
 */
export function incomingOf(request: ApiRequest, upstream: Upstream): Incoming {
  const { method, body } = request;
  const methods = methodsOf(upstream);
  if (!methods.some((allowed) => allowed === method)) {
    const allow = methods.join(', ');
    throw new AppError('method_not_allowed', `This path accepts ${allow}.`, { headers: { allow } });
  }
  const target = targetOf(request.path.replace(/^\/gateway\/[^/]*/, ''));
  if (!target.ok) throw new AppError('invalid_request', target.message);
  const headers = forwardedHeaders(upstream, request.headers);
  if ('refused' in headers) {
    throw new AppError(
      'invalid_request',
      `The header ${headers.refused} contains a character that headers may not contain.`,
    );
  }
  if (body.byteLength > 0 && withoutBody.includes(method)) {
    throw new AppError('invalid_request', `A ${method} request may not have a body.`);
  }
  const query = request.query.toString();
  return {
    method,
    path: target.path,
    query: query === '' ? '' : `?${query}`,
    headers,
    ...(withoutBody.includes(method) ? {} : { body }),
    terms: callTermsOf(upstream, method, target.segments),
  };
}

/** The upstream that the request's address names. @throws AppError 404 */
export function upstreamIn(catalog: Catalog, { params }: ApiRequest): Upstream {
  const id = params.upstream ?? '';
  const upstream = upstreamOf(catalog, id);
  if (upstream?.baseUrl !== undefined) return upstream;
  throw new AppError('not_found', `No API is called "${id.slice(0, 60)}". GET /v1/catalog lists the APIs.`);
}
