import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { Rasterizer } from '../../shared/pictures/png.ts';
import type { Signer } from '../../shared/signing/signer.ts';
import type { BadgeReads } from '../../shared/storage/badges/badge-reads.ts';
import type { StatusLists } from '../../shared/storage/badges/status-lists.ts';

/** Dependencies of the credentials function. */
export type CredentialsDeps = HttpDeps & {
  readonly catalog: Catalog;
  readonly badgeReads: BadgeReads;
  readonly statusLists: Pick<StatusLists, 'entriesOf' | 'give' | 'read'>;
  readonly signer: Signer;
  readonly rasterize: Rasterizer;
  readonly now: () => Date;
  /** 0 up to 1, and nobody can tell which is next. */
  readonly unguessable: () => number;
};
