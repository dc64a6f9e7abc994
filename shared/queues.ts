import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Language } from './domain/accounts/account.ts';
import type { Notice } from './domain/billing/notices.ts';
import { groupOf, type StripeMessage } from './domain/billing/stripe-message.ts';
import { AppError } from './errors.ts';

/** What the mailer is asked to send. It holds no secret: the mailer itself mints a link's token. */
export type MailMessage = LetterMessage | NoticeMessage;

/** To an address. */
export type LetterMessage = { readonly email: string; readonly language: Language } & (
  | { readonly template: 'sign_in'; readonly organization: string | null }
  | {
      readonly template: 'badge_decided';
      readonly handle: string;
      readonly decision: 'approve' | 'refuse' | 'revoke';
      readonly reason: string | null;
    }
  /** However many messages say so of one account, one of them is mailed; `id` is the message's own, as of a notice. */
  | {
      readonly template: 'account_deleted';
      readonly organization: string;
      readonly id: string;
      readonly accountId: string;
    }
);

/** To an account's address as it is when the mail goes out. However many messages bear one notice, one of them is mailed. */
export type NoticeMessage = {
  readonly template: 'notice';
  /** The message's own name, which it keeps through retries and redrives. */
  readonly id: string;
  readonly accountId: string;
  readonly notice: Notice;
};

/** Whose account is to be deleted. */
export type LeavingMessage = { readonly accountId: string };

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
export const mailQueueOver = (sqs: SQSClient, queueUrl: string): MailQueue => ({
  send: (message) => send(sqs, { QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }),
});

/** The queue of accounts to delete over SQS. */
export const leavingQueueOver = (sqs: SQSClient, queueUrl: string): LeavingQueue => ({
  send: (message) => send(sqs, { QueueUrl: queueUrl, MessageBody: JSON.stringify(message) }),
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
