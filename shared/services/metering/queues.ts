import { SQSClient } from '@aws-sdk/client-sqs';
import { stripeQueueOver, topUpQueueOver, usageCheckQueueOver } from '../../queues.ts';
import type { AdmissionQueues } from './assemble.ts';

/** The variables with the addresses of an admitting function's queues. */
export type QueueUrls = Readonly<Record<'STRIPE_QUEUE_URL' | 'TOP_UP_QUEUE_URL' | 'USAGE_CHECK_QUEUE_URL', string>>;

/** The queues of a function that admits, at the addresses in its environment variables. */
export function admissionQueuesAt(urls: QueueUrls): AdmissionQueues {
  const sqs = new SQSClient({});
  return {
    syncs: stripeQueueOver(sqs, urls.STRIPE_QUEUE_URL),
    topUps: topUpQueueOver(sqs, urls.TOP_UP_QUEUE_URL),
    checks: usageCheckQueueOver(sqs, urls.USAGE_CHECK_QUEUE_URL),
  };
}
