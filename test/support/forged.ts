import { createHmac, type KeyObject, sign } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';

type Parts = { readonly header: Record<string, unknown>; readonly payload: Record<string, unknown> };

const base64url = (part: unknown) => Buffer.from(JSON.stringify(part), 'utf8').toString('base64url');
const partsOf = (jwt: string): Parts => ({ header: { ...decodeProtectedHeader(jwt) }, payload: { ...decodeJwt(jwt) } });

/** The JWT with other parts and the signature that it had. */
export function tampered(jwt: string, change: (parts: Parts) => Partial<Parts>): string {
  const parts = { ...partsOf(jwt), ...change(partsOf(jwt)) };
  return [base64url(parts.header), base64url(parts.payload), jwt.split('.')[2]].join('.');
}

/** The JWT with other parts, signed anew with RS256 whatever the header says. */
export function resigned(jwt: string, key: KeyObject, change: (parts: Parts) => Partial<Parts>): string {
  const [header, payload] = tampered(jwt, change).split('.');
  return `${header}.${payload}.${sign('sha256', Buffer.from(`${header}.${payload}`), key).toString('base64url')}`;
}

/** The JWT as if it were signed with a shared secret, for which a public key's text is taken: what a careless verifier would believe. */
export function signedWithPublicKey(jwt: string, publicKey: KeyObject): string {
  const [header, payload] = tampered(jwt, (parts) => ({ header: { ...parts.header, alg: 'HS256' } })).split('.');
  const secret = publicKey.export({ type: 'spki', format: 'pem' });
  return `${header}.${payload}.${createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')}`;
}
