import * as z from 'zod';
import { roles } from '../../shared/domain/accounts/account.ts';
import { maxMembers, mayGive, memberInvitationDays } from '../../shared/domain/accounts/member.ts';
import { AppError } from '../../shared/errors.ts';
import { created } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { email, oneOf } from '../../shared/http/fields.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { roleMissing } from '../../shared/http/session.ts';
import { settlePerson } from '../../shared/services/accounts/settle-person.ts';
import { type MembersDeps, memberLine } from './deps.ts';
import { mailMemberInvitation } from './invitation-mail.ts';
import { invitedView } from './members.ts';

/** The address to invite, and its role. */
export const NewMemberBody = z.strictObject({ email, role: oneOf(roles) });

const invitationsPerHour = 30;

/**
 * POST /v1/members {email, role}: invites an address, the same whoever has a login; 201. Invited again, the address gets a new invitation in
 * place of the one before.
 */
export const inviteMember =
  (deps: MembersDeps): SignedInRoute =>
  async (request) => {
    const { email: address, role } = bodyOf(request, NewMemberBody);
    const { accountId, personId } = request.session;
    if (!mayGive(request.session.role, role)) throw roleMissing(['owner']);
    await settlePerson(deps, personId);
    await refuseMany(deps, accountId);
    await refuseWhereFull(deps, accountId, address);
    const at = deps.now();
    const expiresAt = new Date(at.getTime() + memberInvitationDays * 86_400_000).toISOString();
    const id = `inv_${deps.newId()}`;
    const times = { invitedAt: at.toISOString(), expiresAt };
    const invitation = { id, accountId, email: address, role, invitedBy: personId, ...times };
    const detail = { invitation: id, to: role };
    const audit = memberLine(deps, request.session, { action: 'member.invited', detail });
    if (!(await deps.memberInvitations.put(invitation, audit)))
      throw new AppError('conflict', 'This organization is being deleted.');
    await mailMemberInvitation(deps, request, invitation);
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
