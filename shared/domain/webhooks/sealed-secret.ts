import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import type { Peppers } from '../keys/hash.ts';

const cipher = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

type Sealing = {
  /** Names the secret's owner: a secret sealed for one owner does not open for another. */
  readonly context: string;
  readonly randomBytes: (count: number) => Uint8Array;
};

/** A secret as it may be stored: `version.base64url(iv, tag, ciphertext)`, AES-256-GCM under the first of `keys`. */
export function encryptedSecret(secret: string, keys: Peppers, { context, randomBytes }: Sealing): string {
  const [version, key] = [...keys][0] ?? [0, ''];
  const iv = randomBytes(ivBytes);
  const sealing = createCipheriv(cipher, derived(key), iv, { authTagLength: tagBytes }).setAAD(Buffer.from(context));
  const text = Buffer.concat([sealing.update(secret, 'utf8'), sealing.final()]);
  return `${version}.${Buffer.concat([iv, sealing.getAuthTag(), text]).toString('base64url')}`;
}

/** @throws Error where its key's version is gone, or it was changed, or sealed for something else */
export function opened(stored: string, keys: Peppers, context: string): string {
  const [version = '', encoded = ''] = stored.split('.');
  const key = keys.get(Number(version));
  if (key === undefined) throw new Error(`webhook-keys lacks version ${version}, under which a secret was sealed`);
  const bytes = Buffer.from(encoded, 'base64url');
  const opening = createDecipheriv(cipher, derived(key), bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return opening.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + opening.final('utf8');
}

const derived = (key: string): Buffer => Buffer.from(hkdfSync('sha256', key, '', 'webhook signing secrets', 32));
