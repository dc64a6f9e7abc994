/** What signs credentials, and the keys with which anybody checks them. */

/** An RSA public key as JWK (RFC 7518, section 6.3.1): modulus and exponent, base64url. */
export type PublicKey = { readonly kty: 'RSA'; readonly n: string; readonly e: string };

export type SigningKey = {
  /** The key's thumbprint (RFC 7638): it names what the key is, wherever it lies. */
  readonly kid: string;
  readonly jwk: PublicKey;
  /** Signs nothing new. What it signed stays valid, so it stays published. */
  readonly retired: boolean;
};

export interface SigningKeys {
  /** In the order of the configuration; exactly the last is not retired. @throws AppError `unavailable`. */
  keys(): Promise<readonly SigningKey[]>;
}

export interface Signer extends SigningKeys {
  /**
   * Signs with the key that is not retired: RS256, which is RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, section 3.3). The same bytes have the
   * same signature. @throws AppError `unavailable`.
   */
  sign(bytes: Uint8Array): Promise<{ readonly kid: string; readonly signature: Uint8Array }>;
}
