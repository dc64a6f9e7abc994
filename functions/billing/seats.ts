import * as z from 'zod';
import { isLive, mainItemOf } from '../../shared/domain/billing/grant.ts';
import { AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { wholeNumber } from '../../shared/http/fields.ts';
import { type Route, signedIn } from '../../shared/http/route.ts';
import type { SeatsPreviewView } from '../../shared/http/views.ts';
import { type Organization, ownOrganization } from '../../shared/services/badges/organization.ts';
import { budgets, chargeBudget } from '../../shared/services/budgets/budgets.ts';
import { maxAffiliates } from './buyable.ts';
import { changeTo, prorationAt } from './change-plan.ts';
import type { BillingDeps } from './deps.ts';
import { previewOf } from './preview-plan-change.ts';
import { requestedChange } from './requested-change.ts';

const seats = wholeNumber(0, maxAffiliates);
const Wish = z.strictObject({ seats });
const SeatsChange = z.strictObject({ seats, prorationAt });

/** POST /v1/badges/{handle}/affiliates/seats/preview {seats}: when so many seats would be there, and what they would cost then. */
export const previewSeats = (deps: BillingDeps): Route =>
  signedIn(deps, async (request) => {
    const { seats } = bodyOf(request, Wish);
    await chargeBudget(deps, request, { budget: budgets.previews });
    const wish = await wishOf(deps, await ownOrganization(deps, request), seats);
    const view: SeatsPreviewView = { ...(await previewOf(deps, await requestedChange(deps, request, wish))), seats };
    return ok(view);
  });

/**
 * PUT /v1/badges/{handle}/affiliates/seats {seats, prorationAt?}: more are there once the rest of the period is paid for, fewer with the next
 * one, as with any change of what is bought. Not fewer than are taken or promised; while fewer are being agreed, nobody takes one beyond.
 */
export const setSeats = (deps: BillingDeps): Route =>
  signedIn(deps, async (request) => {
    const { seats, prorationAt } = bodyOf(request, SeatsChange);
    await chargeBudget(deps, request, { budget: budgets.billingChanges });
    const wish = await wishOf(deps, await ownOrganization(deps, request), seats);
    return ok(await changeTo(deps, request, { ...wish, prorationAt }));
  });

/** The badge's own subscription with so many heads. @throws AppError 409 where there is none */
async function wishOf({ billing, catalog }: BillingDeps, { application, badge }: Organization, affiliates: number) {
  const { subscriptions } = await billing.read(application.accountId);
  for (const subscription of subscriptions.filter(isLive)) {
    const sold = mainItemOf(catalog, subscription)?.sold;
    if (sold?.kind === 'badge' && sold.badge.id === badge.id)
      return { subscription: subscription.id, price: sold.price.lookupKey, affiliates };
  }
  throw new AppError(
    'conflict',
    'This badge has no subscription of its own that seats could be added to. Buy it first.',
  );
}
