import type { Catalog } from '../../domain/catalog/catalog.ts';
import type { EvidenceObjects } from '../../evidence-store/evidence-objects.ts';
import type { Certificates } from '../../storage/evidence/certificates.ts';
import type { Leaves } from '../../storage/evidence/leaves.ts';
import type { PublishedKeys } from '../../storage/evidence/published-keys.ts';
import type { SealTimestamps } from '../../storage/evidence/seal-timestamps.ts';
import type { Seals } from '../../storage/evidence/seals.ts';
import type { Statements } from '../../storage/evidence/statements.ts';
import type { FactDeps } from './stored-facts.ts';
import type { UnsealedDeps } from './unsealed-lines.ts';

/** The repositories that a pack is read from. All of them only read. */
export type StoredSourceDeps = UnsealedDeps &
  FactDeps & {
    readonly catalog: Pick<Catalog, 'publishedLicences'>;
    readonly seals: Pick<Seals, 'find' | 'from' | 'list'>;
    readonly leaves: Pick<Leaves, 'inSeals' | 'find'>;
    readonly timestamps: Pick<SealTimestamps, 'from'>;
    readonly statements: Pick<Statements, 'of'>;
    readonly certificates: Pick<Certificates, 'find'>;
    readonly publishedKeys: Pick<PublishedKeys, 'all'>;
    readonly evidenceObjects: Pick<EvidenceObjects, 'get'>;
    /** The address below which seals and keys are published. */
    readonly origin: string;
  };
