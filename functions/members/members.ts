import type { Member, MemberInvitation } from '../../shared/domain/accounts/member.ts';
import { ok } from '../../shared/http/answer.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import type { InvitedMemberView, MemberView } from '../../shared/http/views.ts';
import { rosterNow } from '../../shared/services/accounts/settle-person.ts';
import type { MembersDeps } from './deps.ts';

/** GET /v1/members: the members of the organization, the oldest first, then the addresses that it invited. */
export const listMembers =
  (deps: MembersDeps): SignedInRoute =>
  async ({ session: { accountId, personId } }) => {
    const { members, invitations } = await rosterNow(deps, accountId);
    const views = await Promise.all(members.map((each) => memberView(deps, each, personId)));
    const good = invitations.filter(({ expiresAt }) => expiresAt >= deps.now().toISOString());
    return ok({
      data: [
        ...views.toSorted((one, other) => one.since.localeCompare(other.since)),
        ...good.toSorted((one, other) => one.invitedAt.localeCompare(other.invitedAt)).map(invitedView),
      ],
    });
  };

/** A member as the API shows them to the person `own`. */
export async function memberView(
  { people }: Pick<MembersDeps, 'people'>,
  { personId, role, since }: Member,
  own: string,
): Promise<MemberView> {
  const person = await people.find(personId);
  return { id: personId, state: 'member', email: person?.email ?? '', role, since, you: personId === own };
}

/** An invitation as the API shows it. */
export const invitedView = ({ id, email, role, invitedAt, expiresAt }: MemberInvitation): InvitedMemberView => ({
  ...{ id, state: 'invited', email, role, invitedAt, expiresAt },
});
