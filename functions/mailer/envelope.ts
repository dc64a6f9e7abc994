import type { Language } from '../../shared/domain/accounts/account.ts';
import { isMailName, type MailName, mails } from '../../shared/domain/mail/mails.ts';
import { type MailMessage, mailNameOf } from '../../shared/domain/mail/message.ts';
import type { MailerDeps } from './deps.ts';

/** The address and language of a mail; `organization` is empty where the mail goes to an address alone. */
export type Receiver = { readonly email: string; readonly language: Language; readonly organization: string };

/** A message of either envelope, opened. */
export type OpenedMail = {
  readonly name: MailName;
  readonly data: unknown;
  /** Names the occasion; null: every message is mailed. */
  readonly once: string | null;
  /** The message's own name and whose account it is of; absent where every message is mailed. */
  readonly id?: string;
  readonly accountId?: string;
  /** It is sent again: when it was asked for first. */
  readonly writtenAt?: string;
};

/** Opens a message. @throws where its mail is not known, as during a deployment that brings it: the queue hands it out again */
export function openedMail(message: MailMessage): OpenedMail {
  const name = mailNameOf(message);
  if (!isMailName(name)) throw new Error(`There is no mail ${name}`);
  const data = message.template === 'notice' ? message.notice : message;
  const { again } = message;
  const once = again
    ? `again:${again.mail}:${again.order}`
    : (mails[name].once as (data: unknown) => string | null)(data);
  const written = again && { writtenAt: again.writtenAt };
  return { name, data, once, ...written, ...('id' in message && { id: message.id, accountId: message.accountId }) };
}

/** The receiver of a message; null: the account of a notice is not there any more. */
export async function receiverOf({ accounts }: Pick<MailerDeps, 'accounts'>, message: MailMessage) {
  if (message.template !== 'notice') return { email: message.email, language: message.language, organization: '' };
  const account = await accounts.find(message.accountId);
  return account?.leftAt === undefined ? account : null;
}
