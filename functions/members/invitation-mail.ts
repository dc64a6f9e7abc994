import type { MemberInvitation } from '../../shared/domain/accounts/member.ts';
import { mailboxOf } from '../../shared/domain/mail/mailbox.ts';
import { found } from '../../shared/errors.ts';
import { languageOf } from '../../shared/http/request.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { MembersDeps } from './deps.ts';

/** The most invitations that one organization, and that all together, mail to a mailbox in an hour. */
const mailsByOne = 3;
const mailsByAll = 10;

/** Mails an invitation. Past a limit only the mail is left out: other organizations cannot keep one from inviting. */
export async function mailMemberInvitation(
  deps: MembersDeps,
  request: SignedInRequest,
  { id, accountId, email: address, role }: MemberInvitation,
): Promise<void> {
  const mailbox = mailboxOf(address);
  const by = { scope: 'member-mail-by', subject: `${mailbox} ${accountId}`, limitPerHour: mailsByOne };
  const all = { scope: 'member-mail', subject: mailbox, limitPerHour: mailsByAll };
  for (const limit of [by, all]) if (!(await deps.throttles.pass(limit, deps.now())).passed) return;
  const { organization } = found(await deps.accounts.find(accountId), 'This organization');
  const letter = { template: 'member_invited', of: accountId, invitation: id, organization, role } as const;
  const { email: invitedBy } = request.session;
  await deps.mail.send({ ...letter, invitedBy, email: address, language: languageOf(request) });
}
