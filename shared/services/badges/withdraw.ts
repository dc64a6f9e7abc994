import { settlementOfWithdrawal } from '../../domain/badges/settlement.ts';
import type { Catalog } from '../../domain/catalog/catalog.ts';
import { noContent } from '../../http/answer.ts';
import type { SignedInRoute } from '../../http/route.ts';
import type { SessionDeps } from '../../http/session.ts';
import type { HttpDeps } from '../../http/stacks.ts';
import type { Affiliates } from '../../storage/badges/affiliates.ts';
import type { Badges } from '../../storage/badges/badges.ts';
import type { AccessStates } from '../../storage/billing/access.ts';
import { badgeChanged, holderAudit, ownApplication, subscriptionsOf } from './applications.ts';
import { expectAffiliatesChange, expectBadgeChange } from './expect-change.ts';
import { type LeaveSeatDeps, leaveSeat } from './leave-seat.ts';

type WithdrawDeps = HttpDeps &
  SessionDeps &
  LeaveSeatDeps & {
    readonly catalog: Catalog;
    readonly badges: Pick<Badges, 'find' | 'withdraw'>;
    readonly affiliates: Pick<Affiliates, 'listOf'>;
    readonly access: Pick<AccessStates, 'readHolder'>;
  };

/**
 * DELETE /v1/badges/{handle}: the holder withdraws the application or gives the badge up. The handle is free at once. The payment for a
 * badge that was never approved is refunded where the policy says so; otherwise its subscription is not renewed. An affiliate leaves the
 * seat first, so a repetition completes a request that failed halfway.
 */
export const withdrawBadge =
  (deps: WithdrawDeps): SignedInRoute =>
  async (request) => {
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
  };
