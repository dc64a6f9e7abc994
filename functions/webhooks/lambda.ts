import { randomBytes, randomUUID } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectPeppers, httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { webhookQueueOver } from '../../shared/queues.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { mayLeadHere, targetProblemOver } from '../../shared/services/webhooks/target.ts';
import { auditOver } from '../../shared/storage/accounts/audit.ts';
import { deliveriesOver } from '../../shared/storage/webhooks/deliveries.ts';
import { webhooksOver } from '../../shared/storage/webhooks/webhooks.ts';
import catalog from '../../tollgate.config.ts';
import { webhooks } from './handler.ts';
import { webhooksRoutes } from './routes.ts';

const { STAGE, OPERATOR_SIGN_IN, WEBHOOK_QUEUE_URL } = readEnv(['STAGE', 'OPERATOR_SIGN_IN', 'WEBHOOK_QUEUE_URL']);
const mayBeLocal = mayLeadHere({ stage: STAGE, localWebhooks: process.env.LOCAL_WEBHOOKS });
const table = connectTable({ routes: webhooksRoutes });
const basics = httpBasics('webhooks');
/** Lambda entry point of the webhooks function. */
export const handler = webhooks({
  ...basics,
  ...connectSessions(table, catalog.operators),
  operatorSignIn: OPERATOR_SIGN_IN === 'link' ? 'link' : 'passkey',
  audit: auditOver(table),
  webhooks: webhooksOver(table),
  deliveries: deliveriesOver(table),
  webhookEvents: webhookQueueOver(new SQSClient({}), WEBHOOK_QUEUE_URL),
  webhookKeys: await connectPeppers('webhook-keys', basics.log),
  targetProblem: targetProblemOver({ mayBeLocal, resolve: (hostname) => lookup(hostname, { all: true }) }),
  randomBytes: (count) => randomBytes(count),
  newId: () => randomUUID(),
});
