import * as z from 'zod';
import { roles } from '../../shared/domain/accounts/account.ts';
import { type Member, mayGive } from '../../shared/domain/accounts/member.ts';
import { AppError, found } from '../../shared/errors.ts';
import { noContent, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { oneOf } from '../../shared/http/fields.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import { roleMissing } from '../../shared/http/session.ts';
import { moveContact } from '../../shared/services/accounts/move-contact.ts';
import { settlePerson } from '../../shared/services/accounts/settle-person.ts';
import { idIn, type MembersDeps, memberLine } from './deps.ts';
import { memberView } from './members.ts';

/** The new role of a member. */
export const RoleBody = z.strictObject({ role: oneOf(roles) });

/** PATCH /v1/members/{id} {role}: another role for a member. Only an owner makes or unmakes owners, and the last owner stays one. */
export const changeMember =
  (deps: MembersDeps): SignedInRoute =>
  async (request) => {
    const { role } = bodyOf(request, RoleBody);
    const { session } = request;
    const { member, isLastOwner } = await memberNamed(deps, request);
    if (!mayGive(session.role, member.role, role)) throw roleMissing(['owner']);
    if (isLastOwner && role !== 'owner') throw lastOwner();
    const detail = { member: member.personId, from: member.role, to: role };
    const audit = memberLine(deps, session, { action: 'member.role_changed', detail });
    if (role !== member.role && !(await deps.members.setRole(member, role, audit))) throw changedMeanwhile();
    return ok(await memberView(deps, { ...member, role }, session.personId));
  };

/**
 * DELETE /v1/members/{id}: removes a member, takes an invitation back, or leaves where it is the person's own; 204. Mails about the
 * organization go to another member from then on.
 */
export const removeMember =
  (deps: MembersDeps): SignedInRoute =>
  async (request) => {
    const { session } = request;
    const isOwn = idIn(request) === session.personId;
    if (!isOwn && !mayGive(session.role)) throw roleMissing(['owner', 'admin']);
    if (!isOwn && (await withdrawInvitation(deps, request))) return noContent();
    const { member, others, isLastOwner } = await memberNamed(deps, request);
    if (!isOwn && !mayGive(session.role, member.role)) throw roleMissing(['owner']);
    if (isLastOwner) throw lastOwner();
    await moveContact(deps, { accountId: session.accountId, leaver: member.personId, others });
    const action = isOwn ? 'member.left' : 'member.removed';
    const audit = memberLine(deps, session, { action, detail: { member: member.personId, from: member.role } });
    if (!(await deps.members.end(member, audit))) throw changedMeanwhile();
    return noContent();
  };

/** Takes back the invitation that the path names; false where it names none. */
async function withdrawInvitation(deps: MembersDeps, request: SignedInRequest): Promise<boolean> {
  const { session } = request;
  const { invitations } = await deps.members.rosterOf(session.accountId);
  const invitation = invitations.find(({ id }) => id === idIn(request));
  if (!invitation) return false;
  if (!mayGive(session.role, invitation.role)) throw roleMissing(['owner']);
  const detail = { invitation: invitation.id, from: invitation.role };
  const audit = memberLine(deps, session, { action: 'member.invitation_withdrawn', detail });
  if (!(await deps.memberInvitations.withdraw(invitation, audit))) throw changedMeanwhile();
  return true;
}

async function memberNamed(deps: MembersDeps, request: SignedInRequest) {
  const { accountId, personId } = request.session;
  await settlePerson(deps, personId);
  const { members } = await deps.members.rosterOf(accountId);
  const member = found(
    members.find((each) => each.personId === idIn(request)),
    'This member',
  );
  const others = members.filter((each) => each !== member);
  return { member: { accountId, ...member }, others, isLastOwner: member.role === 'owner' && !others.some(isOwner) };
}

const isOwner = ({ role }: Member): boolean => role === 'owner';

const lastOwner = () =>
  new AppError('conflict', 'An organization keeps an owner. Make another member an owner first, or delete it.');

const changedMeanwhile = () => new AppError('conflict', 'The members changed meanwhile. Look at them again.');
