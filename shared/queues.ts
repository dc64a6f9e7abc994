import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { groupOf, type StripeMessage } from './domain/billing/stripe-message.ts';
import type { WebhookEvent } from './domain/webhooks/event.ts';
import { AppError } from './errors.ts';
import type { MailMessage } from './mail/message.ts';

/** Whose account is to be deleted. */
export type LeavingMessage = { readonly accountId: string };

/** Whose usage is to be reported to Stripe now: a time for which it is billed is over. */
export type UsageReportMessage = { readonly accountId: string };

/** What webhooks are to be told of; `to`: that one only. However often it is queued, each is told of it once. */
export type WebhookMessage = {
  readonly event: WebhookEvent;
  readonly to?: { readonly owner: string; readonly webhookId: string };
};

export interface WebhookQueue {
  /** Durable when it resolves. @throws AppError `unavailable` */
  send(message: WebhookMessage): Promise<void>;
}

/** At whose badges is to be looked now: what they pay for has changed. */
export type BadgeLookMessage = { readonly accountId: string };

export interface BadgeLookQueue {
  /** Durable when it resolves. @throws AppError `unavailable` */
  send(message: BadgeLookMessage): Promise<void>;
}

/** Whose credit may be so low that more is to be bought by itself. */
export type TopUpMessage = { readonly accountId: string };

export interface TopUpQueue {
  /** Durable when it resolves. @throws AppError `unavailable` */
  send(message: TopUpMessage): Promise<void>;
}

/** The account whose quota or credit is used up, as a call was just told: what lies idle is to be given back, and mail to be sent. */
export type UsageCheckMessage = {
  readonly accountId: string;
  /** How often it was looked before, since some of it lay where it could not be had. */
  readonly looked: number;
};

export interface UsageCheckQueue {
  /** Durable when it resolves; received `delaySeconds` later. @throws AppError `unavailable` */
  send(message: UsageCheckMessage, delaySeconds?: number): Promise<void>;
}

export interface UsageReportQueue {
  /** Durable when it resolves. @throws AppError `unavailable` */
  send(message: UsageReportMessage): Promise<void>;
}

export interface LeavingQueue {
  /** Durable when it resolves. @throws AppError `unavailable` */
  send(message: LeavingMessage): Promise<void>;
}

export interface MailQueue {
  /** Durable when it resolves. @throws AppError `unavailable` */
  send(message: MailMessage): Promise<void>;
}

export interface StripeQueue {
  /** Durable when it resolves. The same `deduplicationId` within 5 minutes is swallowed. @throws AppError `unavailable` */
  send(message: StripeMessage, deduplicationId: string): Promise<void>;
}

/** The mail queue over SQS. */
/** Hides a message that was received, by its receipt, for `seconds` from now: up to 12 hours after it was received. */
export const hidingOver =
  (sqs: SQSClient, queueUrl: string) =>
  async (receiptHandle: string, seconds: number): Promise<void> => {
    const receipt = { QueueUrl: queueUrl, ReceiptHandle: receiptHandle };
    await sqs.send(new ChangeMessageVisibilityCommand({ ...receipt, VisibilityTimeout: seconds }));
  };

export const mailQueueOver = (sqs: SQSClient, queueUrl: string): MailQueue => ({
  send: (message) => send(sqs, { QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }),
});

/** The queue of accounts to delete over SQS. */
export const leavingQueueOver = (sqs: SQSClient, queueUrl: string): LeavingQueue => ({
  send: (message) => send(sqs, { QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }),
});

/** The queue of accounts whose usage is to be reported over SQS. */
export const usageReportQueueOver = (sqs: SQSClient, queueUrl: string): UsageReportQueue => ({
  send: (message) => send(sqs, { QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }),
});

/** The queue of what webhooks are to be told of over SQS. */
export const webhookQueueOver = (sqs: SQSClient, queueUrl: string): WebhookQueue => ({
  send: (message) => send(sqs, { QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }),
});

/** The queue of accounts whose badges are to be looked at over SQS. */
export const badgeLookQueueOver = (sqs: SQSClient, queueUrl: string): BadgeLookQueue => ({
  send: (message) => send(sqs, { QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }),
});

/** The queue of accounts whose credit is low over SQS. */
export const topUpQueueOver = (sqs: SQSClient, queueUrl: string): TopUpQueue => ({
  send: (message) => send(sqs, { QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }),
});

/** The queue of accounts of whose quota or credit nothing is left, over SQS. */
export const usageCheckQueueOver = (sqs: SQSClient, queueUrl: string): UsageCheckQueue => ({
  send: (message, delaySeconds = 0) =>
    send(sqs, { QueueUrl: queueUrl, MessageBody: JSON.stringify(message), DelaySeconds: delaySeconds }),
});

/** The inbox of Stripe events over SQS FIFO: one group a customer. */
export const stripeQueueOver = (sqs: SQSClient, queueUrl: string): StripeQueue => ({
  send: (message, deduplicationId) =>
    send(sqs, {
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(message),
      MessageGroupId: groupOf(message),
      MessageDeduplicationId: deduplicationId,
    }),
});

async function send(sqs: SQSClient, input: SendMessageCommand['input']): Promise<void> {
  try {
    await sqs.send(new SendMessageCommand(input));
  } catch (cause) {
    throw new AppError('unavailable', 'The queue does not answer. Try again in a moment.', {
      cause,
      retryAfterSeconds: 1,
    });
  }
}
