/** The signer of credentials, and the keys with which anybody checks them. */

/** An RSA public key as JWK (RFC 7518, section 6.3.1): modulus and exponent, base64url. */
export type PublicKey = { readonly kty: 'RSA'; readonly n: string; readonly e: string };

/** A key that signs credentials, now or before. */
export type SigningKey = {
  /** The key's thumbprint (RFC 7638): it names what the key is, wherever it lies. */
  readonly kid: string;
  readonly jwk: PublicKey;
  /** Whether the key signs nothing new. It stays published, since its signatures stay valid. */
  readonly retired: boolean;
};

/** The keys that sign credentials or did so. */
export interface SigningKeys {
  /** In the order of the configuration; exactly the last is not retired. @throws AppError `unavailable`. */
  keys(): Promise<readonly SigningKey[]>;
}

/** Signs credentials with the current key. */
export interface Signer extends SigningKeys {
  /**
   * Signs with the key that is not retired: RS256, which is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3). The same bytes have the
   * same signature. @throws AppError `unavailable`.
   */
  sign(bytes: Uint8Array): Promise<{ readonly kid: string; readonly signature: Uint8Array }>;
}
