import { type AffiliationEnding, ended, noSeats, seated } from '../../shared/domain/badges/affiliate.ts';
import { AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { expectBadgeChange } from '../../shared/services/badges/expect-change.ts';
import { vouching } from '../../shared/services/badges/organization.ts';
import { affiliationView } from '../../shared/services/badges/present-affiliate.ts';
import { type AffiliatesDeps, affiliationAudit } from './deps.ts';
import { ownAffiliation } from './find-affiliation.ts';
import { affiliationChanged } from './refusals.ts';

/** GET /v1/affiliations: where this account's address is invited, or vouched for. */
export const listAffiliations =
  (deps: AffiliatesDeps): SignedInRoute =>
  async (request) => {
    knownParameters(request, []);
    const all = await deps.affiliates.ofEmail(request.session.email);
    const views = all.map(async (each) => affiliationView(deps, each, await vouching(deps, each)));
    return ok({ data: await Promise.all(views) });
  };

/** POST /v1/affiliations/{id}/decline, …/leave: the seat is free, and a badge that came of it is not shown any more. */
export const endAffiliation =
  (deps: AffiliatesDeps, how: Exclude<AffiliationEnding, 'removed'>): SignedInRoute =>
  async (request) => {
    const affiliation = await ownAffiliation(deps, request);
    const line = affiliationAudit(deps, request, { action: `affiliation.${how}`, affiliation: affiliation.id });
    const next = ended(affiliation, { how, at: line.at });
    if (!next) throw new AppError('conflict', `This affiliation is ${affiliation.state}, so it can’t be ${how}.`);
    await expectBadgeChange(deps, request.session.accountId);
    if (affiliation.state === 'accepted') await expectBadgeChange(deps, affiliation.organization);
    const organization = await vouching(deps, affiliation);
    const seats = organization?.seats ?? (await deps.affiliates.seatsOf(affiliation)) ?? noSeats;
    if (!(await deps.affiliates.put(next, seated(seats, next), line))) throw affiliationChanged();
    return ok(await affiliationView(deps, next, organization));
  };
