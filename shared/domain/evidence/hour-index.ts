import { canonicalJson, type JsonValue } from '../accounts/canonical-json.ts';
import type { Leaf, MissingPiece } from './seal.ts';

/** A leaf, and where the entries under it lie: bytes of a part of its seal's entries, compressed. */
export type IndexedLeaf = {
  readonly leaf: Leaf;
  readonly part: string;
  readonly offset: number;
  readonly length: number;
};

/** All leaves of a seal in the order of its tree. `claim`: the number of the claim that it is of. `summary` names the object with the counts of its leaves. */
export type HourIndex = {
  readonly claim: number;
  readonly seal: number;
  readonly summary: string;
  readonly missing: readonly MissingPiece[];
  readonly leaves: readonly IndexedLeaf[];
};

const folder = (seal: number): string => `hours/${String(seal).padStart(12, '0')}`;
/** The object with the entries of some organizations. */
export const hourPartObject = (seal: number, part: string): string => `${folder(seal)}/${part}.ndjson.gz`;
/** The object with the counts of a seal's leaves. */
export const hourSummaryObject = (seal: number, summary: string): string => `${folder(seal)}/${summary}.ndjson.gz`;
/** The object with a seal's index. */
export const hourIndexObject = (seal: number): string => `${folder(seal)}/index.ndjson.gz`;
/** The object with the signed seal. */
export const sealObject = (seal: number): string => `${folder(seal)}/seal.json`;

/** The lines of an index: a head, then each leaf. */
export const writeHourIndex = ({ leaves, ...head }: HourIndex): string =>
  [{ v: 1, kind: 'hour', ...head }, ...leaves]
    .map((line) => `${canonicalJson(line as unknown as JsonValue)}\n`)
    .join('');

/** The index of these lines, as it was written. */
export function readHourIndex(text: string): HourIndex {
  const [head = '', ...lines] = text.trimEnd().split('\n');
  const { claim, seal, summary, missing } = JSON.parse(head) as HourIndex;
  return { claim, seal, summary, missing, leaves: lines.map((line) => JSON.parse(line) as IndexedLeaf) };
}
