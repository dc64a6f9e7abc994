import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectPeppers } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { mayReach } from '../../shared/domain/webhooks/webhook.ts';
import { readEnv } from '../../shared/env.ts';
import { outgoingCaller } from '../../shared/http/call-out.ts';
import { logOf } from '../../shared/log.ts';
import { countOver } from '../../shared/metrics.ts';
import { badgeCheckQueueOver, mailQueueOver } from '../../shared/queues.ts';
import { mayLeadHere } from '../../shared/services/webhooks/target.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { operatorWordsOver } from '../../shared/storage/accounts/operator-words.ts';
import { pulsesOver } from '../../shared/storage/pulses.ts';
import { deliveriesOver } from '../../shared/storage/webhooks/deliveries.ts';
import { webhookStatesOver } from '../../shared/storage/webhooks/webhook-states.ts';
import { webhooksOver } from '../../shared/storage/webhooks/webhooks.ts';
import catalog from '../../tollgate.config.ts';
import { webhookSender } from './handler.ts';

/** The most bytes read of an answer; only its status is used. */
const maxAnswerBytes = 64 * 1024;

const { STAGE, MAIL_QUEUE_URL, BADGE_LOOK_QUEUE_URL } = readEnv(['STAGE', 'MAIL_QUEUE_URL', 'BADGE_LOOK_QUEUE_URL']);
const mayBeLocal = mayLeadHere({ stage: STAGE, localWebhooks: process.env.LOCAL_WEBHOOKS });
const table = connectTable();
const log = logOf('webhook-sender');
const now = () => new Date();
const sqs = new SQSClient({});

/** Lambda entry point of the webhook sender. */
export const handler = webhookSender({
  catalog,
  accounts: accountsOver(table),
  operatorWords: operatorWordsOver(table),
  looks: badgeCheckQueueOver(sqs, BADGE_LOOK_QUEUE_URL),
  webhooks: webhooksOver(table),
  webhookStates: webhookStatesOver(table),
  deliveries: deliveriesOver(table),
  pulses: pulsesOver(table),
  webhookKeys: await connectPeppers('webhook-keys', log),
  callOut: outgoingCaller({ maxBytes: maxAnswerBytes, mayConnect: mayReach(mayBeLocal) }),
  mayBeLocal,
  mail: mailQueueOver(sqs, MAIL_QUEUE_URL),
  count: countOver(STAGE, now),
  log,
  now,
  newId: () => randomUUID(),
  random: Math.random,
});
