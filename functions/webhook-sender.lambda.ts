import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectPeppers } from '../shared/connect.ts';
import { connectTable } from '../shared/connect-table.ts';
import { mayReach } from '../shared/domain/webhooks/webhook.ts';
import { readEnv } from '../shared/env.ts';
import { outgoingCaller } from '../shared/http/call-out.ts';
import { logOf } from '../shared/log.ts';
import { countOver } from '../shared/metrics.ts';
import { mailQueueOver } from '../shared/queues.ts';
import { accountsOver } from '../shared/storage/accounts.ts';
import { badgeLooksOver } from '../shared/storage/badge-looks.ts';
import { deliveriesOver } from '../shared/storage/deliveries.ts';
import { webhookStatesOver } from '../shared/storage/webhook-states.ts';
import { webhooksOver } from '../shared/storage/webhooks.ts';
import catalog from '../tollgate.config.ts';
import { webhookSender } from './webhook-sender.ts';
import { mayLeadHere } from './webhooks/target.ts';

/** Of an answer only the status is looked at. */
const mostAnswerBytes = 64 * 1024;

const { STAGE, MAIL_QUEUE_URL } = readEnv(['STAGE', 'MAIL_QUEUE_URL']);
const mayBeLocal = mayLeadHere({ stage: STAGE, localWebhooks: process.env.LOCAL_WEBHOOKS });
const table = connectTable();
const log = logOf('webhook-sender');
const now = () => new Date();

export const handler = webhookSender({
  catalog,
  accounts: accountsOver(table),
  badgeLooks: badgeLooksOver(table),
  webhooks: webhooksOver(table),
  webhookStates: webhookStatesOver(table),
  deliveries: deliveriesOver(table),
  webhookKeys: await connectPeppers('webhook-keys', log),
  callOut: outgoingCaller({ maxBytes: mostAnswerBytes, mayConnect: mayReach(mayBeLocal) }),
  mayBeLocal,
  mail: mailQueueOver(new SQSClient({}), MAIL_QUEUE_URL),
  count: countOver(STAGE, now),
  log,
  now,
  newId: () => randomUUID(),
  random: Math.random,
});
