import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectHandleHash, httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { mailQueueOver } from '../../shared/queues.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { suppressionsOver } from '../../shared/storage/accounts/suppressions.ts';
import { affiliatesOver } from '../../shared/storage/badges/affiliates.ts';
import { badgeLooksOver } from '../../shared/storage/badges/badge-looks.ts';
import { badgeNamesOver } from '../../shared/storage/badges/badge-names.ts';
import { badgePicturesOver } from '../../shared/storage/badges/badge-pictures.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import catalog from '../../tollgate.config.ts';
import { affiliatesAuthority } from './authority.ts';
import { affiliates } from './handler.ts';
import { affiliatesRoutes } from './routes.ts';

const table = connectTable({ routes: affiliatesRoutes, work: affiliatesAuthority });
const handleHash = await connectHandleHash(logOf('affiliates'));
const { MAIL_QUEUE_URL } = readEnv(['MAIL_QUEUE_URL']);
/** Lambda entry point of the affiliates function. */
export const handler = affiliates({
  ...httpBasics('affiliates'),
  catalog,
  ...connectSessions(table, catalog.operators),
  accounts: accountsOver(table),
  suppressions: suppressionsOver(table),
  badgeNames: badgeNamesOver(table),
  badges: badgesOver(table),
  pictures: badgePicturesOver(table),
  affiliates: affiliatesOver(table, handleHash),
  badgeLooks: badgeLooksOver(table),
  access: accessStatesOver(table),
  mail: mailQueueOver(new SQSClient({}), MAIL_QUEUE_URL),
  newId: () => randomUUID(),
});
