import type { SealClaim } from '../../shared/storage/evidence/seal-claims.ts';
import type { Batch } from '../../shared/storage/usage/batches.ts';
import type { LedgerSealDeps } from './deps.ts';

/** A batch has about 2,000 segments at the most, so a claim has one such batch, or many small ones. Both bound the memory of a run. */
const maxSegments = 2_000;
const maxBatches = 100;
const maxFacts = 1_000;
const hourMs = 3_600_000;

type ClaimDeps = Pick<LedgerSealDeps, 'batches' | 'factBox' | 'sealClaims' | 'now'>;

/**
 * The claim to work on: one that is not done, or the next; null where nothing waits. A seal says by the end of which hour all of it had arrived. So
 * batches that were done in the present hour, and its facts, wait for the next. No claim has an earlier time than the one before it, so that days of seals
 * end (decision 0128).
 */
export async function openClaim({ batches, factBox, sealClaims, now }: ClaimDeps): Promise<SealClaim | null> {
  const last = await sealClaims.last();
  if (last && !last.done) return last.claim;
  const time = Math.max(now().getTime(), last ? Date.parse(last.claim.at) : 0);
  const at = new Date(time).toISOString();
  const hourStart = new Date(Math.floor(time / hourMs) * hourMs).toISOString();
  const fromBatch = (last?.claim.toBatch ?? 0) + 1;
  const due = fitting(await batches.after(fromBatch - 1, maxBatches), hourStart);
  const facts = (await factBox.waiting(hourStart, maxFacts)).map(({ place }) => place);
  if (due === 0 && facts.length === 0) return null;
  const number = (last?.claim.number ?? 0) + 1;
  const seal = (last?.claim.seal ?? 0) + (last?.done?.hasSeal === false ? 0 : 1);
  return sealClaims.open({ number, seal, at, fromBatch, toBatch: fromBatch - 1 + due, facts });
}

/** How many of the batches, from the first on, are done before the hour and fit into one claim. */
function fitting(waiting: readonly Batch[], hourStart: string): number {
  let segments = 0;
  for (const [count, { ranges, doneAt }] of waiting.entries()) {
    segments += Object.values(ranges).reduce((sum, { from, to }) => sum + to - from, 0);
    if (doneAt === null || doneAt >= hourStart || (count > 0 && segments > maxSegments)) return count;
  }
  return waiting.length;
}
