import * as z from 'zod';
import { roles } from '../../shared/domain/accounts/account.ts';
import {
  type MemberInvitation,
  maxMembers,
  mayGive,
  memberInvitationDays,
} from '../../shared/domain/accounts/member.ts';
import { mailboxOf } from '../../shared/domain/mail/mailbox.ts';
import { AppError, found } from '../../shared/errors.ts';
import { created } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { email, oneOf } from '../../shared/http/fields.ts';
import { languageOf } from '../../shared/http/request.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import { roleMissing } from '../../shared/http/session.ts';
import { settlePerson } from '../../shared/services/accounts/settle-person.ts';
import { type MembersDeps, memberLine } from './deps.ts';
import { invitedView } from './members.ts';

const NewMember = z.strictObject({ email, role: oneOf(roles) });

const invitationsPerHour = 30;
/** The most invitations that one organization, and that all together, mail to a mailbox in an hour. */
const mailsByOne = 3;
const mailsByAll = 10;

/**
 * POST /v1/members {email, role}: invites an address, the same whoever has a login; 201. Invited again, the address gets a new invitation in
 * place of the one before.
 */
export const inviteMember =
  (deps: MembersDeps): SignedInRoute =>
  async (request) => {
    const { email: address, role } = bodyOf(request, NewMember);
    const { accountId, personId } = request.session;
    if (!mayGive(request.session.role, role)) throw roleMissing(['owner']);
    await settlePerson(deps, personId);
    await refuseMany(deps, accountId);
    await refuseWhereFull(deps, accountId, address);
    const at = deps.now();
    const expiresAt = new Date(at.getTime() + memberInvitationDays * 86_400_000).toISOString();
    const id = `inv_${deps.newId()}`;
    const invitation = { id, accountId, email: address, role, invitedAt: at.toISOString(), expiresAt };
    const detail = { invitation: id, address, role };
    const audit = memberLine(deps, request.session, { action: 'member.invited', detail });
    if (!(await deps.memberInvitations.put(invitation, audit)))
      throw new AppError('conflict', 'This organization is being deleted.');
    await mailInvitation(deps, request, invitation);
    return created(invitedView(invitation));
  };

async function refuseMany(deps: MembersDeps, accountId: string): Promise<void> {
  const limit = { scope: 'member-invitations', subject: accountId, limitPerHour: invitationsPerHour };
  const answer = await deps.throttles.pass(limit, deps.now());
  if (answer.passed) return;
  const { retryAfterSeconds } = answer;
  throw new AppError('rate_limited', 'You sent too many invitations. Try again later.', { retryAfterSeconds });
}

/** The room is looked at again when an invitation is accepted. */
async function refuseWhereFull(deps: MembersDeps, accountId: string, address: string): Promise<void> {
  const { members, invitations } = await deps.members.rosterOf(accountId);
  const people = await Promise.all(members.map(({ personId }) => deps.people.find(personId)));
  if (people.some((each) => each?.email === address))
    throw new AppError('conflict', 'This address belongs to a member already. Change their role instead.');
  const now = deps.now().toISOString();
  const others = invitations.filter(({ email: invited, expiresAt }) => invited !== address && expiresAt >= now);
  if (members.length + others.length >= maxMembers)
    throw new AppError('conflict', `An organization has at most ${maxMembers} members and invitations.`);
}

/** Past a limit only the mail is left out: other organizations cannot keep one from inviting. */
async function mailInvitation(
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
