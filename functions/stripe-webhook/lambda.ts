import { SQSClient } from '@aws-sdk/client-sqs';
import { connectSecrets, httpBasics } from '../../shared/connect.ts';
import { readEnv } from '../../shared/env.ts';
import { stripeQueueOver } from '../../shared/queues.ts';
import { stripeWebhook } from './handler.ts';
import { webhookSecretsIn, webhookSecretsOver } from './secrets.ts';

const { STRIPE_QUEUE_URL, STRIPE_MODE } = readEnv(['STRIPE_QUEUE_URL', 'STRIPE_MODE']);
const basics = httpBasics('stripe-webhook');
const secrets = await connectSecrets({
  names: ['stripe-webhook-secrets', 'stripe-destination-secrets'],
  parse: (found) => webhookSecretsIn([...found.values()].map(({ text }) => text).join(), basics.log),
  areOptional: true,
  log: basics.log,
});

/** Lambda entry point of Stripe's webhook. */
export const handler = stripeWebhook({
  ...basics,
  queue: stripeQueueOver(new SQSClient({}), STRIPE_QUEUE_URL),
  webhookSecrets: webhookSecretsOver(secrets),
  mode: STRIPE_MODE === 'live' ? 'live' : 'test',
});
