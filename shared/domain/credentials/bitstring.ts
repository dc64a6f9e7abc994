import { gunzipSync, gzipSync } from 'node:zlib';

/** Entries of one list: the minimum that hides one credential among others (Bitstring Status List 1.0, section 6.1). */
export const listEntries = 131_072;

/** Bytes of the largest list that we unpack: 64 times ours. */
const maxListBytes = (64 * listEntries) / 8;

/** A list in which no entry is set. */
export const emptyBitstring = (): Uint8Array => new Uint8Array(listEntries / 8);

/** Whether the entry is set; index 0 is the left-most bit of the first byte. Null where the list has no such entry. */
export function bitAt(bits: Uint8Array, index: number): boolean | null {
  const byte = Number.isInteger(index) && index >= 0 ? bits[Math.floor(index / 8)] : undefined;
  return byte === undefined ? null : (byte & maskOf(index)) !== 0;
}

/**
 * The list with other values of some entries, by index.
 * @throws RangeError for an entry that the list does not have.
 */
export function withBits(bits: Uint8Array, entries: Iterable<readonly [index: number, set: boolean]>): Uint8Array {
  const changed = Uint8Array.from(bits);
  for (const [index, set] of entries) {
    if (bitAt(changed, index) === null) throw new RangeError(`The list has no entry ${index}.`);
    const byte = changed[Math.floor(index / 8)] ?? 0;
    changed[Math.floor(index / 8)] = set ? byte | maskOf(index) : byte & ~maskOf(index);
  }
  return changed;
}

/** The published form of a list: multibase base64url without padding (`u`) of its gzip. The same bits always give the same text. */
export const encodeBitstring = (bits: Uint8Array): string => `u${gzipSync(bits).toString('base64url')}`;

/** The bits of an encoded list; null where it is none, has too few entries to hide behind, or unpacks to far too much. */
export function decodeBitstring(encoded: string): Uint8Array | null {
  if (!/^u[\w-]+$/.test(encoded) || encoded.length > 2 * maxListBytes) return null;
  try {
    const bits = gunzipSync(Buffer.from(encoded.slice(1), 'base64url'), { maxOutputLength: maxListBytes });
    return bits.length * 8 < listEntries ? null : new Uint8Array(bits);
  } catch {
    return null;
  }
}

const maskOf = (index: number): number => 0x80 >> (index % 8);
