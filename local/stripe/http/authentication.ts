import { StripeProblem } from '../core/problem.ts';

type Keyed = { readonly headers: Readonly<Record<string, string | string[] | undefined>> };

/** Lets a request with the account's secret key through, as a bearer token or as basic auth's user. Throws 401. */
export function checkKey({ headers }: Keyed, secretKey: string): void {
  const given = keyIn(String(headers.authorization ?? ''));
  if (!given)
    throw unauthorized(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    );
  if (given !== secretKey) throw unauthorized(`Invalid API Key provided: ${masked(given)}`);
}

function keyIn(authorization: string): string {
  const [scheme = '', credentials = ''] = authorization.split(' ');
  if (scheme.toLowerCase() === 'bearer') return credentials;
  if (scheme.toLowerCase() === 'basic') return Buffer.from(credentials, 'base64').toString().split(':')[0] ?? '';
  return '';
}

const masked = (key: string) => `${key.slice(0, 8)}${'*'.repeat(Math.max(0, key.length - 12))}${key.slice(-4)}`;

const unauthorized = (message: string) => new StripeProblem(401, { type: 'invalid_request_error', message });
