import { SQSClient } from '@aws-sdk/client-sqs';
import { httpBasics, readSecrets } from '../shared/connect.ts';
import { readEnv } from '../shared/env.ts';
import { stripeQueueOver } from '../shared/queues.ts';
import { stripeWebhook } from './stripe-webhook.ts';

const { STRIPE_QUEUE_URL, STRIPE_MODE } = readEnv(['STRIPE_QUEUE_URL', 'STRIPE_MODE']);
const secrets = await readSecrets(['stripe-webhook-secrets']);

export const handler = stripeWebhook({
  ...httpBasics('stripe-webhook'),
  queue: stripeQueueOver(new SQSClient({}), STRIPE_QUEUE_URL),
  webhookSecrets: secrets['stripe-webhook-secrets'].split(',').map((secret) => secret.trim()),
  mode: STRIPE_MODE === 'live' ? 'live' : 'test',
});
