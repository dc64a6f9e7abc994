import { SQSClient } from '@aws-sdk/client-sqs';
import { httpBasics, readSecretIfSet } from '../shared/connect.ts';
import { readEnv } from '../shared/env.ts';
import { stripeQueueOver } from '../shared/queues.ts';
import { webhookSecretsOver } from './stripe-webhook/secrets.ts';
import { stripeWebhook } from './stripe-webhook.ts';

const { STRIPE_QUEUE_URL, STRIPE_MODE } = readEnv(['STRIPE_QUEUE_URL', 'STRIPE_MODE']);
const basics = httpBasics('stripe-webhook');
const webhookSecrets = webhookSecretsOver({
  read: () => readSecretIfSet('stripe-webhook-secrets'),
  nowMs: () => performance.now(),
  log: basics.log,
});
await webhookSecrets.current();

export const handler = stripeWebhook({
  ...basics,
  queue: stripeQueueOver(new SQSClient({}), STRIPE_QUEUE_URL),
  webhookSecrets,
  mode: STRIPE_MODE === 'live' ? 'live' : 'test',
});
