import { givenUp, seated } from '../../domain/badges/affiliate.ts';
import type { BadgeApplication } from '../../domain/badges/badge.ts';
import { operatorsWord } from '../../domain/badges/review.ts';
import { settlementOfWithdrawal } from '../../domain/badges/settlement.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { noContent } from '../../http/answer.ts';
import { type Route, type SignedInRequest, signedIn } from '../../http/route.ts';
import type { SessionDeps } from '../../http/session.ts';
import type { HttpDeps } from '../../http/stacks.ts';
import type { Affiliates } from '../../storage/badges/affiliates.ts';
import type { Badges } from '../../storage/badges/badges.ts';
import type { AccessStates } from '../../storage/billing/access.ts';
import { badgeChanged, holderAudit, ownApplication, subscriptionsOf } from './applications.ts';
import { type ExpectChangeDeps, expectAffiliatesChange, expectBadgeChange } from './expect-change.ts';

type WithdrawDeps = HttpDeps &
  SessionDeps &
  ExpectChangeDeps & {
    readonly catalog: Catalog;
    readonly badges: Pick<Badges, 'find' | 'withdraw'>;
    readonly affiliates: Pick<Affiliates, 'listOf' | 'ofEmail' | 'seatsOf' | 'put'>;
    readonly access: Pick<AccessStates, 'read'>;
  };

/**
 * DELETE /v1/badges/{handle}: its holder takes the application back, or gives the badge up. The handle is free at once. What was paid for a
 * badge that was never approved is given back where the policy says so; else its subscription is not renewed. An affiliate leaves its seat
 * with it, before it: where the rest fails, the same again does it.
 */
export const withdrawBadge = (deps: WithdrawDeps): Route =>
  signedIn(deps, async (request) => {
    const own = await ownApplication(deps, request);
    const line = holderAudit(deps, request, { action: 'badge.withdrawn', handle: own.handle });
    const subscriptions = await subscriptionsOf(deps, own);
    const { badgeReview: review } = deps.catalog.settings;
    const settlement = settlementOfWithdrawal(own, { review, subscriptions, at: line.at });
    await expectBadgeChange(deps, own.accountId);
    await expectAffiliatesChange(deps, own);
    await leaveSeat(deps, request, own);
    if (!(await deps.badges.withdraw(own, line, settlement))) throw badgeChanged();
    return noContent();
  });

/** Ends the affiliation that a badge came of, unless it has ended or its holder is invited anew. @throws AppError 409 */
async function leaveSeat(deps: WithdrawDeps, request: SignedInRequest, own: BadgeApplication): Promise<void> {
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
