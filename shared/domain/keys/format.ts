import type { Environment } from './key.ts';

/** `tg_live_` or `tg_test_`, 30 random base-62 characters, 6 base-62 characters of the CRC-32 of all before them. */
export const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomLength = 30;
const checkLength = 6;
const startLength = 12;
const shape = /^tg_(live|test)_[0-9A-Za-z]{36}$/;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 (IEEE 802.3, as in zip and PNG) of an ASCII text, as an unsigned 32-bit integer. */
export function crc32(text: string): number {
  let crc = 0xffffffff;
  for (let i = 0; i < text.length; i++) crc = (crcTable[(crc ^ text.charCodeAt(i)) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** A source of random bytes; keys are as unpredictable as it is. */
export type RandomBytes = (count: number) => Uint8Array;

/** `length` random base-62 characters; bytes of 248 and more are thrown away, so that every character is equally likely. */
export function randomText(length: number, randomBytes: RandomBytes): string {
  let random = '';
  while (random.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < 248 && random.length < length) random += alphabet[byte % 62];
    }
  }
  return random;
}

/** A new key's secret (178 random bits). */
export function mintSecret(environment: Environment, randomBytes: RandomBytes): string {
  const body = `tg_${environment}_${randomText(randomLength, randomBytes)}`;
  return body + checksum(body);
}

/**
 * A new key's id: short, because every segment that counts its calls names it. Its 71 random bits distinguish the few keys of an account.
 */
export const mintKeyId = (randomBytes: RandomBytes): string => `key_${randomText(12, randomBytes)}`;

/** The environment of a well-formed secret; null for any other text. It needs no I/O: most abuse ends here. */
export function parseSecret(secret: string): Environment | null {
  const environment = shape.exec(secret)?.[1];
  if (environment !== 'live' && environment !== 'test') return null;
  const body = secret.slice(0, -checkLength);
  return secret.endsWith(checksum(body)) ? environment : null;
}

/** The part of a secret that may be shown after its key was created. */
export const startOf = (secret: string): string => secret.slice(0, startLength);

function checksum(body: string): string {
  let value = crc32(body);
  let text = '';
  for (let i = 0; i < checkLength; i++) {
    text = alphabet[value % 62] + text;
    value = Math.floor(value / 62);
  }
  return text;
}
