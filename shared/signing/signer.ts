/** The signers of credentials and of evidence, and the keys with which anybody checks them. */

/** An RSA public key as JWK (RFC 7518, section 6.3.1): modulus and exponent, base64url. */
export type PublicKey = { readonly kty: 'RSA'; readonly n: string; readonly e: string };

/** A public key on the curve P-256 as JWK (RFC 7518, section 6.2.1): its point, base64url. */
export type EcPublicKey = { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string };

/** A key that signs, now or before. */
export type SigningKey<Jwk = PublicKey> = {
  /** The key's thumbprint (RFC 7638): it names what the key is, wherever it lies. */
  readonly kid: string;
  readonly jwk: Jwk;
  /** Whether the key signs nothing new. It stays published, since its signatures stay valid. */
  readonly retired: boolean;
};

/** The keys that sign, or did so. */
export interface SigningKeys<Jwk = PublicKey> {
  /** In the order of the configuration; exactly the last is not retired. @throws AppError `unavailable`. */
  keys(): Promise<readonly SigningKey<Jwk>[]>;
}

/** Signs with the current key. */
export interface Signer<Jwk = PublicKey> extends SigningKeys<Jwk> {
  /**
   * Signs with the key that is not retired. Credentials: RS256, which is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3); the same
   * bytes have the same signature. Evidence: ES256 over SHA-256 as DER; each call gives another signature. @throws AppError `unavailable`.
   */
  sign(bytes: Uint8Array): Promise<{ readonly kid: string; readonly signature: Uint8Array }>;
}
