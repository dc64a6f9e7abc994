import { parseSecret } from '../domain/keys/format.ts';
import { AppError } from '../errors.ts';
import type { ApiRequest } from './request.ts';

/**
 * The key of the `Authorization` header (RFC 6750): well formed, otherwise not looked at.
 * @throws AppError 400 `key_in_query`, 401 `key_missing` or `key_malformed`
 */
export function secretOf(request: ApiRequest): string {
  refuseKeyInQuery(request.query);
  const { authorization } = request.headers;
  if (!authorization) throw new AppError('key_missing', 'Send your key as a header: Authorization: Bearer tg_live_…');
  const secret = bearerOf(authorization) ?? '';
  if (parseSecret(secret) === null) {
    throw new AppError(
      'key_malformed',
      'The Authorization header must be "Bearer" and a whole key, tg_live_… or tg_test_…',
    );
  }
  return secret;
}

/** The token of a bearer header; undefined for anything else. */
export const bearerOf = (authorization: string): string | undefined => /^Bearer +(\S+)$/i.exec(authorization)?.[1];

/** Addresses end up in logs and histories, so a key in one is refused even where a header has another. */
function refuseKeyInQuery(query: URLSearchParams): void {
  const named = [...query].some(
    ([name, value]) => /^(api[-_]?key|key|access_token|token)$/i.test(name) || /\btg_(live|test)_/.test(value),
  );
  if (!named) return;
  throw new AppError(
    'key_in_query',
    'Send the key in the Authorization header, never in the URL. If this key is real, revoke it.',
  );
}
