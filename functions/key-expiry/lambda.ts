import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { mailQueueOver, webhookQueueOver } from '../../shared/queues.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import { keyExpiry } from './handler.ts';

const { MAIL_QUEUE_URL, WEBHOOK_QUEUE_URL } = readEnv(['MAIL_QUEUE_URL', 'WEBHOOK_QUEUE_URL']);
const table = connectTable();
const sqs = new SQSClient({});

/** The deployed function. */
export const handler = keyExpiry({
  accounts: accountsOver(table),
  apiKeys: apiKeysOver(table),
  mail: mailQueueOver(sqs, MAIL_QUEUE_URL),
  webhookEvents: webhookQueueOver(sqs, WEBHOOK_QUEUE_URL),
  log: logOf('key-expiry'),
  now: () => new Date(),
  newId: () => randomUUID(),
});
