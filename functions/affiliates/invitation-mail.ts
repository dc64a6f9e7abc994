import { mailboxOf } from '../../shared/domain/mail/mailbox.ts';
import { type ApiRequest, languageOf } from '../../shared/http/request.ts';
import type { Organization } from '../../shared/services/badges/organization.ts';
import type { AffiliatesDeps } from './deps.ts';

/** The most invitations that one organization mails to a mailbox in an hour. */
const mailsByOne = 5;

/** The most invitations that all organizations together mail to a mailbox in an hour. */
const mailsByAll = 15;

/** Past a limit only the mail is left out: other organizations cannot keep one from inviting. */
async function mayMail(deps: AffiliatesDeps, { application }: Organization, address: string): Promise<boolean> {
  const mailbox = mailboxOf(address);
  const own = { scope: 'affiliate-mail-by', subject: `${mailbox} ${application.accountId}`, limitPerHour: mailsByOne };
  if (!(await deps.throttles.pass(own, deps.now())).passed) return false;
  const all = { scope: 'affiliate-mail', subject: mailbox, limitPerHour: mailsByAll };
  return (await deps.throttles.pass(all, deps.now())).passed;
}

/** Mails an invitation, unless its mailbox got too many of them within the hour. */
export async function mailInvitation(
  deps: AffiliatesDeps,
  organization: Organization,
  { request, email }: { readonly request: ApiRequest; readonly email: string },
): Promise<void> {
  if (!(await mayMail(deps, organization, email))) return;
  const { application } = organization;
  await deps.mail.send({
    template: 'affiliate_invited',
    email,
    language: languageOf(request),
    organization: application.displayName,
    page: `${deps.origin}/badges/${application.handle}`,
  });
}
