import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { webhookQueueOver } from '../../shared/queues.ts';
import { accessStatesOver } from '../../shared/storage/access.ts';
import { accountsOver } from '../../shared/storage/accounts.ts';
import { affiliatesOver } from '../../shared/storage/affiliates.ts';
import { badgeDirectoryOver } from '../../shared/storage/badge-directory.ts';
import { badgeLooksOver } from '../../shared/storage/badge-looks.ts';
import { badgesOver } from '../../shared/storage/badges.ts';
import { deliveriesOver } from '../../shared/storage/deliveries.ts';
import { statusListsOver } from '../../shared/storage/status-lists.ts';
import catalog from '../../tollgate.config.ts';
import { badgeLooks } from './handler.ts';

const { WEBHOOK_QUEUE_URL } = readEnv(['WEBHOOK_QUEUE_URL']);
const table = connectTable();

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
