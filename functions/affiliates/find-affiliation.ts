import type { Affiliation } from '../../shared/domain/badges/affiliate.ts';
import { found } from '../../shared/errors.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import type { Organization } from '../../shared/services/badges/organization.ts';
import type { AffiliatesDeps } from './deps.ts';

/** Account and badge of an organization, as its affiliations are stored under. */
export const vouchingOf = ({ application, badge }: Organization) => ({
  organization: application.accountId,
  badge: badge.id,
});

/** The affiliate of an organization that the path names. @throws AppError 404 */
export async function affiliateOf(
  deps: AffiliatesDeps,
  { params }: SignedInRequest,
  own: Organization,
): Promise<Affiliation> {
  return found(await deps.affiliates.find({ ...vouchingOf(own), id: params.id ?? '' }), 'This affiliate');
}

/** The invitation or affiliation of the signed-in address that the path names. @throws AppError 404 */
export async function ownAffiliation(deps: AffiliatesDeps, { params, session }: SignedInRequest): Promise<Affiliation> {
  const all = await deps.affiliates.ofEmail(session.email);
  return found(
    all.find(({ id }) => id === params.id),
    'This invitation',
  );
}
