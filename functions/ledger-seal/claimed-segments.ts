import type { SegmentRange } from '../../shared/domain/usage/merge.ts';
import type { SealClaim } from '../../shared/storage/evidence/seal-claims.ts';
import type { SegmentDetail } from '../../shared/storage/evidence/segment-details.ts';
import type { LedgerSealDeps } from './deps.ts';

/** A segment that belongs to a claim. `detail`: null where the segment itself is not there. */
export type ClaimedSegment = {
  readonly instance: string;
  readonly segment: number;
  readonly detail: SegmentDetail | null;
};

type Claimed = Pick<SealClaim, 'fromBatch' | 'toBatch'>;
type ReadDeps = Pick<LedgerSealDeps, 'batches' | 'segmentDetails'>;

/** Every segment of a claim's batches, by instance and number: the order of entries in a leaf. */
export async function* claimedSegments(deps: ReadDeps, claim: Claimed): AsyncGenerator<ClaimedSegment> {
  for (const [instance, range] of await rangesOfClaim(deps, claim)) yield* segmentsOf(deps, instance, range);
}

/** The ranges of a claim's batches by instance. An instance's ranges follow each other, so they are one. */
async function rangesOfClaim({ batches }: ReadDeps, { fromBatch, toBatch }: Claimed) {
  const count = toBatch - fromBatch + 1;
  const found = count > 0 ? await batches.after(fromBatch - 1, count) : [];
  if (found.length !== count) throw new Error(`There are ${found.length} of the batches ${fromBatch} to ${toBatch}`);
  const ranges = new Map<string, SegmentRange>();
  for (const [instance, { from, to }] of found.flatMap((batch) => Object.entries(batch.ranges)))
    ranges.set(instance, { from: ranges.get(instance)?.from ?? from, to });
  return [...ranges].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

async function* segmentsOf({ segmentDetails }: ReadDeps, instance: string, { from, to }: SegmentRange) {
  let next = from + 1;
  while (next <= to) {
    const page = await segmentDetails.read(instance, { from: next - 1, to });
    for (const detail of page) {
      for (; next < detail.segment; next++) yield { instance, segment: next, detail: null };
      yield { instance, segment: next++, detail };
    }
    if (page.length === 0) for (; next <= to; next++) yield { instance, segment: next, detail: null };
  }
}
