import {
  type Affiliation,
  freeSeats,
  noSeats,
  type PaidSeats,
  paidSeats,
  type Seats,
} from '../../domain/badges/affiliate.ts';
import { type BadgeApplication, type PublicStatus, publicStatus } from '../../domain/badges/badge.ts';
import type { Badge, Catalog } from '../../domain/catalog/catalog.ts';
import { badgeOf } from '../../domain/catalog/look-up.ts';
import { AppError, found } from '../../errors.ts';
import type { SignedInRequest } from '../../http/route.ts';
import type { Affiliates } from '../../storage/badges/affiliates.ts';
import type { Badges } from '../../storage/badges/badges.ts';
import type { AccessStates } from '../../storage/billing/access.ts';
import { type PaidDeps, paymentOf } from './status.ts';

type OrganizationDeps = {
  readonly catalog: Catalog;
  readonly badges: Pick<Badges, 'find'>;
  readonly access: Pick<AccessStates, 'readHolder'>;
  readonly now: () => Date;
};

/** The stores that an affiliation's view is read from. */
export type ShownDeps = PaidDeps & {
  readonly badges: Pick<Badges, 'find' | 'listOf'>;
  readonly affiliates: Pick<Affiliates, 'handleOf'>;
};

/** An organization's badge with its seats, as they are now. */
export type Organization = {
  readonly application: BadgeApplication;
  readonly badge: Badge;
  readonly seats: Seats;
  readonly paid: PaidSeats;
  readonly free: number;
  readonly grantsVersion: number;
};

/** The organization of a badge, with its seats. */
async function organizationOf(deps: OrganizationDeps, application: BadgeApplication): Promise<Organization> {
  const badge = found(badgeOf(deps.catalog, application.badge), 'This badge');
  const access = await deps.access.readHolder(application.accountId);
  const seats = access.seats[badge.id] ?? noSeats;
  const paid = paidSeats(badge, access.grants, deps.now());
  return { application, badge, seats, paid, free: freeSeats(seats, paid, deps.now()), grantsVersion: access.version };
}

/**
 * The organization of the signed-in account that the path names.
 * @throws AppError 404, or 409 for a person's badge
 */
export async function ownOrganization(
  deps: OrganizationDeps,
  { params, session }: SignedInRequest,
): Promise<Organization> {
  const application = await deps.badges.find(params.handle ?? '');
  const own = found(application?.accountId === session.accountId ? application : null, 'This badge');
  if (own.kind === 'person')
    throw new AppError('conflict', 'This badge belongs to a person. Only organizations have affiliates.');
  return organizationOf(deps, own);
}

/** The organization that vouches by an affiliation; null where it has no such badge any more. */
export async function vouching(deps: ShownDeps, affiliation: Affiliation): Promise<Organization | null> {
  const applications = await deps.badges.listOf(affiliation.organization);
  const application = applications.find(({ badge, parent }) => badge === affiliation.badge && parent === null);
  return application ? organizationOf(deps, application) : null;
}

/** The badge status that the public sees; null until the first approval. */
export async function statusOf(deps: PaidDeps, application: BadgeApplication): Promise<PublicStatus | null> {
  const { paid, hidden } = await paymentOf(deps, application);
  return publicStatus(application, paid, hidden);
}
