import type { Language } from '../accounts/account.ts';
import type { MailName, NamesTo, QueuedData } from './mails.ts';

/** A message for the mailer to send. It holds no secret: the mailer itself mints a link's token. `again`: an operator sends it once more. */
export type MailMessage = (LetterMessage | NoticeMessage) & { readonly again?: SentAgain };

/** The order to send a mail again, which is done once. `mail` names it in its organization's log; `writtenAt`: when it was asked for first. */
export type SentAgain = { readonly mail: string; readonly order: string; readonly writtenAt: string };

/** The envelope of a mail to an address: its name is `template`, its data lies beside. */
export type LetterMessage = {
  [Name in NamesTo<'address'>]: {
    readonly template: Name;
    readonly email: string;
    readonly language: Language;
  } & QueuedData<Name>;
}[NamesTo<'address'>];

/** The data of a mail to an account. Its id names the occasion, so that of all messages that bear it one is mailed. */
export type Notice = {
  [Name in NamesTo<'account'>]: { readonly kind: Name } & QueuedData<Name>;
}[NamesTo<'account'>];

/** The envelope of a mail to an account's address as it is when the mail goes out. */
export type NoticeMessage = {
  readonly template: 'notice';
  /** The message's own name, which it keeps through retries and redrives. */
  readonly id: string;
  readonly accountId: string;
  readonly notice: Notice;
};

/** The name of the mail in a message, whichever envelope it has. */
export const mailNameOf = (message: MailMessage): MailName =>
  message.template === 'notice' ? message.notice.kind : message.template;
