import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { type Route, signedIn } from '../../shared/http/route.ts';
import { budgets, chargeBudget } from '../../shared/services/budgets/budgets.ts';
import { changeTo, PlanChangeMade } from './change-to.ts';
import type { BillingDeps } from './deps.ts';

/**
 * POST /v1/subscription/change: what costs more a month holds at once, and where a card is charged only once that is paid; what costs
 * less comes with the next period. Of two who ask at once one goes to Stripe: turns are taken by number, and the decision is made on
 * what Stripe says after the turn was read, so whoever comes second decides on what the first has done. What is as it was asked
 * for is answered the same, so a lost answer is repeated. Not fewer affiliates than have a seat, or are promised one.
 */
export const changePlan = (deps: BillingDeps): Route =>
  signedIn(deps, async (request) => {
    const change = bodyOf(request, PlanChangeMade);
    await chargeBudget(deps, request, { budget: budgets.billingChanges });
    return ok(await changeTo(deps, request, change));
  });
