import { givenUp, seated } from '../../domain/badges/affiliate.ts';
import type { BadgeApplication } from '../../domain/badges/badge.ts';
import { operatorsWord } from '../../domain/badges/review.ts';
import type { SignedInRequest } from '../../http/route.ts';
import type { Affiliates } from '../../storage/badges/affiliates.ts';
import { badgeChanged, holderAudit } from './applications.ts';
import { type ExpectChangeDeps, expectBadgeChange } from './expect-change.ts';

/** The needs of ending an affiliation. */
export type LeaveSeatDeps = ExpectChangeDeps & {
  readonly affiliates: Pick<Affiliates, 'ofEmail' | 'seatsOf' | 'put'>;
};

/** Ends the affiliation that a badge came from, unless it has ended or its holder is invited anew. @throws AppError 409 */
export async function leaveSeat(deps: LeaveSeatDeps, request: SignedInRequest, own: BadgeApplication): Promise<void> {
  const { affiliation, handle } = own;
  if (affiliation === null) return;
  const all = await deps.affiliates.ofEmail(request.session.email);
  const before = all.find(({ id }) => id === affiliation);
  const line = holderAudit(deps, request, { action: 'affiliation.left', handle });
  const next = before && givenUp(before, { decided: operatorsWord(own), at: line.at });
  if (!next) return;
  await expectBadgeChange(deps, next.organization);
  const seats = seated(await deps.affiliates.seatsOf(next), next);
  if (!(await deps.affiliates.put(next, seats, line))) throw badgeChanged();
}
