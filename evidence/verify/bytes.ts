import { Buffer } from 'node:buffer';
import crypto from 'node:crypto';

/** SHA-256, hex. */
export const sha256Hex = (bytes: Uint8Array | string): string => crypto.hash('sha256', bytes, 'hex');

/** The hash of a leaf (RFC 6962, section 2.1) as 32 characters of one byte each. Such strings are quick to hold and to compare. */
export const leafDigest = (text: string): string =>
  crypto.hash('sha256', Buffer.concat([Buffer.of(0), Buffer.from(text)]), 'binary');

/** A digest as hex. */
export const hexOf = (digest: string): string => Buffer.from(digest, 'latin1').toString('hex');
/** The digest of its hex. */
export const digestOf = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');

const pair = Buffer.alloc(65, 1);

/** The hash of an inner node: SHA-256 over 0x01 and its two children (RFC 6962, section 2.1). */
function nodeDigest(left: string, right: string): string {
  pair.write(left, 1, 32, 'latin1');
  pair.write(right, 33, 32, 'latin1');
  return crypto.hash('sha256', pair, 'binary');
}

/** The root of the tree over these leaves, hex (RFC 6962, section 2.1). */
export function rootOf(leaves: readonly string[]): string {
  if (leaves.length === 0) return sha256Hex('');
  let level = leaves.slice();
  while (level.length > 1) {
    const parents: string[] = [];
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level[at] as string, level[at + 1]];
      parents.push(right === undefined ? left : nodeDigest(left, right));
    }
    level = parents;
  }
  return hexOf(level[0] as string);
}

/** The root (hex) that an audit path leads to; null where the path does not fit the size (RFC 9162, section 2.1.3.2). */
export function rootByPath(leaf: string, index: number, size: number, path: readonly string[]): string | null {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return null;
  let [node, last, at, found] = [index, size - 1, 0, leaf];
  while (last > 0) {
    const isAlone = node === last && node % 2 === 0;
    if (!isAlone) {
      const sibling = path[at++];
      if (sibling === undefined || !/^[0-9a-f]{64}$/.test(sibling)) return null;
      found = node % 2 === 1 ? nodeDigest(digestOf(sibling), found) : nodeDigest(found, digestOf(sibling));
    }
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return at === path.length ? hexOf(found) : null;
}

/** The canonical JSON of a value (RFC 8785). */
export function canonical(value: unknown): string {
  if (typeof value === 'string' && !value.isWellFormed()) throw new TypeError('a lone surrogate');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('a number beyond JSON');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, inner]) => `${canonical(name)}:${canonical(inner)}`).join()}}`;
}

/** The value of a canonical text. @throws SyntaxError where the text is not JSON, or not the canonical form of its value. */
export function parseCanonical(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (isCanonical(value, text)) return value;
  throw new SyntaxError('it is not in the canonical form of RFC 8785');
}

function isCanonical(value: unknown, text: string): boolean {
  try {
    return canonical(value) === text;
  } catch {
    return false;
  }
}

/** Whether base64 text is the one that its bytes have. */
export const isBase64 = (text: unknown): text is string =>
  typeof text === 'string' && Buffer.from(text, 'base64').toString('base64') === text;
