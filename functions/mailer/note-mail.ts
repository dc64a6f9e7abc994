import type { LoggedMail } from '../../shared/domain/console/timeline.ts';
import type { MailerDeps } from './deps.ts';
import type { OpenedMail } from './envelope.ts';

type Fate = Pick<LoggedMail, 'address' | 'outcome'>;

/**
 * Notes a mail about an organization in its log, which operators read. A note that cannot be written keeps no mail from counting as sent: its
 * reader would get it twice.
 */
export async function noteMail(deps: MailerDeps, { name, id, accountId }: OpenedMail, fate: Fate): Promise<void> {
  if (id === undefined || accountId === undefined) return;
  await deps.mailLog
    .note({ accountId, id, name, at: deps.now().toISOString(), ...fate })
    .catch((error: unknown) => deps.log.error('mail not noted', error, { template: name, account: accountId }));
}
