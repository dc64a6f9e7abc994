import type { SQSRecord } from 'aws-lambda';
import type { LoggedMail } from '../../shared/domain/console/timeline.ts';
import { type KeptMail, keptOf } from '../../shared/domain/mail/again.ts';
import type { MailPlace } from '../../shared/domain/mail/mail-place.ts';
import type { MailMessage } from '../../shared/domain/mail/message.ts';
import type { MailerDeps } from './deps.ts';

/** A mail's place in the log, and all that is kept of it. */
export type Logged = { readonly place: MailPlace; readonly kept: KeptMail | null };

/** The place of a mail about an organization in its log, the same at every try. Null: it is about none. */
export function loggedOf({ now }: MailerDeps, { attributes }: SQSRecord, message: MailMessage): Logged | null {
  const { id, accountId } = namesOf(message);
  if (id === undefined || accountId === undefined) return null;
  const queuedMs = Number(attributes.SentTimestamp ?? 0);
  const at = queuedMs > 0 ? new Date(queuedMs) : now();
  return { place: { accountId, id, at: at.toISOString() }, kept: keptOf(message) };
}

/** The log that a message is in, and its id there. An invitation is a letter of its organization. */
function namesOf(message: MailMessage): { readonly id?: string; readonly accountId?: string } {
  if (message.template === 'member_invited') return { id: message.invitation, accountId: message.of };
  return 'id' in message ? { id: message.id, accountId: message.accountId } : {};
}

type Noted = Pick<LoggedMail, 'name' | 'address' | 'outcome'>;

/** The address to keep. An invited one may be of nobody here, so the deletion of its person would not find it: the log keeps none. */
const addressOf = ({ name, address }: Noted): string => (name === 'member_invited' ? '' : address);

/**
 * Notes a mail about an organization in its log, which operators read. A note that cannot be written keeps no mail from being sent, nor from
 * counting as sent: its reader would get none, or two.
 */
export async function noteMail({ mailLog, log }: MailerDeps, logged: Logged | null, noted: Noted): Promise<void> {
  if (logged === null) return;
  const { place, kept } = logged;
  await mailLog
    .note({ ...place, ...noted, address: addressOf(noted) }, kept)
    .catch((error: unknown) => log.error('mail not noted', error, { template: noted.name, account: place.accountId }));
}
