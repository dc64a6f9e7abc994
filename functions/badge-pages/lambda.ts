import { httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { rasterizer } from '../../shared/pictures/png.ts';
import { badgeDirectoryOver } from '../../shared/storage/badges/badge-directory.ts';
import { badgePicturesOver } from '../../shared/storage/badges/badge-pictures.ts';
import { badgeReadsOver } from '../../shared/storage/badges/badge-reads.ts';
import catalog from '../../tollgate.config.ts';
import { badgePages } from './handler.ts';

const table = connectTable();
/** Lambda entry point of the public pages of badges. */
export const handler = badgePages({
  ...httpBasics('badge-pages'),
  catalog,
  badgeReads: badgeReadsOver(table),
  badgeDirectory: badgeDirectoryOver(table),
  pictures: badgePicturesOver(table),
  rasterize: rasterizer(),
});
