import { mapConcurrent } from '../../shared/concurrency.ts';
import { found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import type { AffiliatesView } from '../../shared/http/views.ts';
import { ownOrganization } from '../../shared/services/badges/organization.ts';
import { affiliateView, badgeFrom, seatsView } from '../../shared/services/badges/present-affiliate.ts';
import { storedPicture } from '../../shared/services/badges/stored-picture.ts';
import type { AffiliatesDeps } from './deps.ts';
import { affiliateOf, vouchingOf } from './find-affiliation.ts';

const readAtOnce = 10;

/** GET /v1/badges/{handle}/affiliates: those whom the organization invited, and its seats. */
export const listAffiliates =
  (deps: AffiliatesDeps): SignedInRoute =>
  async (request) => {
    knownParameters(request, []);
    const own = await ownOrganization(deps, request);
    const all = await deps.affiliates.listOf(vouchingOf(own));
    const data = await mapConcurrent(readAtOnce, all, (each) => affiliateView(deps, each, own));
    const view: AffiliatesView = { data: [...data], seats: seatsView(own) };
    return ok(view);
  };

/** GET /v1/badges/{handle}/affiliates/{id}/picture: that of an affiliate’s profile, also of one that is still to be confirmed. */
export const readAffiliatePicture =
  (deps: AffiliatesDeps): SignedInRoute =>
  async (request) => {
    const affiliation = await affiliateOf(deps, request, await ownOrganization(deps, request));
    const application = affiliation.state === 'accepted' ? await badgeFrom(deps, affiliation) : null;
    return storedPicture(deps, found(application, 'This picture'));
  };
