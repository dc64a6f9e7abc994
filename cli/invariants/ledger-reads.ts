import type { EvidenceObjects } from '../../shared/evidence-store/evidence-objects.ts';
import { type Leaves, leavesOver } from '../../shared/storage/evidence/leaves.ts';
import { type PublishedKeys, publishedKeysOver } from '../../shared/storage/evidence/published-keys.ts';
import { type SealClaims, sealClaimsOver } from '../../shared/storage/evidence/seal-claims.ts';
import { type Seals, sealsOver } from '../../shared/storage/evidence/seals.ts';
import { type SegmentDetails, segmentDetailsOver } from '../../shared/storage/evidence/segment-details.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { type Batches, batchesOver } from '../../shared/storage/usage/batches.ts';
import { type Segments, segmentsOver } from '../../shared/storage/usage/segments.ts';

/** The ledger: its seals and leaves in the table, its objects, and the usage that it is of. */
export type LedgerReads = {
  readonly seals: Pick<Seals, 'from'>;
  readonly leaves: Pick<Leaves, 'of'>;
  readonly publishedKeys: Pick<PublishedKeys, 'all'>;
  readonly sealClaims: Pick<SealClaims, 'last'>;
  readonly segmentDetails: Pick<SegmentDetails, 'read'>;
  readonly batches: Pick<Batches, 'after'>;
  readonly segments: Pick<Segments, 'read'>;
  readonly evidenceObjects: Pick<EvidenceObjects, 'get'>;
};

/** The ledger of a table and its bucket. */
export const ledgerReads = (table: Table, evidenceObjects: LedgerReads['evidenceObjects']): LedgerReads => ({
  seals: sealsOver(table),
  leaves: leavesOver(table),
  publishedKeys: publishedKeysOver(table),
  sealClaims: sealClaimsOver(table),
  segmentDetails: segmentDetailsOver(table),
  batches: batchesOver(table),
  segments: segmentsOver(table),
  evidenceObjects,
});
