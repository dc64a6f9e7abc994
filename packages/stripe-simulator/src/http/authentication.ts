import { StripeProblem } from '../core/problem.ts';
import type { HttpRequest } from './exchange.ts';

/** Restricted keys (`rk_test_…`) and what each may do: `rak_product_read`; a write permission implies the read. */
export type RestrictedKeys = Readonly<Record<string, readonly string[]>>;
type Keys = { readonly secretKey: string; readonly restrictedKeys?: RestrictedKeys };

/** A restricted key, masked, with its permissions; null for the secret key, which may do everything. */
export type Granted = { readonly key: string; readonly permissions: readonly string[] } | null;

/** The permissions of the request's key, given as a bearer token or as basic auth's user. Throws 401 for a key that the account lacks. */
export function grantedTo(
  { headers }: Pick<HttpRequest, 'headers'>,
  { secretKey, restrictedKeys = {} }: Keys,
): Granted {
  const given = keyIn(String(headers.authorization ?? ''));
  if (!given)
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  if (given === secretKey) return null;
  const granted = restrictedKeys[given];
  if (!granted) throw unauthorized(`Invalid API Key provided: ${masked(given)}`);
  return { key: masked(given), permissions: granted };
}

function keyIn(authorization: string): string {
  const [scheme = '', credentials = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() === 'basic') return Buffer.from(credentials, 'base64').toString().split(':')[0] ?? '';
  return '';
}

const masked = (key: string) => `${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`;

const unauthorized = (message: string) => new StripeProblem(401, { type: 'invalid_request_error', message });
