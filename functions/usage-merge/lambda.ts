import { randomUUID } from 'node:crypto';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { admittingFunctionsOver } from '../../shared/admitting-functions.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { countOver } from '../../shared/metrics.ts';
import { mailQueueOver, topUpQueueOver, usageCheckQueueOver, webhookQueueOver } from '../../shared/queues.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import { batchesOver } from '../../shared/storage/usage/batches.ts';
import { counterUpkeepOver } from '../../shared/storage/usage/counter-upkeep.ts';
import { countersOver } from '../../shared/storage/usage/counters.ts';
import { repeatsOver } from '../../shared/storage/usage/repeats.ts';
import { segmentsOver } from '../../shared/storage/usage/segments.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';
import catalog from '../../tollgate.config.ts';
import { usageMerge } from './handler.ts';

const { STAGE, MAIL_QUEUE_URL, TOP_UP_QUEUE_URL, USAGE_CHECK_QUEUE_URL, WEBHOOK_QUEUE_URL } = readEnv([
  'STAGE',
  'MAIL_QUEUE_URL',
  'TOP_UP_QUEUE_URL',
  'USAGE_CHECK_QUEUE_URL',
  'WEBHOOK_QUEUE_URL',
]);
const sqs = new SQSClient({});
const table = connectTable();
const now = () => new Date();

/** The handler that Lambda calls. */
export const handler = usageMerge({
  segments: segmentsOver(table),
  batches: batchesOver(table),
  usageDays: usageDaysOver(table),
  repeats: repeatsOver(table),
  counters: countersOver(table),
  counterUpkeep: counterUpkeepOver(table),
  accounts: accountsOver(table),
  apiKeys: apiKeysOver(table),
  access: accessStatesOver(table),
  catalog,
  mail: mailQueueOver(sqs, MAIL_QUEUE_URL),
  webhookEvents: webhookQueueOver(sqs, WEBHOOK_QUEUE_URL),
  topUps: topUpQueueOver(sqs, TOP_UP_QUEUE_URL),
  checks: usageCheckQueueOver(sqs, USAGE_CHECK_QUEUE_URL),
  admittingFunctions: admittingFunctionsOver(new LambdaClient({ maxAttempts: 1 })),
  newId: () => randomUUID(),
  count: countOver(STAGE, now),
  log: logOf('usage-merge'),
  now,
});
