import type { OpenBadgeCredential } from './open-badge.ts';
import type { StatusListCredential } from './status-list.ts';

/** `kid`: the https address at which the key is published as one JWK. */
type SigningKey = { readonly kid: string };

/** The bytes to sign, and how to complete the JWT with the signature. */
export type SigningInput = {
  /** The bytes that RS256 signs (RSASSA-PKCS1-v1_5 with SHA-256). */
  readonly bytes: Uint8Array;
  /** The JWT in compact form. */
  readonly complete: (signature: Uint8Array) => string;
};

/** A compact JWS: three parts of base64url, none of them empty. */
export const isCompactJws = (text: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);

/**
 * A badge as a JWT (OB 3.0, section 8.2). Its payload is the credential itself and the claims that repeat parts of it. Its header has only
 * `alg`, `kid` (the https address of one JWK) and `typ`.
 */
export const signingInput = (key: SigningKey, credential: OpenBadgeCredential): SigningInput =>
  toBeSigned(
    { alg: 'RS256', kid: key.kid, typ: 'JWT' },
    {
      ...credential,
      ...claimsOf(credential),
      iss: credential.issuer.id,
      jti: credential.id,
    },
  );

/** A status list as a JWT, with the type that VC-JOSE-COSE gives it: neither can be taken for the other. */
export const statusListSigningInput = (key: SigningKey, list: StatusListCredential): SigningInput =>
  toBeSigned({ alg: 'RS256', kid: key.kid, typ: 'vc+jwt' }, { ...list, ...claimsOf(list), iss: list.issuer });

const claimsOf = ({ credentialSubject, validFrom, validUntil }: OpenBadgeCredential | StatusListCredential) => ({
  sub: credentialSubject.id,
  nbf: numericDate(validFrom),
  exp: numericDate(validUntil),
});

function toBeSigned(header: object, payload: object): SigningInput {
  const signed = `${base64url(header)}.${base64url(payload)}`;
  return {
    bytes: Buffer.from(signed, 'ascii'),
    complete: (signature) => `${signed}.${Buffer.from(signature).toString('base64url')}`,
  };
}

const numericDate = (time: string): number => Date.parse(time) / 1000;
const base64url = (part: object): string => Buffer.from(JSON.stringify(part), 'utf8').toString('base64url');
