import { createPublicKey, type JsonWebKeyInput, type KeyObject, verify } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import {
  type HourIndex,
  hourIndexObject,
  type IndexedLeaf,
  readHourIndex,
  sealObject,
} from '../../shared/domain/evidence/hour-index.ts';
import { hexOf } from '../../shared/domain/evidence/merkle.ts';
import { hashOfLeaf, type Leaf, rootOfLeaves, sealHash, sealText } from '../../shared/domain/evidence/seal.ts';
import type { SignedSeal } from '../../shared/storage/evidence/seals.ts';
import { faultsOfEntries } from './ledger-entries.ts';
import type { LedgerReads } from './ledger-reads.ts';
import { faultsOfUsage, ledgerUsage } from './ledger-usage.ts';
import type { Invariant } from './types.ts';

/** The sentence; the whole ledger is checked at once, since a seal is over all organizations. */
export const sealedLedger: Invariant = {
  number: 5,
  says: 'the ledger only grows: seals and leaves are chained and signed, over the entries that are stored, and these are the usage',
  violations: async () => [],
};

/**
 * Sentences about everything that differs: seals, their signatures and chain, leaves, entries, and usage. A piece that a seal itself says to be missing
 * is not among them: the alarm told of it.
 */
export async function faultsOfLedger(deps: LedgerReads): Promise<string[]> {
  const keys = await sealKeys(deps);
  const last = new Map<string, IndexedLeaf[]>();
  const usage = ledgerUsage();
  const faults: string[] = [];
  let before: SignedSeal | null = null;
  for await (const signed of allSeals(deps)) {
    faults.push(...faultsOfSeal(signed, before, keys));
    faults.push(...(await faultsOfHour(deps, signed, { last, usage })));
    before = signed;
  }
  for (const [organization, leaves] of last) faults.push(...(await faultsOfStored(deps, organization, leaves)));
  return [...faults, ...(await faultsOfUsage(deps, usage))];
}

const pageSize = 500;

async function* allSeals({ seals }: LedgerReads): AsyncGenerator<SignedSeal> {
  let from = 1;
  for (let page = await seals.from(from, pageSize); page.length > 0; page = await seals.from(from, pageSize)) {
    yield* page;
    from = (page.at(-1)?.seal.number ?? from) + 1;
  }
}

async function sealKeys({ publishedKeys }: LedgerReads): Promise<ReadonlyMap<string, KeyObject>> {
  const keys = (await publishedKeys.all()).filter(({ use }) => use === 'seals');
  const keyOf = (jwk: unknown) => createPublicKey({ key: jwk as JsonWebKeyInput['key'], format: 'jwk' });
  return new Map(keys.map(({ kid, jwk }) => [kid, keyOf(jwk)]));
}

function faultsOfSeal(signed: SignedSeal, before: SignedSeal | null, keys: ReadonlyMap<string, KeyObject>): string[] {
  const { seal, keyId, signature } = signed;
  const key = keys.get(keyId);
  const isSigned = key && verify('sha256', Buffer.from(sealText(seal)), key, Buffer.from(signature, 'base64'));
  return [
    ...(seal.number === (before?.seal.number ?? 0) + 1 ? [] : [`before seal ${seal.number} one is missing`]),
    ...(seal.previousSeal === (before ? sealHash(before.seal) : '')
      ? []
      : [`seal ${seal.number} does not follow the one before it`]),
    ...(key ? [] : [`seal ${seal.number} is signed with a key that is not published`]),
    ...(key && !isSigned ? [`seal ${seal.number} has another signature`] : []),
  ];
}

type Seen = { readonly last: Map<string, IndexedLeaf[]>; readonly usage: ReturnType<typeof ledgerUsage> };

/** The objects of a seal: the signed seal, the index with its leaves, and the entries. */
async function faultsOfHour(deps: LedgerReads, { seal, text }: SignedSeal, { last, usage }: Seen): Promise<string[]> {
  const { number, missing = [] } = seal;
  const [copy, packed] = await Promise.all(
    [sealObject(number), hourIndexObject(number)].map((name) => deps.evidenceObjects.get(name)),
  );
  const faults =
    copy && Buffer.from(copy).toString('utf8') === text ? [] : [`seal ${number} is not the one in the bucket`];
  if (!packed) return [...faults, `seal ${number} has no index in the bucket`];
  const index = readHourIndex(gunzipSync(packed).toString('utf8'));
  usage.miss(missing);
  if (!isUnder(index, { ...seal, missing })) faults.push(`seal ${number} is not over the leaves in the bucket`);
  for (const indexed of index.leaves) {
    faults.push(...faultsOfLeaf(indexed.leaf, { number, before: last.get(indexed.leaf.organization)?.at(-1)?.leaf }));
    faults.push(...(await faultsOfEntries(deps, indexed, usage)));
    last.set(indexed.leaf.organization, [...(last.get(indexed.leaf.organization) ?? []), indexed]);
  }
  return faults;
}

function isUnder({ leaves, missing }: HourIndex, seal: SignedSeal['seal']): boolean {
  const all = leaves.map(({ leaf }) => leaf);
  const entries = all.reduce((sum, leaf) => sum + leaf.entries, 0);
  const counts = all.length === seal.leaves && entries === seal.entries;
  return counts && rootOfLeaves(all) === seal.root && isDeepStrictEqual(missing, seal.missing);
}

function faultsOfLeaf(leaf: Leaf, { number, before }: { number: number; before: Leaf | undefined }): string[] {
  const { organization, seq, seal, previousLeaf } = leaf;
  const follows = seq === (before?.seq ?? 0) + 1 && previousLeaf === (before ? hexOf(hashOfLeaf(before)) : '');
  return follows && seal === number ? [] : [`leaf ${seq} of ${organization} does not follow the one before it`];
}

/** The leaves in the table are those in the bucket; one of a seal that is on its way may be there besides. */
async function faultsOfStored({ leaves }: LedgerReads, organization: string, expected: readonly IndexedLeaf[]) {
  const stored = await leaves.of(organization);
  return expected.flatMap(({ leaf, ...place }, i) => {
    const { leaf: found, index: _, path: __, ...foundPlace } = stored[i] ?? {};
    const isSame = isDeepStrictEqual(found, leaf) && isDeepStrictEqual(foundPlace, place);
    return isSame ? [] : [`leaf ${leaf.seq} of ${organization} in the table is not the one in the bucket`];
  });
}
