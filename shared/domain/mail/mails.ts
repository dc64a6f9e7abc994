import type { Localized } from '../catalog/localized.ts';
import { accountMails } from './account-mails.ts';
import { badgeMails } from './badge-mails.ts';
import { billingMails } from './billing-mails.ts';
import { evidenceMails } from './evidence-mails.ts';
import { usageMails } from './usage-mails.ts';

/** Every mail by its name on the queue. Only the mailer needs the values; for senders the types are enough (`message.ts`). */
export const mails = { ...accountMails, ...badgeMails, ...billingMails, ...usageMails, ...evidenceMails };

type Mails = typeof mails;

/** A mail's name: `template` of a message to an address, `kind` of a notice to an account. */
export type MailName = keyof Mails;

/** The data of a mail, with what the mailer adds. */
export type MailData<Name extends MailName> = Mails[Name] extends {
  readonly examples: Readonly<Record<string, infer Data>>;
}
  ? Data
  : never;

/** The data of a mail as it lies on the queue. */
export type QueuedData<Name extends MailName> = Mails[Name] extends { readonly once: (data: infer Data) => unknown }
  ? Queued<Data>
  : never;

/** Names of what is sold lie on the queue in every language, and the mail has its own. */
type Queued<Data> = { [Field in keyof Data]: Field extends 'name' | 'from' | 'title' ? Localized : Data[Field] };

/** The names of the mails to accounts, or to addresses. */
export type NamesTo<To> = { [Name in MailName]: Mails[Name]['to'] extends To ? Name : never }[MailName];

/** Whether there is such a mail. A newer deployment may have queued one that this one does not know. */
export const isMailName = (name: string): name is MailName => Object.hasOwn(mails, name);
