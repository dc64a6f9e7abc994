import { hash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { mapConcurrent } from '../../shared/concurrency.ts';
import {
  type HourIndex,
  hourIndexObject,
  hourPartObject,
  hourSummaryObject,
  type IndexedLeaf,
  readHourIndex,
  writeHourIndex,
} from '../../shared/domain/evidence/hour-index.ts';
import { type LeafSummary, writeSummary } from '../../shared/domain/evidence/hour-summary.ts';
import { hexOf, leafHash } from '../../shared/domain/evidence/merkle.ts';
import { hashOfLeaf, hourSealedAt, type MissingPiece } from '../../shared/domain/evidence/seal.ts';
import type { SealClaim } from '../../shared/storage/evidence/seal-claims.ts';
import { claimedSegments } from './claimed-segments.ts';
import type { LedgerSealDeps } from './deps.ts';
import { type HourPart, hourEntries, partsOf } from './hour-entries.ts';
import { entriesOfSegment } from './read-entries.ts';

const maxAtOnce = 16;

/**
 * The index of a claim: the stored one, or one that is made from the claim's details and facts and stored. Null: nothing is in the claim.
 * All further steps use the stored index, so that runs which overlap do the same.
 */
export async function indexOf(deps: LedgerSealDeps, claim: SealClaim): Promise<HourIndex | null> {
  const stored = await storedIndex(deps, claim.seal);
  if (stored) return stored.claim === claim.number ? stored : null;
  const { entries, missing } = await collect(deps, claim);
  const counted: CountedLeaf[] = [];
  for (const part of partsOf(entries.done())) {
    await deps.evidenceObjects.putNew(hourPartObject(claim.seal, part.name), part.bytes);
    counted.push(...(await leavesOf(deps, claim, part)));
  }
  if (counted.length === 0 && missing.length === 0) return null;
  const summary = await putSummary(deps, claim, counted);
  const leaves = counted.map(({ indexed }) => indexed);
  const made: HourIndex = { claim: claim.number, seal: claim.seal, summary, missing, leaves };
  const isOurs = await deps.evidenceObjects.putNew(hourIndexObject(claim.seal), gzipSync(writeHourIndex(made)));
  if (isOurs) tellMissing(deps, made);
  return isOurs ? made : storedIndex(deps, claim.seal);
}

async function storedIndex({ evidenceObjects }: LedgerSealDeps, seal: number): Promise<HourIndex | null> {
  const bytes = await evidenceObjects.get(hourIndexObject(seal));
  return bytes ? readHourIndex(gunzipSync(bytes).toString('utf8')) : null;
}

/** Entries by place, then facts by time and id. */
async function collect(deps: LedgerSealDeps, claim: SealClaim) {
  const entries = hourEntries();
  const missing: MissingPiece[] = [];
  for await (const claimed of claimedSegments(deps, claim)) {
    const found = await entriesOfSegment(deps, claimed);
    if (!found) missing.push({ instance: claimed.instance, segment: claimed.segment });
    for (const { organization, entries: each } of found ?? [])
      for (const entry of each) entries.add(organization, entry);
  }
  const facts = await deps.factBox.find(claim.facts);
  for (const [i, fact] of facts.entries()) {
    if (fact) entries.add(fact.organization, { line: fact.line, hash: leafHash(fact.line) });
    else missing.push({ fact: namedInSeal(claim.facts[i]) });
  }
  return { entries, missing };
}

/** The time and id of a fact at its place, without its organization: seals are public. */
const namedInSeal = (place = ''): string => {
  const [at, , ...id] = place.split('#');
  return [at, ...id].join('#');
};

type CountedLeaf = { readonly indexed: IndexedLeaf; readonly summary: LeafSummary };

const leavesOf = ({ leaves }: LedgerSealDeps, { seal, at }: SealClaim, { name, places }: HourPart) =>
  mapConcurrent(maxAtOnce, places, async ({ organization, sums, root, ...place }): Promise<CountedLeaf> => {
    const before = await leaves.lastBefore(organization, seal);
    const [seq, previousLeaf] = [(before?.seq ?? 0) + 1, before ? hexOf(hashOfLeaf(before)) : ''];
    const hour = hourSealedAt(new Date(at));
    const leaf = { organization, seq, hour, seal, previousLeaf, entries: sums.entries, root };
    const summary = { organization, seq, leaf: hexOf(hashOfLeaf(leaf)), ...sums };
    return { indexed: { leaf, part: name, ...place }, summary };
  });

/** Stores the counts of all leaves. Statements are made of them. The name has their hash, as that of a part has. */
async function putSummary({ evidenceObjects }: LedgerSealDeps, { seal }: SealClaim, counted: readonly CountedLeaf[]) {
  const text = writeSummary(counted.map(({ summary }) => summary));
  const name = `summary-${hash('sha256', text, 'hex').slice(0, 16)}`;
  await evidenceObjects.putNew(hourSummaryObject(seal, name), gzipSync(text));
  return name;
}

function tellMissing({ log, count }: LedgerSealDeps, { seal, missing }: HourIndex): void {
  if (missing.length === 0) return;
  count('EvidenceMissing', missing.length);
  log.error('evidence is missing', new Error(`Seal ${seal} says so of ${missing.length} pieces`), { seal, missing });
}
