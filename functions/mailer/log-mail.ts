import type { SQSRecord } from 'aws-lambda';
import type { LoggedMail } from '../../shared/domain/console/timeline.ts';
import type { MailPlace } from '../../shared/domain/mail/mail-place.ts';
import type { MailerDeps } from './deps.ts';
import type { OpenedMail } from './envelope.ts';

/** The place of a mail about an organization in its log: the same at every try. Null: it is about none. */
export function placeOf(
  { now }: MailerDeps,
  { attributes }: SQSRecord,
  { id, accountId }: OpenedMail,
): MailPlace | null {
  if (id === undefined || accountId === undefined) return null;
  const queuedMs = Number(attributes.SentTimestamp ?? 0);
  const at = queuedMs > 0 ? new Date(queuedMs) : now();
  return { accountId, id, at: at.toISOString() };
}

type Noted = Pick<LoggedMail, 'name' | 'address' | 'outcome'>;

/**
 * Notes a mail about an organization in its log, which operators read. A note that cannot be written keeps no mail from being sent, nor from
 * counting as sent: its reader would get none, or two.
 */
export async function noteMail({ mailLog, log }: MailerDeps, place: MailPlace | null, noted: Noted): Promise<void> {
  if (place === null) return;
  await mailLog
    .note({ ...place, ...noted })
    .catch((error: unknown) => log.error('mail not noted', error, { template: noted.name, account: place.accountId }));
}
