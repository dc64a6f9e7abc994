import type { EvidenceObjects } from '../../shared/evidence-store/evidence-objects.ts';
import type { Log } from '../../shared/log.ts';
import type { Count } from '../../shared/metrics.ts';
import type { EcPublicKey, Signer, SigningKeys } from '../../shared/signing/signer.ts';
import type { FactBox } from '../../shared/storage/evidence/facts.ts';
import type { Leaves } from '../../shared/storage/evidence/leaves.ts';
import type { PublishedKeys } from '../../shared/storage/evidence/published-keys.ts';
import type { SealClaims } from '../../shared/storage/evidence/seal-claims.ts';
import type { SealedFacts } from '../../shared/storage/evidence/sealed-facts.ts';
import type { Seals } from '../../shared/storage/evidence/seals.ts';
import type { SegmentDetails } from '../../shared/storage/evidence/segment-details.ts';
import type { Batches } from '../../shared/storage/usage/batches.ts';

/** Dependencies of the job that seals the ledger. */
export type LedgerSealDeps = {
  readonly batches: Pick<Batches, 'after'>;
  readonly segmentDetails: SegmentDetails;
  readonly factBox: FactBox;
  readonly sealClaims: SealClaims;
  readonly leaves: Pick<Leaves, 'put' | 'lastBefore'>;
  readonly sealedFacts: Pick<SealedFacts, 'put'>;
  readonly seals: Pick<Seals, 'put' | 'find'>;
  readonly publishedKeys: Pick<PublishedKeys, 'keep'>;
  readonly evidenceObjects: EvidenceObjects;
  readonly sealSigner: Signer<EcPublicKey>;
  readonly receiptKeys: SigningKeys<EcPublicKey>;
  readonly count: Count;
  readonly log: Log;
  readonly now: () => Date;
};
