import { httpFunction } from '../../shared/http/stacks.ts';
import { withdrawBadge } from '../../shared/services/badges/withdraw.ts';
import { acceptAffiliation } from './accept-affiliation.ts';
import { listAffiliates, readAffiliatePicture } from './affiliates.ts';
import { endAffiliation, listAffiliations } from './affiliations.ts';
import { confirmAffiliate } from './confirm-affiliate.ts';
import type { AffiliatesDeps } from './deps.ts';
import { inviteAffiliate } from './invite-affiliate.ts';
import { removeAffiliate } from './remove-affiliate.ts';
import { affiliatesRoutes } from './routes.ts';

/** Organizations vouch for their people, who accept, decline or leave. Badges are given up here, since with an affiliate's its seat is. */
export const affiliates = (deps: AffiliatesDeps) =>
  httpFunction(deps, affiliatesRoutes, {
    'GET /v1/badges/{handle}/affiliates': listAffiliates(deps),
    'POST /v1/badges/{handle}/affiliates': inviteAffiliate(deps),
    'DELETE /v1/badges/{handle}/affiliates/{id}': removeAffiliate(deps),
    'GET /v1/badges/{handle}/affiliates/{id}/picture': readAffiliatePicture(deps),
    'POST /v1/badges/{handle}/affiliates/{id}/confirm': confirmAffiliate(deps),
    'DELETE /v1/badges/{handle}': withdrawBadge(deps),
    'GET /v1/affiliations': listAffiliations(deps),
    'POST /v1/affiliations/{id}/accept': acceptAffiliation(deps),
    'POST /v1/affiliations/{id}/decline': endAffiliation(deps, 'declined'),
    'POST /v1/affiliations/{id}/leave': endAffiliation(deps, 'left'),
  });
