import { randomBytes, randomUUID } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { httpBasics, readSecrets } from '../shared/connect.ts';
import { connectTable } from '../shared/connect-table.ts';
import { parsePeppers } from '../shared/domain/keys/hash.ts';
import { readEnv } from '../shared/env.ts';
import { webhookQueueOver } from '../shared/queues.ts';
import { deliveriesOver } from '../shared/storage/deliveries.ts';
import { signInOver } from '../shared/storage/sign-in.ts';
import { throttlesOver } from '../shared/storage/throttles.ts';
import { webhooksOver } from '../shared/storage/webhooks.ts';
import catalog from '../tollgate.config.ts';
import { targetProblemOver } from './webhooks/target.ts';
import { webhooks } from './webhooks.ts';

const { OPERATOR_SIGN_IN, WEBHOOK_QUEUE_URL } = readEnv(['OPERATOR_SIGN_IN', 'WEBHOOK_QUEUE_URL']);
const mayBeLocal = process.env.LOCAL_WEBHOOKS === 'allowed';
const table = connectTable();
const secrets = await readSecrets(['webhook-keys']);
export const handler = webhooks({
  ...httpBasics('webhooks'),
  sessions: signInOver(table),
  operators: catalog.operators,
  operatorSignIn: OPERATOR_SIGN_IN === 'link' ? 'link' : 'passkey',
  webhooks: webhooksOver(table),
  deliveries: deliveriesOver(table),
  throttles: throttlesOver(table),
  webhookEvents: webhookQueueOver(new SQSClient({}), WEBHOOK_QUEUE_URL),
  webhookKeys: parsePeppers(secrets['webhook-keys'], 'webhook-keys'),
  targetProblem: targetProblemOver({ mayBeLocal, resolve: (hostname) => lookup(hostname, { all: true }) }),
  randomBytes: (count) => randomBytes(count),
  newId: () => randomUUID(),
});
