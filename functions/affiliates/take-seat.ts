import { type Affiliation, maySit } from '../../shared/domain/badges/affiliate.ts';
import type { BadgeApplication } from '../../shared/domain/badges/badge.ts';
import { handleTaken } from '../../shared/services/badges/applications.ts';
import { expectBadgeChange } from '../../shared/services/badges/expect-change.ts';
import type { Organization } from '../../shared/services/badges/organization.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { AffiliatesDeps } from './deps.ts';
import { affiliationChanged, noSeat } from './refusals.ts';

/** @throws AppError 409 where the organization has no paid seat for this affiliation */
export function refuseWithoutSeat({ now }: AffiliatesDeps, { seats, paid }: Organization, { id }: Affiliation): void {
  if (!maySit(seats, paid, { id, now: now() })) throw noSeat();
}

type Sitting = {
  readonly affiliation: Affiliation;
  readonly badge: BadgeApplication;
  readonly before: BadgeApplication | null;
};

/** Stores an accepted affiliation with its seat and its badge, all together. @throws AppError 409 where the handle is taken or anything changed */
export async function takeSeat(
  deps: AffiliatesDeps,
  accepted: Sitting,
  { organization, line }: { readonly organization: Organization; readonly line: AuditEntry },
): Promise<void> {
  const { badge } = accepted;
  const { seats, grantsVersion, application: parent } = organization;
  await expectBadgeChange(deps, badge.accountId);
  const outcome = await deps.affiliates.accept(accepted, { seats, grantsVersion, parent }, line);
  if (outcome === 'handle_taken') throw handleTaken(badge.handle);
  if (outcome === 'changed') throw affiliationChanged();
}
