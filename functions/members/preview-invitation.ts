import * as z from 'zod';
import { budgets } from '../../shared/domain/access/budgets.ts';
import { lifeOf } from '../../shared/domain/accounts/account.ts';
import { maskedAddress } from '../../shared/domain/mail/mailbox.ts';
import { found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { token } from '../../shared/http/fields.ts';
import type { Route } from '../../shared/http/route.ts';
import { hashOfToken } from '../../shared/http/session.ts';
import type { InvitationPreview } from '../../shared/http/views.ts';
import { spendAnonymously } from '../../shared/services/budgets/budgets.ts';
import type { MembersDeps } from './deps.ts';

/** The token of an invitation to preview. */
export const InvitationPreviewBody = z.strictObject({ token });

/**
 * POST /v1/invitations/preview {token}: the organization, the role and the member who invited, for whoever holds the token; 200. The invitation
 * stays good, so a scanner that opens it burns nothing. A token that is not good counts for the client that tried it, as with sign-in links.
 */
export const previewInvitation =
  (deps: MembersDeps): Route =>
  async (request) => {
    const offered = await offerOf(deps, hashOfToken(bodyOf(request, InvitationPreviewBody).token));
    if (!offered) await spendAnonymously(deps, request, { budget: budgets.links });
    return ok(found(offered, 'This invitation'));
  };

/** Null: the invitation was used, replaced, taken back or has expired, or its organization is being deleted. */
async function offerOf(
  { memberInvitations, accounts, people, now }: MembersDeps,
  tokenHash: string,
): Promise<InvitationPreview | null> {
  const invitation = await memberInvitations.findByToken(tokenHash, now());
  if (!invitation) return null;
  const { accountId, email, role, invitedBy, expiresAt } = invitation;
  const account = await accounts.find(accountId);
  if (!account || lifeOf(account) !== 'active') return null;
  const inviter = invitedBy === undefined ? null : await people.find(invitedBy);
  const from = { organization: account.organization, invitedBy: inviter?.email ?? null };
  return { ...from, role, invited: maskedAddress(email), expiresAt };
}
