import { createHash } from 'node:crypto';
import { accessAt } from '../billing/entitlement.ts';
import type { Badge } from '../catalog/catalog.ts';
import type { BadgeEvent } from './badge.ts';
import type { ShownGrant } from './shown.ts';

/** The states of an affiliation, from invitation to end. */
export type AffiliationState = 'invited' | 'accepted' | 'declined' | 'left' | 'removed';

/**
 * An organization vouches for one affiliate, named by email address. There is one affiliation for each address, whose state changes. Times
 * are ISO-8601 UTC.
 */
export type Affiliation = {
  readonly id: string;
  /** The organization's account, and the id in the catalogue of the badge under which it vouches. */
  readonly organization: string;
  readonly badge: string;
  readonly email: string;
  readonly state: AffiliationState;
  /** The account that accepted; null until then. */
  readonly accountId: string | null;
  readonly invitedAt: string;
  readonly acceptedAt: string | null;
  readonly endedAt: string | null;
  /** The operator's last decision against a badge that its holder gave up. A new invitation does not override it. */
  readonly decided: BadgeEvent | null;
  readonly version: number;
};

/** The id of an affiliation. An organization and address always get the same one, however often they begin it. */
export const affiliationIdOf = (of: Pick<Affiliation, 'organization' | 'badge' | 'email'>): string =>
  createHash('sha256')
    .update(JSON.stringify([of.organization, of.badge, of.email]))
    .digest('base64url')
    .slice(0, 16);

/** Affiliations that take a seat, by id, the longest-standing first. */
export type Seats = {
  readonly accepted: readonly string[];
  readonly invited: readonly string[];
  /** No affiliate gets a seat beyond these while a lower number is being agreed with Stripe. */
  readonly ceiling: { readonly seats: number; readonly until: string } | null;
  /** 0: no seat was ever taken. */
  readonly version: number;
};

/** The seats of a badge that never had an affiliate. */
export const noSeats: Seats = { accepted: [], invited: [], ceiling: null, version: 0 };

/** `coming`: the seats that a planned change leaves; null where no change lowers their number. */
export type PaidSeats = { readonly paid: number; readonly coming: number | null };

/** The seats paid for at `now`, by all grants that pay for the badge. */
export function paidSeats(badge: Badge, grants: readonly ShownGrant[], now: Date): PaidSeats {
  const holding = grants.filter(
    (grant) =>
      (grant.kind === 'badge' ? grant.id === badge.id : badge.includedInPlans?.includes(grant.id)) &&
      accessAt(grant, now).access !== 'none',
  );
  const paid = sum(holding.map(({ affiliates = 0 }) => affiliates));
  const coming = sum(holding.map(({ affiliates = 0, affiliatesComing = affiliates }) => affiliatesComing));
  return { paid, coming: coming < paid ? coming : null };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** Whether an accepted affiliation is within the seats paid for. The last to accept loses a seat first. */
export function holdsSeat({ accepted }: Pick<Seats, 'accepted'>, id: string, paid: number): boolean {
  const place = accepted.indexOf(id);
  return place >= 0 && place < paid;
}

/** How many seats may be taken: those paid for now and later, and at most those that a change under way leaves. */
function maxSeats({ ceiling }: Seats, { paid, coming }: PaidSeats, now: Date): number {
  const agreed = ceiling && Date.parse(ceiling.until) > now.getTime() ? ceiling.seats : Number.POSITIVE_INFINITY;
  return Math.min(paid, coming ?? paid, agreed);
}

/** How many more affiliates may be invited or accept. Open invitations reserve a seat. */
export const freeSeats = (seats: Seats, paid: PaidSeats, now: Date): number =>
  Math.max(0, maxSeats(seats, paid, now) - seats.accepted.length - seats.invited.length);

/** Whether an invited affiliate may accept: a seat is free, or reserved for them and still paid for. */
export const maySit = (seats: Seats, paid: PaidSeats, { id, now }: { readonly id: string; readonly now: Date }) =>
  freeSeats(seats, paid, now) > 0 || (seats.invited.includes(id) && seats.accepted.length < maxSeats(seats, paid, now));

type Begun = Pick<Affiliation, 'organization' | 'badge' | 'email'> & { readonly at: string };

/** The affiliation after an invitation, the first or another one; null where it is open or accepted. */
export function invited(before: Affiliation | null, { organization, badge, email, at }: Begun): Affiliation | null {
  if (before?.state === 'invited' || before?.state === 'accepted') return null;
  const id = affiliationIdOf({ organization, badge, email });
  return {
    ...{ id, organization, badge, email, state: 'invited', accountId: null },
    ...{ invitedAt: at, acceptedAt: null, endedAt: null, version: (before?.version ?? 0) + 1 },
    decided: before?.decided ?? null,
  };
}

/** The affiliation after its acceptance; null where no invitation is open. */
export const acceptedAffiliation = (
  before: Affiliation,
  { accountId, at }: { accountId: string; at: string },
): Affiliation | null =>
  before.state === 'invited'
    ? { ...before, state: 'accepted', accountId, acceptedAt: at, version: before.version + 1 }
    : null;

/** How an affiliation ends: the affiliate declines or leaves, or the organization removes it. */
export type AffiliationEnding = 'declined' | 'left' | 'removed';
const endsFrom: Readonly<Record<AffiliationEnding, readonly AffiliationState[]>> = {
  declined: ['invited'],
  left: ['accepted'],
  removed: ['invited', 'accepted'],
};

/** The affiliation after its end; null where its state does not allow that ending. */
export const ended = (before: Affiliation, { how, at }: { how: AffiliationEnding; at: string }): Affiliation | null =>
  endsFrom[how].includes(before.state) ? { ...before, state: how, endedAt: at, version: before.version + 1 } : null;

type GivenUp = { readonly decided: BadgeEvent | null; readonly at: string };

/** The affiliation after its holder gave the badge up; null where that changes nothing. */
export function givenUp(before: Affiliation, { decided, at }: GivenUp): Affiliation | null {
  const left = ended(before, { how: 'left', at });
  if (left) return { ...left, decided };
  return decided ? { ...before, decided, version: before.version + 1 } : null;
}

/** The seats after a change of one affiliation. */
export function seated(before: Seats, { id, state }: Pick<Affiliation, 'id' | 'state'>): Seats {
  const others = (ids: readonly string[]) => ids.filter((each) => each !== id);
  return {
    ...before,
    accepted: state === 'accepted' ? [...others(before.accepted), id] : others(before.accepted),
    invited: state === 'invited' ? [...others(before.invited), id] : others(before.invited),
    version: before.version + 1,
  };
}
