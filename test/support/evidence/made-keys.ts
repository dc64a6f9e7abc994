import { createCipheriv, createECDH, createPrivateKey, createPublicKey, hash, type KeyObject, sign } from 'node:crypto';
import type { Random } from '../../../datasets/random.ts';
import { canonicalJson, type JsonValue } from '../../../shared/domain/accounts/canonical-json.ts';

/** A public key of the evidence as JWK (RFC 7517): P-256 for seals and certificates. */
export type EvidenceJwk = {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly use: 'seals' | 'receipts';
};

/** A key that signs as KMS does: ES256 over SHA-256, DER, base64. */
export type EvidenceKey = {
  readonly jwk: EvidenceJwk;
  readonly privateKey: KeyObject;
  sign(bytes: Uint8Array | string): { readonly keyId: string; readonly signature: string };
};

/** Bytes that follow from the seed. */
export const seededBytes = (random: Random, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => Math.floor(random.next() * 256)));

/** A P-256 key that follows from the seed. Its signatures differ at each call. */
export function madeEvidenceKey(random: Random, use: EvidenceJwk['use']): EvidenceKey {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(seededBytes(random, 32));
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const secret = ecdh.getPrivateKey();
  const d = Buffer.concat([Buffer.alloc(32 - secret.length), secret]).toString('base64url');
  const privateKey = createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x, y, d }, format: 'jwk' });
  const kid = hash('sha256', canonicalJson({ crv: 'P-256', kty: 'EC', x, y }), 'base64url');
  return {
    jwk: { kty: 'EC', crv: 'P-256', x, y, kid, use },
    privateKey,
    sign: (bytes) => ({ keyId: kid, signature: sign('sha256', Buffer.from(bytes), privateKey).toString('base64') }),
  };
}

/** An Ed25519 key of an instance or a buyer. `keyId`: its thumbprint (RFC 8037, appendix A.3). */
export type MadeEd25519 = {
  /** 32 bytes, base64url. */
  readonly publicKey: string;
  readonly keyId: string;
  readonly privateKey: KeyObject;
  sign(bytes: Uint8Array | string): Buffer;
};

/** The DER of an Ed25519 private key before its 32 bytes. Source: RFC 8410, section 10.3. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

export function madeEd25519(random: Random): MadeEd25519 {
  const key = Buffer.concat([pkcs8Head, seededBytes(random, 32)]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    publicKey: x,
    keyId: hash('sha256', canonicalJson({ crv: 'Ed25519', kty: 'OKP', x }), 'base64url'),
    privateKey,
    sign: (bytes) => sign(null, Buffer.from(bytes), privateKey),
  };
}

/** A person whose fields are sealed under a key of their own. */
export type MadePerson = {
  readonly id: string;
  readonly key: Buffer;
  readonly name: string;
  readonly email: string;
};

/** A person's fields as facts hold them: base64url of nonce, AES-256-GCM ciphertext and tag over canonical JSON. */
export function sealedPerson(random: Random, { id, key, name, email }: MadePerson, more: { readonly role?: string }) {
  const nonce = seededBytes(random, 12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const text = canonicalJson({ name, email, ...more } as JsonValue);
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { id, sealed: sealed.toString('base64url') };
}
