import { createHash, createPublicKey } from 'node:crypto';
import type { PublicKey, SigningKey } from './signer.ts';

/** The key of a DER-encoded SubjectPublicKeyInfo (RFC 5280). @throws Error where it is no RSA key of 2048 bits. */
export function signingKeyOf(spki: Uint8Array, { retired }: Pick<SigningKey, 'retired'>): SigningKey {
  const key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  const bits = key.asymmetricKeyDetails?.modulusLength;
  if (key.asymmetricKeyType !== 'rsa' || bits !== 2048)
    throw new Error(`Credentials are signed with RSA keys of 2048 bits, not with ${key.asymmetricKeyType} of ${bits}.`);
  const { n = '', e = '' } = key.export({ format: 'jwk' });
  const jwk: PublicKey = { kty: 'RSA', n, e };
  return { kid: thumbprintOf(jwk), jwk, retired };
}

/** RFC 7638, section 3: SHA-256 over the required members, in the order of their names. */
const thumbprintOf = ({ e, kty, n }: PublicKey): string =>
  createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
