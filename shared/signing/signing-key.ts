import { createHash, createPublicKey } from 'node:crypto';
import type { EcPublicKey, PublicKey, SigningKey } from './signer.ts';

/** A kind of key: KMS's name of the algorithm, and how its public part is read. */
export type SigningScheme<Jwk> = {
  readonly algorithm: 'RSASSA_PKCS1_V1_5_SHA_256' | 'ECDSA_SHA_256';
  /** The key of a DER-encoded SubjectPublicKeyInfo (RFC 5280). @throws Error where it is a key of another kind. */
  keyOf(spki: Uint8Array, state: Pick<SigningKey, 'retired'>): SigningKey<Jwk>;
};

/** Credentials: RSA keys of 2048 bits. */
export const rs256: SigningScheme<PublicKey> = {
  algorithm: 'RSASSA_PKCS1_V1_5_SHA_256',
  keyOf(spki, { retired }) {
    const key = readKey(spki);
    const bits = key.asymmetricKeyDetails?.modulusLength;
    if (key.asymmetricKeyType !== 'rsa' || bits !== 2048)
      throw new Error(
        `Credentials are signed with RSA keys of 2048 bits, not with ${key.asymmetricKeyType} of ${bits}.`,
      );
    const { n = '', e = '' } = key.export({ format: 'jwk' });
    return { kid: thumbprintOf({ e, kty: 'RSA', n }), jwk: { kty: 'RSA', n, e }, retired };
  },
};

/** Evidence: keys on the curve P-256, whose signatures `openssl` verifies as they are. */
export const es256: SigningScheme<EcPublicKey> = {
  algorithm: 'ECDSA_SHA_256',
  keyOf(spki, { retired }) {
    const key = readKey(spki);
    const { crv, x = '', y = '' } = key.asymmetricKeyType === 'ec' ? key.export({ format: 'jwk' }) : {};
    if (crv !== 'P-256') throw new Error(`Evidence is signed with keys on P-256, not with ${key.asymmetricKeyType}.`);
    return { kid: thumbprintOf({ crv, kty: 'EC', x, y }), jwk: { kty: 'EC', crv, x, y }, retired };
  },
};

const readKey = (spki: Uint8Array) => createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });

/** RFC 7638, section 3: SHA-256 over the required members, which are given in the order of their names. */
const thumbprintOf = (members: Readonly<Record<string, string>>): string =>
  createHash('sha256').update(JSON.stringify(members)).digest('base64url');
