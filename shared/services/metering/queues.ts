import { SQSClient } from '@aws-sdk/client-sqs';
import { stripeQueueOver, topUpQueueOver, usageCheckQueueOver } from '../../queues.ts';
import type { AdmissionQueues } from './assemble.ts';

export type QueueUrls = Readonly<Record<'STRIPE_QUEUE_URL' | 'TOP_UP_QUEUE_URL' | 'USAGE_CHECK_QUEUE_URL', string>>;

/** The queues of a function that admits, at the addresses that its environment names. */
export function admissionQueuesAt(urls: QueueUrls): AdmissionQueues {
  const sqs = new SQSClient({});
  return {
    syncs: stripeQueueOver(sqs, urls.STRIPE_QUEUE_URL),
    topUps: topUpQueueOver(sqs, urls.TOP_UP_QUEUE_URL),
    checks: usageCheckQueueOver(sqs, urls.USAGE_CHECK_QUEUE_URL),
  };
}
