import { canonical, hexOf, leafDigest, rootByPath, sha256Hex } from './bytes.ts';
import { type Pack, readLines, signedBody } from './folder.ts';

/** A seal, as it is signed. */
export type SealBody = {
  readonly number: number;
  readonly hour: string;
  readonly at: string;
  readonly leaves: number;
  readonly root: string;
  readonly previousSeal: string;
  /** Pieces that were to be sealed, and were gone or changed. */
  readonly missing?: readonly unknown[];
};

/** A leaf of an organization, as seals hold it. */
export type LeafBody = {
  readonly organization: string;
  readonly seq: number;
  readonly hour: string;
  readonly seal: number;
  readonly previousLeaf: string;
  readonly entries: number;
  readonly root: string;
};

/** A sealed leaf with its hash (hex). */
export type CheckedLeaf = LeafBody & { readonly hash: string };

/** A leaf as files have it, with its place in the tree of its seal. */
type PlacedLeaf = { readonly leaf: LeafBody; readonly index: number; readonly path: readonly string[] };

/** The seals by number: signed, consecutive, chained, in the order of time, the last as the manifest says. */
export function checkSeals(pack: Pack): Map<number, SealBody> {
  const file = 'seals.ndjson';
  const seals = new Map<number, SealBody>();
  let last: { seal: SealBody; text: string } | undefined;
  for (const { line, value } of readLines(pack, file)) {
    const add = (code: string, text: string, seal?: SealBody) =>
      pack.findings.add({ code: `seal.${code}`, text, file, line, seal: seal?.number, hour: seal?.hour });
    const signed = signedBody(pack, value, { name: 'seal', use: 'seals' });
    if ('fault' in signed) add('signature', `the seal is not valid: ${signed.fault}`, value.seal as SealBody);
    const seal = value.seal as SealBody;
    if (seal === null || typeof seal !== 'object') continue;
    if ((seal as { kind?: unknown }).kind !== 'seal' || (seal as { v?: unknown }).v !== 1)
      add('form', 'it is no seal of version 1', seal);
    if (last) for (const fault of chainFaults(last, seal)) add('chain', fault, seal);
    if (seal.missing)
      pack.findings.note(
        `Seal ${seal.number} (${seal.hour}) says that ${seal.missing.length} pieces were missing when it was made: ${JSON.stringify(seal.missing.slice(0, 5))}.`,
      );
    seals.set(seal.number, seal);
    last = { seal, text: canonical(seal) };
  }
  if ((last?.seal.number ?? 0) !== pack.manifest.sealedThrough)
    pack.findings.add({
      code: 'seal.end',
      text: `the last seal is ${last?.seal.number ?? 'none'}, and the manifest ends at ${pack.manifest.sealedThrough}`,
      file,
    });
  return seals;
}

function chainFaults(last: { seal: SealBody; text: string }, seal: SealBody): string[] {
  const faults: string[] = [];
  if (seal.number !== last.seal.number + 1) faults.push(`seal ${last.seal.number + 1} is expected here`);
  if (seal.previousSeal !== sha256Hex(last.text)) faults.push('it does not name the seal before it');
  if (seal.hour < last.seal.hour || seal.at < last.seal.at) faults.push('it is older than the seal before it');
  return faults;
}

/** The organization's leaves: each in its seal, consecutive and chained. */
export function checkLeaves(pack: Pack, seals: ReadonlyMap<number, SealBody>): CheckedLeaf[] {
  const file = 'leaves.ndjson';
  const leaves: CheckedLeaf[] = [];
  for (const { line, value } of readLines(pack, file)) {
    const placed = value as unknown as PlacedLeaf;
    const leaf = placed.leaf ?? ({} as LeafBody);
    const add = (code: string, text: string) =>
      pack.findings.add({ code: `leaf.${code}`, text, file, line, seal: leaf.seal, hour: leaf.hour });
    const seal = seals.get(leaf.seal);
    const { from, to } = pack.manifest;
    if (!seal) add('seal', `its seal ${leaf.seal} is not in the pack`);
    else for (const fault of leafFaults(pack, placed, seal)) add('path', fault);
    if (seal && (seal.hour < from || seal.hour >= to)) add('period', 'its hour is not in the period of the pack');
    const last = leaves.at(-1);
    if (!last && seals.has(1) && leaf.seq !== 1) add('gap', 'leaf 1 of the organization is expected here');
    if (last && leaf.seq !== last.seq + 1) add('gap', `leaf ${last.seq + 1} of the organization is expected here`);
    if (last && leaf.previousLeaf !== last.hash) add('chain', 'it does not name the leaf before it');
    if (leaf.seq === 1 && leaf.previousLeaf !== '') add('chain', 'the first leaf names a leaf before it');
    leaves.push({ ...leaf, hash: hexOf(leafDigest(canonical(leaf))) });
  }
  return leaves;
}

/** Why a leaf is not the organization's in this seal. */
export function leafFaults(pack: Pack, { leaf, index, path }: PlacedLeaf, seal: SealBody): string[] {
  const faults: string[] = [];
  const root = Array.isArray(path) ? rootByPath(leafDigest(canonical(leaf)), index, seal.leaves, path) : null;
  if (root !== seal.root) faults.push(`its path does not lead to the root of seal ${seal.number}`);
  if (leaf.organization !== pack.manifest.organization) faults.push(`it is of the organization ${leaf.organization}`);
  if (leaf.seal !== seal.number || leaf.hour !== seal.hour) faults.push('it names another seal or hour');
  return faults;
}
