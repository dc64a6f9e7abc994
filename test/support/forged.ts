import { createHmac, type KeyObject, sign } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader } from 'jose';

type Parts = { readonly header: Record<string, unknown>; readonly payload: Record<string, unknown> };

const base64url = (part: unknown) => Buffer.from(JSON.stringify(part), 'utf8').toString('base64url');
const partsOf = (jwt: string): Parts => ({ header: { ...decodeProtectedHeader(jwt) }, payload: { ...decodeJwt(jwt) } });

/** The JWT with changed parts and its old signature. */
export function tampered(jwt: string, change: (parts: Parts) => Partial<Parts>): string {
  const parts = { ...partsOf(jwt), ...change(partsOf(jwt)) };
  return [base64url(parts.header), base64url(parts.payload), jwt.split('.')[2]].join('.');
}

/** The JWT with changed parts, signed anew with RS256 regardless of its header. */
export function resigned(jwt: string, key: KeyObject, change: (parts: Parts) => Partial<Parts>): string {
  const [header, payload] = tampered(jwt, change).split('.');
  return `${header}.${payload}.${sign('sha256', Buffer.from(`${header}.${payload}`), key).toString('base64url')}`;
}

/** The JWT signed with HMAC, with the public key's text as the secret: a careless verifier would accept it. */
export function signedWithPublicKey(jwt: string, publicKey: KeyObject): string {
  const [header, payload] = tampered(jwt, (parts) => ({ header: { ...parts.header, alg: 'HS256' } })).split('.');
  const secret = publicKey.export({ type: 'spki', format: 'pem' });
  return `${header}.${payload}.${createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url')}`;
}
