import * as z from 'zod';
import {
  type Affiliation,
  type AffiliationEnding,
  acceptedAffiliation,
  ended,
  maySit,
  noSeats,
  seated,
} from '../../shared/domain/badges/affiliate.ts';
import { type BadgeApplication, undecided, withEvent } from '../../shared/domain/badges/badge.ts';
import { awaitsOperator } from '../../shared/domain/badges/review.ts';
import { AppError, found } from '../../shared/errors.ts';
import { created, ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { knownParameters } from '../../shared/http/page.ts';
import { type Route, type SignedInRequest, signedIn } from '../../shared/http/route.ts';
import { handleTaken } from '../../shared/services/badges/applications.ts';
import { refuseLookAlike, withAutomaticChecks } from '../../shared/services/badges/automatic-checks.ts';
import { expectBadgeChange } from '../../shared/services/badges/expect-change.ts';
import { statusOf, vouching } from '../../shared/services/badges/organization.ts';
import { affiliationView, badgeFrom } from '../../shared/services/badges/present-affiliate.ts';
import { profileFields } from '../../shared/services/badges/profile-fields.ts';
import type { AffiliatesDeps } from './deps.ts';
import { affiliationAudit, affiliationChanged, noSeat } from './vouch.ts';

const Acceptance = z.strictObject(profileFields).omit({ picture: true });
type Profile = z.infer<typeof Acceptance>;

/** GET /v1/affiliations: where this account's address is invited, or vouched for. */
export const listAffiliations = (deps: AffiliatesDeps): Route =>
  signedIn(deps, async (request) => {
    knownParameters(request, []);
    const all = await deps.affiliates.ofEmail(request.session.email);
    const views = all.map(async (each) => affiliationView(deps, each, await vouching(deps, each)));
    return ok({ data: await Promise.all(views) });
  });

/**
 * POST /v1/affiliations/{id}/accept {handle, displayName, url}: takes the seat and makes a badge that the organization vouches for,
 * without a review by the operator unless a check fails or the operator has to decide on it already. A picture comes by a change of the badge. Of two acceptances of the last seat one is made.
 */
export const acceptAffiliation = (deps: AffiliatesDeps): Route =>
  signedIn(deps, async (request) => {
    const affiliation = await ownAffiliation(deps, request);
    const profile = bodyOf(request, Acceptance);
    const organization = await vouching(deps, affiliation);
    if (!organization || (await statusOf(deps, organization.application)) !== 'verified')
      throw new AppError('conflict', 'The organization’s own mark is not shown now. Accept once it is.');
    const line = affiliationAudit(deps, request, { action: 'affiliation.accepted', affiliation: affiliation.id });
    const next = acceptedAffiliation(affiliation, { accountId: request.session.accountId, at: line.at });
    if (!next) throw new AppError('conflict', `This invitation is not open: it is ${affiliation.state}.`);
    const { seats, paid, grantsVersion, application: parent } = organization;
    if (!maySit(seats, paid, { id: affiliation.id, now: deps.now() })) throw noSeat();
    const before = await badgeFrom(deps, next);
    await refuseLookAlike(deps, profile.handle);
    const badge = await badgeOfAffiliate(deps, request, { affiliation: next, parent, before, profile, at: line.at });
    await expectBadgeChange(deps, badge.accountId);
    const outcome = await deps.affiliates.accept(
      { affiliation: next, badge, before },
      { seats, grantsVersion, parent },
      line,
    );
    if (outcome === 'handle_taken') throw handleTaken(profile.handle);
    if (outcome === 'changed') throw affiliationChanged();
    return created(await affiliationView(deps, next, organization));
  });

type Accepting = {
  readonly affiliation: Affiliation;
  readonly parent: BadgeApplication;
  readonly before: BadgeApplication | null;
  readonly profile: Profile;
  readonly at: string;
};

/** @throws AppError 409 where there is a badge of this organization already, under another handle */
async function badgeOfAffiliate(
  deps: AffiliatesDeps,
  { session }: SignedInRequest,
  accepting: Accepting,
): Promise<BadgeApplication> {
  const { affiliation, parent, before, profile, at } = accepting;
  if (before && before.handle !== profile.handle)
    throw new AppError('conflict', `Your badge of this organization is @${before.handle}. Accept with that handle.`);
  if (before?.state === 'revoked' || before?.state === 'refused')
    throw new AppError('conflict', `Your badge @${before.handle} was ${before.state} by the operator.`);
  const history = affiliation.decided ? [affiliation.decided] : [];
  const badge: BadgeApplication = {
    ...(before ?? { ...undecided, picture: null, appliedAt: at, firstApprovedAt: null, version: 0, history }),
    ...profile,
    ...{ accountId: session.accountId, email: session.email, badge: affiliation.badge, kind: 'person' },
    ...{ state: 'in_review', reason: null, decidedAt: null, parent: parent.handle, affiliation: affiliation.id },
  };
  const looked = await withAutomaticChecks(deps, badge, { state: 'absent' });
  const event = { at, actor: session.email, reason: null };
  if (awaitsOperator(looked) || looked.checks.some(({ outcome }) => outcome === 'failed'))
    return withEvent(looked, { ...event, action: 'profile_changed' });
  const approved = { state: 'approved', decidedAt: at, firstApprovedAt: looked.firstApprovedAt ?? at } as const;
  return withEvent({ ...looked, ...approved }, { ...event, action: 'approved' });
}

/** POST /v1/affiliations/{id}/decline, …/leave: the seat is free, and a badge that came of it is not shown any more. */
export const endAffiliation = (deps: AffiliatesDeps, how: Exclude<AffiliationEnding, 'removed'>): Route =>
  signedIn(deps, async (request) => {
    const affiliation = await ownAffiliation(deps, request);
    const line = affiliationAudit(deps, request, { action: `affiliation.${how}`, affiliation: affiliation.id });
    const next = ended(affiliation, { how, at: line.at });
    if (!next) throw new AppError('conflict', `It is ${affiliation.state}, so it cannot be ${how}.`);
    await expectBadgeChange(deps, request.session.accountId);
    if (affiliation.state === 'accepted') await expectBadgeChange(deps, affiliation.organization);
    const organization = await vouching(deps, affiliation);
    const seats = organization?.seats ?? (await deps.affiliates.seatsOf(affiliation)) ?? noSeats;
    if (!(await deps.affiliates.put(next, seated(seats, next), line))) throw affiliationChanged();
    return ok(await affiliationView(deps, next, organization));
  });

async function ownAffiliation(deps: AffiliatesDeps, { params, session }: SignedInRequest): Promise<Affiliation> {
  const all = await deps.affiliates.ofEmail(session.email);
  return found(
    all.find(({ id }) => id === params.id),
    'This invitation',
  );
}
