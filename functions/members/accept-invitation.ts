import * as z from 'zod';
import { AppError, found } from '../../shared/errors.ts';
import { created } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { token } from '../../shared/http/fields.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { hashOfToken } from '../../shared/http/session.ts';
import type { JoinedView } from '../../shared/http/views.ts';
import { settlePerson } from '../../shared/services/accounts/settle-person.ts';
import { type MembersDeps, memberLine } from './deps.ts';

/** The token of an invitation. */
export const InvitationTokenBody = z.strictObject({ token });

/**
 * POST /v1/invitations/accept {token}: makes the person a member; 201. They have to be signed in with the address that was invited, so a
 * forwarded mail lets nobody else in.
 */
export const acceptInvitation =
  (deps: MembersDeps): SignedInRoute =>
  async (request) => {
    const tokenHash = hashOfToken(bodyOf(request, InvitationTokenBody).token);
    const { personId, email } = request.session;
    const invitation = found(await deps.memberInvitations.findByToken(tokenHash, deps.now()), 'This invitation');
    if (invitation.email !== email)
      throw new AppError('invitation_elsewhere', 'Sign in with the address that received this invitation.');
    const { accountId, role } = invitation;
    const account = found(await deps.accounts.find(accountId), 'This organization');
    await settlePerson(deps, personId);
    const detail = { member: personId, invitation: invitation.id, to: role };
    const audit = memberLine(deps, { personId, accountId, email }, { action: 'member.joined', detail });
    if (!(await deps.memberInvitations.accept(invitation, { personId, audit }))) throw notAccepted();
    return created({ organization: { id: accountId, name: account.organization }, role } satisfies JoinedView);
  };

const notAccepted = () =>
  new AppError(
    'conflict',
    'This invitation could not be accepted: it was used or taken back, you are a member already, or there is no room.',
  );
