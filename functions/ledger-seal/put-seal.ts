import { mapConcurrent } from '../../shared/concurrency.ts';
import { canonicalJson, type JsonValue } from '../../shared/domain/accounts/canonical-json.ts';
import { type HourIndex, sealObject } from '../../shared/domain/evidence/hour-index.ts';
import { auditPathsOf, hexOf } from '../../shared/domain/evidence/merkle.ts';
import {
  hashOfLeaf,
  hourSealedAt,
  rootOfLeaves,
  type Seal,
  sealHash,
  sealText,
} from '../../shared/domain/evidence/seal.ts';
import { evidenceSigner } from '../../shared/signing/evidence-signer.ts';
import type { SealClaim } from '../../shared/storage/evidence/seal-claims.ts';
import type { LedgerSealDeps } from './deps.ts';

const maxAtOnce = 16;

/** Stores the leaves of an index with their paths, then the signed seal over them. A seal that is there stays. */
export async function putSeal(deps: LedgerSealDeps, claim: SealClaim, index: HourIndex): Promise<void> {
  const hashes = index.leaves.map(({ leaf }) => hashOfLeaf(leaf));
  const pathOf = auditPathsOf(hashes);
  await mapConcurrent(maxAtOnce, [...index.leaves.entries()], ([at, indexed]) =>
    deps.leaves.put({ ...indexed, index: at, path: pathOf(at).map(hexOf) }),
  );
  if (await deps.seals.find(claim.seal)) return;
  await deps.seals.put(claim.seal, await signedSeal(deps, await sealOf(deps, claim, index)));
}

async function sealOf({ seals }: LedgerSealDeps, claim: SealClaim, { leaves, missing }: HourIndex): Promise<Seal> {
  const before = claim.seal > 1 ? await seals.find(claim.seal - 1) : null;
  if (claim.seal > 1 && !before) throw new Error(`The seal before seal ${claim.seal} is missing`);
  return {
    number: claim.seal,
    hour: hourSealedAt(new Date(claim.at)),
    at: claim.at,
    leaves: leaves.length,
    entries: leaves.reduce((sum, { leaf }) => sum + leaf.entries, 0),
    root: rootOfLeaves(leaves.map(({ leaf }) => leaf)),
    previousSeal: before ? sealHash(before.seal) : '',
    ...(missing.length > 0 && { missing }),
  };
}

/** The first signature that lies in the bucket counts: each signing gives another. */
async function signedSeal({ evidenceObjects, sealSigner }: LedgerSealDeps, seal: Seal): Promise<string> {
  const text = sealText(seal);
  const signature = await evidenceSigner(sealSigner).sign(text);
  const signed = canonicalJson({ seal: JSON.parse(text) as JsonValue, ...signature });
  if (await evidenceObjects.putNew(sealObject(seal.number), Buffer.from(signed))) return signed;
  const stored = await evidenceObjects.get(sealObject(seal.number));
  if (!stored) throw new Error(`The seal ${seal.number} is neither free nor there`);
  return Buffer.from(stored).toString('utf8');
}
