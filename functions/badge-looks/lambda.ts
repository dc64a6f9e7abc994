import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { webhookQueueOver } from '../../shared/queues.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { affiliatesOver } from '../../shared/storage/badges/affiliates.ts';
import { badgeDirectoryOver } from '../../shared/storage/badges/badge-directory.ts';
import { badgeLooksOver } from '../../shared/storage/badges/badge-looks.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { statusListsOver } from '../../shared/storage/badges/status-lists.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { deliveriesOver } from '../../shared/storage/webhooks/deliveries.ts';
import catalog from '../../tollgate.config.ts';
import { badgeLooksAuthority } from './authority.ts';
import { badgeLooks } from './handler.ts';

const { WEBHOOK_QUEUE_URL } = readEnv(['WEBHOOK_QUEUE_URL']);
const table = connectTable({ work: badgeLooksAuthority });

/** Lambda entry point of the badge checks. */
export const handler = badgeLooks({
  catalog,
  accounts: accountsOver(table),
  access: accessStatesOver(table),
  badges: badgesOver(table),
  affiliates: affiliatesOver(table),
  badgeDirectory: badgeDirectoryOver(table),
  badgeLooks: badgeLooksOver(table),
  statusLists: statusListsOver(table),
  deliveries: deliveriesOver(table),
  webhookEvents: webhookQueueOver(new SQSClient({}), WEBHOOK_QUEUE_URL),
  log: logOf('badge-looks'),
  now: () => new Date(),
  newId: () => randomUUID(),
});
