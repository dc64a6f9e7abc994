import type { MailWords } from './mail-words.ts';
import type { MailKind } from './suppression.ts';

/** One language's text of a mail. `render.ts` puts the same frame around each. */
export type MailText = {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** The button's; absent in a mail without a link. */
  readonly label?: string;
  /** Below the button, smaller: why the reader gets this mail, or how to answer a mistake. */
  readonly note: string;
};

/** The words of a mail to an account, which name its organization. */
export type AccountWords = MailWords & { readonly organization: string };

/**
 * One mail, in one file of `mails/`. `Data` lies on the queue, under field names that a deployment must not change. `Added` comes from the
 * mailer alone: a secret, which must not lie on a queue.
 */
type Mail<Data, To, Words, Added> = {
  /** `account`: to the account's address as it is when the mail goes out. `address`: to the address in the message. */
  readonly to: To;
  /** `asked` mails go out after a complaint, `told` mails do not; a bounce stops both. */
  readonly kind: MailKind;
  /** Names the occasion: one message of an account is mailed for each. Null: every message is mailed. */
  readonly once: (data: Data) => string | null;
  /** Where the button leads: a path of the portal, or an address elsewhere. Null: there is no button. */
  readonly link: (data: Data & Added) => string | null;
  readonly en: (data: Data & Added, words: Words) => MailText;
  readonly ar: (data: Data & Added, words: Words) => MailText;
  /** Made-up data for previews and tests, by what is special about it; '' where nothing is. */
  readonly examples: Readonly<Record<string, Data & Added>>;
};

/** A mail to an account. It lies on the queue in the envelope `notice`. */
export type AccountMail<Data extends { readonly id: string }> = Mail<Data, 'account', AccountWords, unknown>;

/** A mail to an address, which need not belong to an account. */
export type AddressMail<Data, Added = unknown> = Mail<Data, 'address', MailWords, Added>;

/** The fields of a message that is mailed once: its own name, which it keeps through retries, whose account it is of, and the occasion. */
export type OnceFields = { readonly id: string; readonly accountId: string; readonly noticeId: string };

/** The fields of a notice about something that was bought: its occasion, and the plan's or badge's name. */
export type NoticeFields = { readonly id: string; readonly name: string };
