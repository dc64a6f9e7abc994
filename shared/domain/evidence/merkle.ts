import { hash } from 'node:crypto';

/** SHA-256 of 32 bytes. */
export type Digest = Uint8Array;

const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

/** The hash of a leaf: SHA-256 over 0x00 and its bytes. Source: RFC 6962, section 2.1. */
export const leafHash = (bytes: Uint8Array | string): Digest =>
  hash('sha256', typeof bytes === 'string' ? `\0${bytes}` : Buffer.concat([leafMark, bytes]), 'buffer');

/** The hash of an inner node: SHA-256 over 0x01 and its two children. Source: RFC 6962, section 2.1. */
const nodeHash = (left: Digest, right: Digest): Digest =>
  hash('sha256', Buffer.concat([nodeMark, left, right]), 'buffer');

/** The root of the tree over these leaf hashes, in their order. Without leaves it is the hash of nothing. Source: RFC 6962, section 2.1. */
export function treeRoot(leaves: readonly Digest[]): Digest {
  if (leaves.length === 0) return hash('sha256', '', 'buffer');
  let level = leaves;
  while (level.length > 1) level = parentsOf(level);
  return level[0] as Digest;
}

/**
 * The sibling hashes from a leaf to the root, the lowest first.
 * @throws RangeError if the tree has no leaf of this index
 * Source: RFC 6962, section 2.1.1.
 */
export function auditPath(leaves: readonly Digest[], index: number): Digest[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
    throw new RangeError(`A tree of ${leaves.length} leaves has no leaf ${index}`);
  }
  return auditPathsOf(leaves)(index);
}

/** The audit path of each leaf of a tree, by its index. The tree is computed once. */
export function auditPathsOf(leaves: readonly Digest[]): (index: number) => Digest[] {
  const levels = [leaves];
  for (let level = leaves; level.length > 1; levels.push(level)) level = parentsOf(level);
  return (index) => levels.slice(0, -1).flatMap((level, height) => level[(index >> height) ^ 1] ?? []);
}

/**
 * The root that an audit path leads to; null if the path is too short or too long for a tree of `size` leaves.
 * Source: RFC 9162, section 2.1.3.2.
 */
export function rootByPath(
  leaf: Digest,
  place: { readonly index: number; readonly size: number },
  path: readonly Digest[],
) {
  const { index, size } = place;
  if (!Number.isInteger(index) || index < 0 || index >= size) return null;
  let [node, last, at] = [index, size - 1, 0];
  let found = leaf;
  while (last > 0) {
    const isAlone = node === last && node % 2 === 0;
    if (!isAlone) {
      const sibling = path[at++];
      if (!sibling) return null;
      found = node % 2 === 1 ? nodeHash(sibling, found) : nodeHash(found, sibling);
    }
    [node, last] = [node >> 1, last >> 1];
  }
  return at === path.length ? found : null;
}

/** One level up. The last node of an odd level rises as it is, which gives the trees of RFC 6962. */
function parentsOf(level: readonly Digest[]): Digest[] {
  const parents: Digest[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at] as Digest, level[at + 1]];
    parents.push(right ? nodeHash(left, right) : left);
  }
  return parents;
}

/** The bytes of a hash in hex. */
export const digestIn = (hex: string): Digest => Buffer.from(hex, 'hex');

/** Lowercase hex, as evidence writes hashes. */
export const hexOf = (digest: Digest): string =>
  Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('hex');
