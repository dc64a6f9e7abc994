import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { groupOf, type StripeMessage } from './domain/billing/stripe-message.ts';
import type { MailMessage } from './domain/mail/message.ts';
import type { ReportRequest } from './domain/usage/report-request.ts';
import type { WebhookEvent } from './domain/webhooks/event.ts';
import { AppError } from './errors.ts';

/** A queue of messages in no order. */
interface Queue<Message> {
  /** Durable when it resolves. @throws AppError `unavailable` */
  send(message: Message): Promise<void>;
}

/** An organization or a person to delete, one whose address for mails Stripe is to know, or one whose legal hold was placed or released. */
export type AccountDeletionMessage =
  | { readonly accountId: string }
  | { readonly personId: string }
  | { readonly contactOf: string }
  | { readonly evidenceOf: string };

/** An account whose usage goes to Stripe now: a time for which it is billed is over. */
export type UsageReportMessage = { readonly accountId: string };

/** An event for webhooks; `to`: for that one only. However often it is queued, each webhook hears of it once. */
export type WebhookMessage = {
  readonly event: WebhookEvent;
  readonly to?: { readonly owner: string; readonly webhookId: string };
};

/** The queue of events for webhooks. */
export type WebhookQueue = Queue<WebhookMessage>;

/** An account whose badges are to be looked at now, since its access has changed. */
export type BadgeCheckMessage = { readonly accountId: string };

/** The queue of badge checks. */
export type BadgeCheckQueue = Queue<BadgeCheckMessage>;

/** An evidence pack that was ordered, to be made or gone on with. */
export type PackMessage = { readonly organization: string; readonly id: string };

/** The queue of packs to make. */
export type PackQueue = Queue<PackMessage>;

/** An account whose credit may be low enough for an automatic top-up. */
export type TopUpMessage = { readonly accountId: string };

/** The queue of automatic top-ups. */
export type TopUpQueue = Queue<TopUpMessage>;

/** An account whose quota or credit ran out, as a call was just told. Idle leases are to be given back, and the buyer is mailed. */
export type UsageCheckMessage = {
  readonly accountId: string;
  /** How often it was looked before, since some of it lay where it could not be had. */
  readonly looked: number;
};

/** The queue of usage checks and of requests to report. */
export interface UsageCheckQueue {
  /** Durable when it resolves; received `delaySeconds` later. @throws AppError `unavailable` */
  send(message: UsageCheckMessage | ReportRequest, delaySeconds?: number): Promise<void>;
}

/** The queue of usage reports to Stripe. */
export type UsageReportQueue = Queue<UsageReportMessage>;

/** The queue of deletions, and of what follows where a member leaves. */
export type AccountDeletionQueue = Queue<AccountDeletionMessage>;

/** The queue of mails. */
export type MailQueue = Queue<MailMessage>;

/** The queue of Stripe's events. */
export interface StripeQueue {
  /** Durable when it resolves. The same `deduplicationId` within 5 minutes is swallowed. @throws AppError `unavailable` */
  send(message: StripeMessage, deduplicationId: string): Promise<void>;
}

type QueueOver<Message> = (sqs: SQSClient, queueUrl: string) => Queue<Message>;

const queueOver = <Message>(sqs: SQSClient, queueUrl: string): Queue<Message> => ({
  send: (message) => send(sqs, { QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }),
});

/** Hides a message that was received, by its receipt, for `seconds` from now: up to 12 hours after it was received. */
export const hidingOver =
  (sqs: SQSClient, queueUrl: string) =>
  async (receiptHandle: string, seconds: number): Promise<void> => {
    const receipt = { QueueUrl: queueUrl, ReceiptHandle: receiptHandle };
    await sqs.send(new ChangeMessageVisibilityCommand({ ...receipt, VisibilityTimeout: seconds }));
  };

/** The queue of mails, over SQS. */
export const mailQueueOver: QueueOver<MailMessage> = queueOver;

/** The queue of accounts to delete, over SQS. */
export const accountDeletionQueueOver: QueueOver<AccountDeletionMessage> = queueOver;

/** The queue of accounts whose usage is to be reported, over SQS. */
export const usageReportQueueOver: QueueOver<UsageReportMessage> = queueOver;

/** The queue of events to announce to webhooks, over SQS. */
export const webhookQueueOver: QueueOver<WebhookMessage> = queueOver;

/** The queue of accounts whose badges are to be looked at, over SQS. */
export const badgeCheckQueueOver: QueueOver<BadgeCheckMessage> = queueOver;

/** The queue of accounts whose credit is low, over SQS. */
export const topUpQueueOver: QueueOver<TopUpMessage> = queueOver;

/** The queue of packs to make, over SQS. */
export const packQueueOver: QueueOver<PackMessage> = queueOver;

/** The queue of accounts without quota or credit left, and of instances to ask for a report, over SQS. */
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
    throw new AppError('unavailable', 'The service is not available. Try again in a minute.', {
      cause,
      retryAfterSeconds: 1,
    });
  }
}
