import { dated, mailContent, mailSiteOf, senderOf } from '../../shared/domain/mail/compose.ts';
import { tagsOf } from '../../shared/domain/mail/mail-place.ts';
import type { MailData, MailName } from '../../shared/domain/mail/mails.ts';
import { rendered } from '../../shared/domain/mail/render.ts';
import type { MailerDeps } from './deps.ts';
import type { Receiver } from './envelope.ts';
import type { Logged } from './log-mail.ts';

/** The receiver of a mail, its place in a log, and of one that is sent again the day of the first. */
type Sending = Receiver & { readonly logged?: Logged | null; readonly writtenAt?: string | undefined };

/** Renders a mail and has it delivered. */
export function sendMail<Name extends MailName>(
  { catalog, origin, deliver }: MailerDeps,
  { email, language, organization, logged, writtenAt }: Sending,
  name: Name,
  data: MailData<Name>,
): Promise<void> {
  const site = mailSiteOf(catalog, origin);
  const said = mailContent(name, data, { site, language, organization });
  const content = writtenAt === undefined ? said : dated(said, { writtenAt, site, language });
  return deliver({
    to: email,
    ...rendered(content, { language, sender: senderOf(site, language) }),
    ...(logged && { tags: tagsOf(logged.place) }),
  });
}
