import type { Table } from '../table/table.ts';
import { certificateKey } from './evidence-keys.ts';

/** The certified key of an instance: 32 bytes of Ed25519 (base64url), and since when it signs (ISO-8601 UTC). */
export type Certificate = { readonly instance: string; readonly publicKey: string; readonly at: string };
/** A certificate, signed by the receipts' key: its thumbprint (RFC 7638), and ES256 as DER, base64. */
export type SignedCertificate = {
  readonly certificate: Certificate;
  readonly keyId: string;
  readonly signature: string;
};

/** The certificates of instances. They are kept for good, since receipts are checked with them. */
export interface Certificates {
  /** Puts it unless the instance has one. */
  put(signed: SignedCertificate): Promise<void>;
  find(instance: string): Promise<SignedCertificate | null>;
}

/** Certificates over the table, an item an instance. */
export const certificatesOver = (table: Table): Certificates => ({
  async put({ certificate, ...signature }) {
    await table.put(
      { ...certificateKey(certificate.instance), ...certificate, ...signature },
      { 'the instance has no certificate': { attribute: 'pk', is: 'absent' } },
    );
  },
  async find(instance) {
    const { item } = await table.get(certificateKey(instance));
    if (!item) return null;
    const { publicKey, at, keyId, signature } = item;
    const certificate = { instance, publicKey: String(publicKey), at: String(at) };
    return { certificate, keyId: String(keyId), signature: String(signature) };
  },
});
