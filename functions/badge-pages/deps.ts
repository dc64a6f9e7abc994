import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { HttpDeps } from '../../shared/http/stacks.ts';
import type { Rasterizer } from '../../shared/pictures/png.ts';
import type { BadgeDirectory } from '../../shared/storage/badges/badge-directory.ts';
import type { BadgePictures } from '../../shared/storage/badges/badge-pictures.ts';
import type { BadgeReads } from '../../shared/storage/badges/badge-reads.ts';

/** Dependencies of the public pages of badges. */
export type BadgePagesDeps = HttpDeps & {
  readonly catalog: Catalog;
  readonly badgeReads: BadgeReads;
  readonly badgeDirectory: Pick<BadgeDirectory, 'page'>;
  readonly pictures: Pick<BadgePictures, 'find'>;
  /** Draws marks as PNG. */
  readonly rasterize: Rasterizer;
  readonly now: () => Date;
};
