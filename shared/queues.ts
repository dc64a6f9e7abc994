import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { ClientNetworks } from './domain/access/client-network.ts';
import type { Language } from './domain/accounts/account.ts';
import type { BadgeNews, BadgeRefund } from './domain/badges/news.ts';
import type { Notice } from './domain/billing/notices.ts';
import { groupOf, type StripeMessage } from './domain/billing/stripe-message.ts';
import type { WebhookEvent } from './domain/webhooks/event.ts';
import { AppError } from './errors.ts';
import type { PasskeyChange } from './mail/passkey-changed.ts';

/** What the mailer is asked to send. It holds no secret: the mailer itself mints a link's token. */
export type MailMessage = LetterMessage | NoticeMessage;

/** To an address. */
export type LetterMessage = { readonly email: string; readonly language: Language } & (
  | ({ readonly template: 'sign_in'; readonly organization: string | null } & SignInRequest)
  | ({ readonly template: 'badge_decided' } & BadgeNews)
  /** One of the messages that bear one settlement is mailed, by `noticeId`. */
  | ({
      readonly template: 'badge_refunded';
      readonly id: string;
      readonly accountId: string;
      readonly noticeId: string;
    } & BadgeRefund)
  /** However many messages say so of one account, one of them is mailed; `id` is the message's own, as of a notice. */
  | {
      readonly template: 'account_deleted';
      readonly organization: string;
      readonly id: string;
      readonly accountId: string;
    }
  /** The same, by `noticeId`; `accountId` is whose webhook it is: an account's or the operators'. */
  | ({
      readonly template: 'webhook_disabled';
      readonly id: string;
      readonly accountId: string;
      readonly noticeId: string;
    } & WebhookEnd)
  /** Mailed once, by `noticeId`: an operator suspended or restored the account, with this reason. */
  | {
      readonly template: 'account_suspension';
      readonly id: string;
      readonly accountId: string;
      readonly noticeId: string;
      readonly state: 'suspended' | 'restored';
      readonly reason: string;
    }
  | ({ readonly template: 'passkey_changed' } & PasskeyChange)
  /** Mailed once, by `noticeId`. A licence that they accepted has a version to come; `url` is a path. */
  | {
      readonly template: 'licence_changes';
      readonly id: string;
      readonly accountId: string;
      readonly noticeId: string;
      readonly title: string;
      readonly url: string;
      /** The day, as in `2026-11-01`. */
      readonly inForceFrom: string;
    }
  /** Somebody is invited to be an organization's affiliate; `page`: where its own mark is seen. */
  | { readonly template: 'affiliate_invited'; readonly organization: string; readonly page: string }
  /** Mailed once, by `noticeId`: an organization took the seat of an affiliate away; `accountId` is the affiliate's. */
  | {
      readonly template: 'affiliate_removed';
      readonly id: string;
      readonly accountId: string;
      readonly noticeId: string;
      readonly organization: string;
    }
  /** Mailed once, by `noticeId`. The record that proves an organization's domain is gone; `losesAt`: when the proof is, where it is not yet. */
  | {
      readonly template: 'domain_proof';
      readonly id: string;
      readonly accountId: string;
      readonly noticeId: string;
      readonly domain: string;
      readonly state: 'failing' | 'lost';
      readonly losesAt: string | null;
    }
);

/** What the mailer decides by whether a link goes out. */
export type SignInRequest = {
  /** The networks around the client that asked: enough to share a budget by, and not its address. */
  readonly askedFrom: Pick<ClientNetworks, 'site' | 'provider'>;
  /** The mailbox was asked for more often than mails go to it: only an owner without a working link is mailed one. */
  readonly isOverLimit: boolean;
  /** The page of the portal to which sign-in leads; absent: the dashboard. */
  readonly returnTo?: string;
};

/** A webhook that nothing is sent to any more, by its host: what failed since when, or that it answered that it is gone. */
export type WebhookEnd = { readonly host: string; readonly because: 'gone' | 'failing'; readonly since: string };

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

/** Whose credit may be so low that more is to be bought by itself. */
export type TopUpMessage = { readonly accountId: string };

export interface TopUpQueue {
  /** Durable when it resolves. @throws AppError `unavailable` */
  send(message: TopUpMessage): Promise<void>;
}

/** Of whom nothing is left of a quota or of credit, as somebody was just told: what lies idle is to be given back, and mail to be sent. */
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
