import { createCipheriv, createDecipheriv } from 'node:crypto';
import { canonicalJson } from '../accounts/canonical-json.ts';

/** The fields of a person in a fact. Without the person's key nobody reads them. */
export type PersonFields = Readonly<Record<string, string>>;

/** The bytes of a person's key. */
export const personKeyBytes = 32;
/** The bytes of a nonce, which is used once with a key. Source: NIST SP 800-38D, section 8.2. */
export const nonceBytes = 12;
const tagBytes = 16;
const cipher = 'aes-256-gcm';

/** Seals fields under a person's key: base64url of nonce, AES-256-GCM ciphertext of their canonical JSON, and tag. */
export function sealPerson(fields: PersonFields, key: Uint8Array, nonce: Uint8Array): string {
  const sealing = createCipheriv(cipher, key, nonce);
  const sealed = [nonce, sealing.update(canonicalJson(fields), 'utf8'), sealing.final(), sealing.getAuthTag()];
  return Buffer.concat(sealed).toString('base64url');
}

/** The fields that were sealed; null if this is not their key, or the bytes were changed. */
export function openPerson(sealed: string, key: Uint8Array): PersonFields | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < nonceBytes + tagBytes) return null;
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes));
  opening.setAuthTag(bytes.subarray(-tagBytes));
  try {
    const text = Buffer.concat([opening.update(bytes.subarray(nonceBytes, -tagBytes)), opening.final()]);
    return JSON.parse(text.toString('utf8')) as PersonFields;
  } catch {
    return null;
  }
}
