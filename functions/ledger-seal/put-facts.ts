import { mapConcurrent } from '../../shared/concurrency.ts';
import type { HourIndex, IndexedLeaf } from '../../shared/domain/evidence/hour-index.ts';
import { auditPathsOf, type Digest, hexOf, leafHash } from '../../shared/domain/evidence/merkle.ts';
import { storedLines } from '../../shared/evidence-store/leaf-entries.ts';
import type { SealClaim } from '../../shared/storage/evidence/seal-claims.ts';
import type { LedgerSealDeps } from './deps.ts';

const maxAtOnce = 4;

type FactDeps = Pick<LedgerSealDeps, 'evidenceObjects' | 'sealedFacts'>;

/**
 * Keeps each fact of a claim with its place and its path, so that it is found without its leaf. They are taken from the stored leaf: the box may be
 * empty by now, and a run that is done again keeps the same. This comes before the seal, so whoever sees a seal finds its facts.
 */
export async function putFacts(deps: FactDeps, { facts }: SealClaim, { leaves }: HourIndex): Promise<void> {
  const organizations = new Set(facts.map((place) => place.split('#')[1]));
  const own = leaves.filter(({ leaf }) => organizations.has(leaf.organization));
  await mapConcurrent(maxAtOnce, own, (leaf) => putFactsOf(deps, leaf));
}

async function putFactsOf({ evidenceObjects, sealedFacts }: FactDeps, indexed: IndexedLeaf): Promise<void> {
  const hashes: Digest[] = [];
  const facts: { readonly line: string; readonly index: number }[] = [];
  for await (const line of storedLines(evidenceObjects, indexed)) {
    if (!line.startsWith('{')) continue;
    if (isFact(line)) facts.push({ line, index: hashes.length });
    hashes.push(leafHash(line));
  }
  if (facts.length === 0) return;
  const { organization, seal, seq } = indexed.leaf;
  const pathOf = auditPathsOf(hashes);
  await mapConcurrent(maxAtOnce, facts, ({ line, index }) =>
    sealedFacts.put({ organization, seal, seq, index, line, path: pathOf(index).map(hexOf) }),
  );
}

/** Calls have a place in the log, and facts have none. Most lines are calls, which are told by their text. */
const isFact = (line: string): boolean =>
  !line.includes('"instance":"') || (JSON.parse(line) as { readonly instance?: string }).instance === undefined;
