import { hash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../accounts/canonical-json.ts';
import { type Digest, hexOf, leafHash, treeRoot } from './merkle.ts';

/** All entries of one organization in one seal. Hashes are hex; `root` is the tree over the entries. */
export type Leaf = {
  readonly organization: string;
  /** 1, 2, 3, … of its organization. */
  readonly seq: number;
  /** The start of the UTC hour, ISO-8601. */
  readonly hour: string;
  /** The number of its seal. */
  readonly seal: number;
  /** The hash of its organization's leaf before; empty in the first. */
  readonly previousLeaf: string;
  readonly entries: number;
  readonly root: string;
};

/** A segment or a fact that was to be sealed, and whose bytes were lost or are not those of its hash. The rest of the hour is sealed. */
export type MissingPiece = { readonly instance: string; readonly segment: number } | { readonly fact: string };

/** A seal: the tree over the leaves of one hour, chained to the seal before. */
export type Seal = {
  /** 1, 2, 3, … without gap. */
  readonly number: number;
  readonly hour: string;
  /** When it was claimed, ISO-8601 UTC. */
  readonly at: string;
  readonly leaves: number;
  readonly entries: number;
  readonly root: string;
  /** SHA-256 (hex) of the canonical bytes of the seal before; empty in the first. */
  readonly previousSeal: string;
  /** Absent: nothing is missing. */
  readonly missing?: readonly MissingPiece[] | undefined;
};

/** The canonical bytes of a leaf. */
export const leafText = (leaf: Leaf): string => canonicalJson({ v: 1, kind: 'leaf', ...leaf });
/** The hash of a leaf in its seal's tree, and in the leaf after it. */
export const hashOfLeaf = (leaf: Leaf): Digest => leafHash(leafText(leaf));
/** The canonical bytes of a seal, which are signed. */
export const sealText = (seal: Seal): string => canonicalJson({ v: 1, kind: 'seal', ...seal } as JsonValue);
/** SHA-256 (hex) of a seal's bytes, which the next one names. */
export const sealHash = (seal: Seal): string => hash('sha256', sealText(seal), 'hex');
/** The root (hex) over leaves, which are in the order of their organizations. */
export const rootOfLeaves = (leaves: readonly Leaf[]): string => hexOf(treeRoot(leaves.map(hashOfLeaf)));
/** The start of the hour before the one of this time: all that arrived by its end is in a seal claimed at this time. */
export const hourSealedAt = (at: Date): string =>
  new Date(Math.floor(at.getTime() / 3_600_000 - 1) * 3_600_000).toISOString();
