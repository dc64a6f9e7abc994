import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { connectHandleHash, httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { outgoingCaller } from '../../shared/http/call-out.ts';
import { logOf } from '../../shared/log.ts';
import { pictureLimits } from '../../shared/pictures/picture.ts';
import { pictureProcess } from '../../shared/pictures/picture-process.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { suppressionsOver } from '../../shared/storage/accounts/suppressions.ts';
import { badgeLooksOver } from '../../shared/storage/badges/badge-looks.ts';
import { badgeNamesOver } from '../../shared/storage/badges/badge-names.ts';
import { badgePicturesOver } from '../../shared/storage/badges/badge-pictures.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import catalog from '../../tollgate.config.ts';
import { badges } from './handler.ts';
import { badgesRoutes } from './routes.ts';

const table = connectTable({ routes: badgesRoutes });
const handleHash = await connectHandleHash(logOf('badges'));
/** Lambda entry point of the badges function. */
export const handler = badges({
  ...httpBasics('badges'),
  catalog,
  ...connectSessions(table, catalog.operators),
  badges: badgesOver(table, handleHash),
  badgeLooks: badgeLooksOver(table),
  access: accessStatesOver(table),
  accounts: accountsOver(table),
  suppressions: suppressionsOver(table),
  badgeNames: badgeNamesOver(table),
  pictures: badgePicturesOver(table),
  drawPicture: pictureProcess({ workerPath: fileURLToPath(new URL('./worker.mjs', import.meta.url)) }),
  fetchPicture: outgoingCaller({ maxBytes: pictureLimits.bytes }),
  newId: () => randomUUID(),
});
