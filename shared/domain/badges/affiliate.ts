import { createHash } from 'node:crypto';
import { accessAt } from '../billing/entitlement.ts';
import type { Grant } from '../billing/grant.ts';
import type { Badge } from '../catalog/catalog.ts';
import type { BadgeEvent } from './badge.ts';

export type AffiliationState = 'invited' | 'accepted' | 'declined' | 'left' | 'removed';

/** An organization's word for one of its people, by e-mail address: one for each, whose state changes. Times are ISO-8601 UTC. */
export type Affiliation = {
  readonly id: string;
  /** The organization's account and the badge, by its id in the catalogue, under which it vouches. */
  readonly organization: string;
  readonly badge: string;
  readonly email: string;
  readonly state: AffiliationState;
  /** Who accepted; null until then. */
  readonly accountId: string | null;
  readonly invitedAt: string;
  readonly acceptedAt: string | null;
  readonly endedAt: string | null;
  /** What the operator decided against a badge of it that was given up: no other invitation passes it over. */
  readonly decided: BadgeEvent | null;
  readonly version: number;
};

/** Of one organization and address there is one affiliation, however often it is begun. */
export const affiliationIdOf = (of: Pick<Affiliation, 'organization' | 'badge' | 'email'>): string =>
  createHash('sha256')
    .update(JSON.stringify([of.organization, of.badge, of.email]))
    .digest('base64url')
    .slice(0, 16);

/** Who takes a seat, by affiliations' ids: the longest-standing first. */
export type Seats = {
  readonly accepted: readonly string[];
  readonly invited: readonly string[];
  /** Nobody is let onto a seat beyond these while a lower number is being agreed with Stripe. */
  readonly ceiling: { readonly seats: number; readonly until: string } | null;
  /** 0: there were never any. */
  readonly version: number;
};

export const noSeats: Seats = { accepted: [], invited: [], ceiling: null, version: 0 };

/** `coming`: what a change that is planned leaves of them; null where none lowers their number. */
export type PaidSeats = { readonly paid: number; readonly coming: number | null };

/** The seats that are paid for at `now`, by every subscription that holds up the badge. */
export function paidSeats(badge: Badge, grants: readonly Grant[], now: Date): PaidSeats {
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

/** Whether one that was accepted is among as many as are paid for: who came last loses the seat first. */
export function holdsSeat({ accepted }: Pick<Seats, 'accepted'>, id: string, paid: number): boolean {
  const place = accepted.indexOf(id);
  return place >= 0 && place < paid;
}

/** How many may be taken: as many as are and will be paid for, and no more than a change that is being agreed leaves. */
function maxSeats({ ceiling }: Seats, { paid, coming }: PaidSeats, now: Date): number {
  const most = ceiling && Date.parse(ceiling.until) > now.getTime() ? ceiling.seats : Number.POSITIVE_INFINITY;
  return Math.min(paid, coming ?? paid, most);
}

/** How many may still accept, or be invited: invitations that nobody has answered are kept a seat. */
export const freeSeats = (seats: Seats, paid: PaidSeats, now: Date): number =>
  Math.max(0, maxSeats(seats, paid, now) - seats.accepted.length - seats.invited.length);

/** Whether one that was invited may accept: a seat is free, or it is kept one and there are still so many. */
export const maySit = (seats: Seats, paid: PaidSeats, { id, now }: { readonly id: string; readonly now: Date }) =>
  freeSeats(seats, paid, now) > 0 || (seats.invited.includes(id) && seats.accepted.length < maxSeats(seats, paid, now));

type Begun = Pick<Affiliation, 'organization' | 'badge' | 'email'> & { readonly at: string };

/** The affiliation invited, for the first time or again; null where it is under way. */
export function invited(before: Affiliation | null, { organization, badge, email, at }: Begun): Affiliation | null {
  if (before?.state === 'invited' || before?.state === 'accepted') return null;
  const id = affiliationIdOf({ organization, badge, email });
  return {
    ...{ id, organization, badge, email, state: 'invited', accountId: null },
    ...{ invitedAt: at, acceptedAt: null, endedAt: null, version: (before?.version ?? 0) + 1 },
    decided: before?.decided ?? null,
  };
}

/** The affiliation accepted; null where it is not open. */
export const acceptedAffiliation = (
  before: Affiliation,
  { accountId, at }: { accountId: string; at: string },
): Affiliation | null =>
  before.state === 'invited'
    ? { ...before, state: 'accepted', accountId, acceptedAt: at, version: before.version + 1 }
    : null;

export type AffiliationEnding = 'declined' | 'left' | 'removed';
const endsFrom: Readonly<Record<AffiliationEnding, readonly AffiliationState[]>> = {
  declined: ['invited'],
  left: ['accepted'],
  removed: ['invited', 'accepted'],
};

/** The affiliation ended; null where it cannot end so. */
export const ended = (before: Affiliation, { how, at }: { how: AffiliationEnding; at: string }): Affiliation | null =>
  endsFrom[how].includes(before.state) ? { ...before, state: how, endedAt: at, version: before.version + 1 } : null;

type GivenUp = { readonly decided: BadgeEvent | null; readonly at: string };

/** The affiliation once the badge that came of it was given up; null where that changes nothing. */
export function givenUp(before: Affiliation, { decided, at }: GivenUp): Affiliation | null {
  const left = ended(before, { how: 'left', at });
  if (left) return { ...left, decided };
  return decided ? { ...before, decided, version: before.version + 1 } : null;
}

/** The seats after what became of one affiliation. */
export function seated(before: Seats, { id, state }: Pick<Affiliation, 'id' | 'state'>): Seats {
  const others = (ids: readonly string[]) => ids.filter((each) => each !== id);
  return {
    ...before,
    accepted: state === 'accepted' ? [...others(before.accepted), id] : others(before.accepted),
    invited: state === 'invited' ? [...others(before.invited), id] : others(before.invited),
    version: before.version + 1,
  };
}
