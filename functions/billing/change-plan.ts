import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { changeTo, PlanChangeMade } from './change-to.ts';
import type { BillingDeps } from './deps.ts';

/**
 * POST /v1/subscription/change: a dearer plan applies at once, or once paid where a card is charged; a cheaper one applies from the next period.
 * Two requests at once make one change at Stripe. Each takes a numbered lock, then decides on what Stripe says, so it sees the other's change.
 * A request for the current state succeeds without a change, so a lost answer can be repeated.
 * There cannot be fewer affiliates than seats that are taken or promised.
 */
export const changePlan =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const change = bodyOf(request, PlanChangeMade);
    return ok(await changeTo(deps, request, change));
  };
