import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { Rasterizer } from '../../shared/pictures/png.ts';
import type { EcPublicKey, Signer, SigningKeys } from '../../shared/signing/signer.ts';
import type { BadgeReads } from '../../shared/storage/badges/badge-reads.ts';
import type { StatusLists } from '../../shared/storage/badges/status-lists.ts';
import type { Certificates } from '../../shared/storage/evidence/certificates.ts';
import type { PublishedKeys } from '../../shared/storage/evidence/published-keys.ts';
import type { SealTimestamps } from '../../shared/storage/evidence/seal-timestamps.ts';
import type { Seals } from '../../shared/storage/evidence/seals.ts';

/** Dependencies of the credentials function. */
export type CredentialsDeps = HttpDeps & {
  readonly catalog: Catalog;
  readonly badgeReads: BadgeReads;
  readonly statusLists: Pick<StatusLists, 'entriesOf' | 'give' | 'read'>;
  readonly signer: Signer;
  readonly seals: Pick<Seals, 'list' | 'find'>;
  readonly timestamps: Pick<SealTimestamps, 'find'>;
  readonly certificates: Pick<Certificates, 'find'>;
  readonly publishedKeys: Pick<PublishedKeys, 'all'>;
  readonly ledgerKeys: SigningKeys<EcPublicKey>;
  readonly receiptKeys: SigningKeys<EcPublicKey>;
  readonly rasterize: Rasterizer;
  readonly now: () => Date;
  /** 0 up to 1, and nobody can tell which is next. */
  readonly unguessable: () => number;
};
