import { mapConcurrent } from '../../shared/concurrency.ts';
import { type JobContext, jobFunction } from '../../shared/http/stacks.ts';
import type { EcPublicKey, SigningKeys } from '../../shared/signing/signer.ts';
import type { EvidenceUse } from '../../shared/storage/evidence/published-keys.ts';
import type { SealClaim } from '../../shared/storage/evidence/seal-claims.ts';
import { indexOf } from './build-index.ts';
import { claimedSegments } from './claimed-segments.ts';
import type { LedgerSealDeps } from './deps.ts';
import { openClaim } from './open-claim.ts';
import { putFacts } from './put-facts.ts';
import { putSeal } from './put-seal.ts';
import { stampSeals } from './stamp-seals.ts';

/** The result of one run. `missing`: pieces that were to be sealed, and are lost. `stamped`: seals that a time-stamp authority confirmed. */
export type SealReport = {
  readonly seals: number;
  readonly entries: number;
  readonly missing: number;
  readonly stamped: number;
};

/** The time that a claim may need. */
const reserveMs = 240_000;
const maxAtOnce = 16;

/**
 * Seals what arrived by the end of the hour before: claim after claim, until nothing waits or time runs out. Everything after a claim is a function of
 * it. So a run may end anywhere, two may overlap, and the next one continues.
 */
export const ledgerSeal = (deps: LedgerSealDeps) =>
  jobFunction<SealReport>(deps, async ({ getRemainingTimeInMillis = () => Number.POSITIVE_INFINITY }: JobContext) => {
    const report = { seals: 0, entries: 0, missing: 0 };
    let claim = await openClaim(deps);
    if (claim) await keepKeys(deps);
    while (claim && getRemainingTimeInMillis() > reserveMs) {
      const sealed = await sealClaim(deps, claim);
      report.seals += sealed ? 1 : 0;
      report.entries += sealed?.entries ?? 0;
      report.missing += sealed?.missing ?? 0;
      claim = await openClaim(deps);
    }
    return { ...report, stamped: await stampSeals(deps) };
  });

/** A seal never comes before its public key. Keys of receipts that cannot be had stop no seal. */
async function keepKeys({ publishedKeys, sealSigner, receiptKeys, log, now }: LedgerSealDeps): Promise<void> {
  const since = now().toISOString();
  const keep = async (use: EvidenceUse, { keys }: SigningKeys<EcPublicKey>) => {
    for (const { kid, jwk } of await keys()) await publishedKeys.keep({ use, kid, jwk, since });
  };
  await keep('seals', sealSigner);
  await keep('receipts', receiptKeys).catch((error) => log.error('keys of receipts not kept', error));
}

/** Seals a claim, then clears what lies in the seal's objects now. Null: the claim was empty. */
async function sealClaim(deps: LedgerSealDeps, claim: SealClaim) {
  const index = await indexOf(deps, claim);
  if (index) await putFacts(deps, claim, index);
  if (index) await putSeal(deps, claim, index);
  if (index) await clear(deps, claim, new Set(index.missing.map((piece) => JSON.stringify(piece))));
  await deps.sealClaims.setDone(claim.number, index !== null);
  if (!index) return null;
  const entries = index.leaves.reduce((sum, { leaf }) => sum + leaf.entries, 0);
  return { entries, missing: index.missing.length };
}

/** Details leave their segments, and facts the box. A detail that could not be sealed stays for whoever looks into it. */
async function clear(deps: LedgerSealDeps, claim: SealClaim, missing: ReadonlySet<string>): Promise<void> {
  const moved: { instance: string; segment: number }[] = [];
  for await (const { instance, segment, detail } of claimedSegments(deps, claim))
    if (detail?.bytes && !missing.has(JSON.stringify({ instance, segment }))) moved.push({ instance, segment });
  await mapConcurrent(maxAtOnce, moved, ({ instance, segment }) => deps.segmentDetails.remove(instance, segment));
  await mapConcurrent(maxAtOnce, claim.facts, (place) => deps.factBox.remove(place));
}
