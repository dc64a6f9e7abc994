import type { EcPublicKey, Signer } from './signer.ts';

/** A signature as evidence has it: the key's thumbprint (RFC 7638), and ES256 over SHA-256 as DER, base64. */
export type EvidenceSignature = { readonly keyId: string; readonly signature: string };

/** Signs the canonical bytes of seals, statements, certificates and packs. */
export interface EvidenceSigner {
  /** Each call gives another signature of the same bytes. @throws AppError `unavailable`. */
  sign(bytes: Uint8Array | string): Promise<EvidenceSignature>;
}

/** A signer of evidence over a key on P-256. */
export const evidenceSigner = (signer: Pick<Signer<EcPublicKey>, 'sign'>): EvidenceSigner => ({
  async sign(bytes) {
    const { kid, signature } = await signer.sign(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
    return { keyId: kid, signature: Buffer.from(signature).toString('base64') };
  },
});
