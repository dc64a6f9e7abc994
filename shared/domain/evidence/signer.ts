import { createPublicKey, hash } from 'node:crypto';
import { canonicalJson } from '../accounts/canonical-json.ts';

/** A key with which an organization signs its requests. Times are ISO-8601 UTC. */
export type SignerKey = {
  /** The thumbprint of the key. */
  readonly id: string;
  readonly accountId: string;
  /** 32 bytes of Ed25519, base64url. */
  readonly publicKey: string;
  readonly name: string;
  readonly addedAt: string;
  /** Null: requests that it signs are served. */
  readonly removedAt: string | null;
};

/** The keys in force of an organization as admission knows them: 32 bytes, base64url, by thumbprint. */
export type Signers = {
  /** The organization ruled that its unsigned reads are refused. */
  readonly required: boolean;
  readonly keys: Readonly<Record<string, string>>;
};

/** An organization that signs nothing. */
export const noSigners: Signers = { required: false, keys: {} };

/** The most keys that may be in force at once. */
export const maxSignerKeys = 10;

/** The thumbprint of an Ed25519 key of 32 bytes in base64url. Source: RFC 8037, appendix A.3. */
export const signerKeyId = (publicKey: string): string =>
  hash('sha256', canonicalJson({ crv: 'Ed25519', kty: 'OKP', x: publicKey }), 'base64url');

/** A public key as somebody sent it: a JWK (RFC 8037) or PEM. */
export type GivenKey = string | Readonly<Record<string, unknown>>;

/** `private`: it holds a private key. `weak`: signatures of such keys hold for texts that nobody signed. */
export type KeyFault = 'private' | 'not_ed25519' | 'weak';

/** The 32 bytes of the given public key, base64url. */
export function publicKeyIn(given: GivenKey): { readonly publicKey: string } | { readonly fault: KeyFault } {
  if (isPrivate(given)) return { fault: 'private' };
  const publicKey = typeof given === 'string' ? ofPem(given) : ofJwk(given);
  if (publicKey === null) return { fault: 'not_ed25519' };
  return isWeak(Buffer.from(publicKey, 'base64url')) ? { fault: 'weak' } : { publicKey };
}

const isPrivate = (given: GivenKey): boolean =>
  typeof given === 'string' ? /PRIVATE KEY/i.test(given) : given.d !== undefined;

function ofPem(pem: string): string | null {
  if (!/^\s*-----BEGIN PUBLIC KEY-----/.test(pem)) return null;
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? (key.export({ format: 'jwk' }).x ?? null) : null;
  } catch {
    return null;
  }
}

function ofJwk({ kty, crv, x }: Readonly<Record<string, unknown>>): string | null {
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string') return null;
  const bytes = Buffer.from(x, 'base64url');
  return bytes.length === 32 && bytes.toString('base64url') === x ? x : null;
}

/** The y coordinates of points of small order, without sign. Source: libsodium, `ge25519_has_small_order`. */
const smallOrder: ReadonlySet<string> = new Set([
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  `ec${'ff'.repeat(30)}7f`,
]);

/** Points of small order, and encodings of numbers that are not below the field's prime. Source: RFC 8032, section 5.1.3. */
function isWeak(point: Buffer): boolean {
  const y = Buffer.from(point);
  y[31] = (y[31] ?? 0) & 0x7f;
  const hex = y.toString('hex');
  const isTooLarge = hex.endsWith(`${'ff'.repeat(30)}7f`) && (y[0] ?? 0) >= 0xed;
  return isTooLarge || smallOrder.has(hex);
}
