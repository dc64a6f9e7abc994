import { type Affiliation, holdsSeat } from '../../domain/badges/affiliate.ts';
import type { BadgeApplication } from '../../domain/badges/badge.ts';
import { awaitsOperator } from '../../domain/badges/review.ts';
import type { AffiliateView, AffiliationView, SeatsView } from '../../http/views.ts';
import { type Organization, type ShownDeps, statusOf } from './organization.ts';

/** The badge that came from an affiliation, whatever its handle is now; null where there is none. */
export async function badgeFrom(
  deps: Pick<ShownDeps, 'affiliates' | 'badges'>,
  { accountId, id }: Affiliation,
): Promise<BadgeApplication | null> {
  if (accountId === null) return null;
  const handle = await deps.affiliates.handleOf(accountId, id);
  return handle === null ? null : deps.badges.find(handle);
}

async function shownOf(deps: ShownDeps, affiliation: Affiliation, application: BadgeApplication | null) {
  return {
    handle: application?.handle ?? null,
    displayName: application?.displayName ?? null,
    status: application && (await statusOf(deps, application)),
    awaitsConfirmation:
      affiliation.state === 'accepted' && application?.state === 'in_review' && !awaitsOperator(application),
  };
}

/** An affiliate as its organization sees it. */
export async function affiliateView(
  deps: ShownDeps,
  affiliation: Affiliation,
  { seats, paid, application: parent }: Organization,
): Promise<AffiliateView> {
  const { id, email, state, invitedAt, acceptedAt, endedAt } = affiliation;
  const application = await badgeFrom(deps, affiliation);
  const shown = await shownOf(deps, affiliation, application);
  const toConfirm =
    application && shown.awaitsConfirmation ? profileOf(application, `${parent.handle}/affiliates/${id}`) : null;
  const seat = { holdsSeat: holdsSeat(seats, id, paid.paid) };
  return { id, email, state, ...shown, toConfirm, ...seat, invitedAt, acceptedAt, endedAt };
}

const profileOf = ({ version, url, pictureSha256 }: BadgeApplication, place: string) => ({
  ...{ version, url },
  pictureUrl: pictureSha256 === null ? null : `/v1/badges/${place}/picture`,
});

/** The seats of an organization as its owner sees them. */
export function seatsView({ badge, seats, paid }: Organization): SeatsView {
  const [price] = badge.prices.filter(({ per, availability }) => per !== undefined && availability !== 'private');
  return {
    paid: paid.paid,
    used: seats.accepted.length,
    invited: seats.invited.length,
    coming: paid.coming,
    price: price ? { amountMinor: price.amountMinor, currency: price.currency, interval: price.interval } : null,
  };
}

/** An affiliation as the affiliate sees it; `organization` null: it has no such badge any more. */
export async function affiliationView(
  deps: ShownDeps,
  affiliation: Affiliation,
  organization: Organization | null,
): Promise<AffiliationView> {
  const { id, state, invitedAt, acceptedAt } = affiliation;
  const parent = organization?.application;
  return {
    id,
    state,
    organization: {
      handle: parent?.handle ?? '',
      displayName: parent?.displayName ?? '',
      verified: parent !== undefined && (await statusOf(deps, parent)) === 'verified',
    },
    ...(await shownOf(deps, affiliation, await badgeFrom(deps, affiliation))),
    invitedAt,
    acceptedAt,
  };
}
