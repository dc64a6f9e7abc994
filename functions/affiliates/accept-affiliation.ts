import { acceptedAffiliation } from '../../shared/domain/badges/affiliate.ts';
import { AppError } from '../../shared/errors.ts';
import { created } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { refuseLookAlike } from '../../shared/services/badges/automatic-checks.ts';
import { statusOf, vouching } from '../../shared/services/badges/organization.ts';
import { affiliationView, badgeFrom } from '../../shared/services/badges/present-affiliate.ts';
import { AffiliateProfile, badgeOfAffiliate } from './badge-of-affiliate.ts';
import { type AffiliatesDeps, affiliationAudit } from './deps.ts';
import { ownAffiliation } from './find-affiliation.ts';
import { refuseWithoutSeat, takeSeat } from './take-seat.ts';

/**
 * POST /v1/affiliations/{id}/accept {handle, displayName, url}: takes the seat and makes a badge that the organization vouches for.
 * The operator reviews it only if a check fails or a decision of the operator is open. A later change of the badge adds the picture.
 * Two acceptances of the last seat cannot both succeed.
 */
export const acceptAffiliation =
  (deps: AffiliatesDeps): SignedInRoute =>
  async (request) => {
    const affiliation = await ownAffiliation(deps, request);
    const profile = bodyOf(request, AffiliateProfile);
    const organization = await vouching(deps, affiliation);
    if (!organization || (await statusOf(deps, organization.application)) !== 'verified')
      throw new AppError(
        'conflict',
        'The organization’s own badge is hidden. Accept the invitation once it is public again.',
      );
    const line = affiliationAudit(deps, request, { action: 'affiliation.accepted', affiliation: affiliation.id });
    const next = acceptedAffiliation(affiliation, { accountId: request.session.accountId, at: line.at });
    if (!next) throw new AppError('conflict', `This invitation is ${affiliation.state}, not open.`);
    refuseWithoutSeat(deps, organization, affiliation);
    const before = await badgeFrom(deps, next);
    await refuseLookAlike(deps, profile.handle);
    const { application: parent } = organization;
    const badge = await badgeOfAffiliate(deps, request, { affiliation: next, parent, before, profile, at: line.at });
    await takeSeat(deps, { affiliation: next, badge, before }, { organization, line });
    return created(await affiliationView(deps, next, organization));
  };
