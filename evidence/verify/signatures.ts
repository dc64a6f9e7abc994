import { Buffer } from 'node:buffer';
import crypto, { type KeyObject } from 'node:crypto';
import { canonical, isBase64 } from './bytes.ts';
import type { SignedLine } from './entry-line.ts';

/** A key of KMS: P-256, published as JWK (RFC 7517). */
export type EcJwk = { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string };

/** The thumbprint of a key (RFC 7638): it names what the key is. */
export const thumbprintOf = ({ crv, kty, x, y }: EcJwk): string =>
  crypto.hash('sha256', canonical({ crv, kty, x, y }), 'base64url');

/** @throws Error where the JWK is no key of P-256. */
export function ecKeyOf(jwk: EcJwk): KeyObject {
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256') throw new Error('it is no key of P-256');
  return crypto.createPublicKey({ key: { kty: jwk.kty, crv: jwk.crv, x: jwk.x, y: jwk.y }, format: 'jwk' });
}

/** ES256 over SHA-256, DER, base64, as KMS gives it. */
export const es256Holds = (key: KeyObject, text: string, signature: unknown): boolean =>
  isBase64(signature) && crypto.verify('sha256', Buffer.from(text), key, Buffer.from(signature, 'base64'));

const edKeys = new Map<string, KeyObject | null>();

/** The Ed25519 key of 32 bytes in base64url; null where they are none. */
function edKeyOf(x: string): KeyObject | null {
  let key = edKeys.get(x);
  if (key === undefined) {
    try {
      key = crypto.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    } catch {
      key = null;
    }
    edKeys.set(x, key);
  }
  return key;
}

/** The thumbprint of an Ed25519 key (RFC 8037, appendix A.3). */
export const edThumbprint = (x: string): string =>
  crypto.hash('sha256', canonical({ crv: 'Ed25519', kty: 'OKP', x }), 'base64url');

/** Ed25519 by a key of 32 bytes in base64url; the signature is 64 bytes in base64. */
export function ed25519Holds(x: string, text: string, signature: unknown): boolean {
  const key = edKeyOf(x);
  if (!key || !isBase64(signature)) return false;
  const bytes = Buffer.from(signature, 'base64');
  return bytes.length === 64 && crypto.verify(null, Buffer.from(text), key, bytes);
}

/** The components that a signed request covers, and its parameters. */
const inputForm = /^\(("@?[a-z-]+"(?: "@?[a-z-]+")*)\)((?:;[a-z]+=(?:"[^"\\]*"|[0-9]+))*)$/;

/**
 * The signature base over the values of components (RFC 9421, section 2.5). Null where `input`, the value of `Signature-Input` for one
 * label, covers a component without a value.
 */
export function signatureBase(input: string, values: Readonly<Record<string, string | undefined>>): string | null {
  const found = inputForm.exec(input);
  if (!found) return null;
  const lines: string[] = [];
  for (const quoted of (found[1] as string).split(' ')) {
    const value = values[quoted.slice(1, -1)];
    if (value === undefined) return null;
    lines.push(`${quoted}: ${value}`);
  }
  return `${lines.join('\n')}\n"@signature-params": ${input}`;
}

/** Why a buyer's signature does not hold; null where it holds. `publicKey`: 32 bytes, base64url. */
export function signedFault(signed: SignedLine, query: string | null, publicKey: string | undefined): string | null {
  const { method, target, digest, input, keyId } = signed;
  const base = signatureBase(input, { '@method': method, '@target-uri': target, 'content-digest': digest });
  if (publicKey === undefined) return `its key ${keyId} is no sealed signing key of the organization`;
  if (base === null || !base.includes('"@method":') || !base.includes('"@target-uri":'))
    return 'its signature does not cover method and target';
  if (!input.includes(`;keyid="${keyId}"`) || !input.includes(';tag="tollgate"'))
    return 'its signature is not made for this product or by this key';
  if (query !== null && `${method} ${pathOf(target)}` !== query) return 'its signature is of another request';
  return ed25519Holds(publicKey, base, signed.signature) ? null : 'its signature does not hold';
}

const pathOf = (target: string): string => target.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
