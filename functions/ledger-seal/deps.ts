import type { EvidenceObjects } from '../../shared/evidence-store/evidence-objects.ts';
import type { CallOut } from '../../shared/http/call-out.ts';
import type { Log } from '../../shared/log.ts';
import type { Count } from '../../shared/metrics.ts';
import type { EcPublicKey, Signer, SigningKeys } from '../../shared/signing/signer.ts';
import type { FactBox } from '../../shared/storage/evidence/facts.ts';
import type { Leaves } from '../../shared/storage/evidence/leaves.ts';
import type { PublishedKeys } from '../../shared/storage/evidence/published-keys.ts';
import type { SealClaims } from '../../shared/storage/evidence/seal-claims.ts';
import type { SealTimestamps } from '../../shared/storage/evidence/seal-timestamps.ts';
import type { SealedFacts } from '../../shared/storage/evidence/sealed-facts.ts';
import type { Seals } from '../../shared/storage/evidence/seals.ts';
import type { SegmentDetails } from '../../shared/storage/evidence/segment-details.ts';
import type { Batches } from '../../shared/storage/usage/batches.ts';

/** A time-stamp authority: its address, and the way to call it. */
export type TimestampAuthority = { readonly address: string; readonly call: CallOut };

/** Dependencies of the job that seals the ledger. */
export type LedgerSealDeps = {
  readonly batches: Pick<Batches, 'after'>;
  readonly segmentDetails: SegmentDetails;
  readonly factBox: FactBox;
  readonly sealClaims: SealClaims;
  readonly leaves: Pick<Leaves, 'put' | 'lastBefore'>;
  readonly seals: Pick<Seals, 'put' | 'find' | 'from'>;
  readonly timestamps: Pick<SealTimestamps, 'put' | 'last'>;
  /** Absent: the operator named none. */
  readonly timestampAuthority?: TimestampAuthority | undefined;
  readonly sealedFacts: Pick<SealedFacts, 'put'>;
  readonly publishedKeys: Pick<PublishedKeys, 'keep'>;
  readonly evidenceObjects: EvidenceObjects;
  readonly sealSigner: Signer<EcPublicKey>;
  readonly receiptKeys: SigningKeys<EcPublicKey>;
  readonly count: Count;
  readonly log: Log;
  readonly now: () => Date;
};
