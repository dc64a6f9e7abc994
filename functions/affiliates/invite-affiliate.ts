import * as z from 'zod';
import { affiliationIdOf, invited, seated } from '../../shared/domain/badges/affiliate.ts';
import { AppError, found } from '../../shared/errors.ts';
import { created } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { email } from '../../shared/http/fields.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { type Organization, ownOrganization, statusOf } from '../../shared/services/badges/organization.ts';
import { affiliateView } from '../../shared/services/badges/present-affiliate.ts';
import { type AffiliatesDeps, affiliationAudit } from './deps.ts';
import { vouchingOf } from './find-affiliation.ts';
import { mailInvitation } from './invitation-mail.ts';
import { affiliationChanged, noSeat } from './refusals.ts';

/** The address to invite. */
export const AffiliateInvitationBody = z.strictObject({ email });

const invitationsPerHour = 200;

/** POST /v1/badges/{handle}/affiliates {email}: invites, onto a seat that is paid for and free; the same whoever has an account. */
export const inviteAffiliate =
  (deps: AffiliatesDeps): SignedInRoute =>
  async (request) => {
    const own = await ownOrganization(deps, request);
    const { email: address } = bodyOf(request, AffiliateInvitationBody);
    if ((await statusOf(deps, own.application)) !== 'verified')
      throw new AppError('conflict', 'Your own badge is hidden. Invite affiliates once it is public again.');
    await refuseMany(deps, own);
    const vouches = { ...vouchingOf(own), email: address };
    const before = await deps.affiliates.find({ ...vouches, id: affiliationIdOf(vouches) });
    const line = affiliationAudit(deps, request, {
      action: 'affiliate.invited',
      affiliation: affiliationIdOf(vouches),
    });
    const next = invited(before, { ...vouches, at: line.at });
    if (before?.state === 'accepted') throw new AppError('conflict', 'This invitation was already accepted.');
    if (next) {
      if (own.free === 0) throw noSeat();
      if (!(await deps.affiliates.put(next, seated(own.seats, next), line))) throw affiliationChanged();
    }
    const affiliation = found(next ?? before, 'This invitation');
    await mailInvitation(deps, own, { request, email: address });
    return created(await affiliateView(deps, affiliation, own));
  };

async function refuseMany(deps: AffiliatesDeps, { application }: Organization): Promise<void> {
  const limit = { scope: 'affiliates', subject: application.accountId, limitPerHour: invitationsPerHour };
  const answer = await deps.throttles.pass(limit, deps.now());
  if (answer.passed) return;
  const { retryAfterSeconds } = answer;
  throw new AppError('rate_limited', 'You sent too many invitations. Try again later.', { retryAfterSeconds });
}
