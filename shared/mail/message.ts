import type { ClientNetworks } from '../domain/access/client-network.ts';
import type { Language } from '../domain/accounts/account.ts';
import type { BadgeNews, BadgeRefund } from '../domain/badges/news.ts';
import type { Notice } from '../domain/billing/notices.ts';
import type { PasskeyChange } from './passkey-changed.ts';

/** A message for the mailer to send. It holds no secret: the mailer itself mints a link's token. */
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

/** The facts by which the mailer decides whether a link goes out. */
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
