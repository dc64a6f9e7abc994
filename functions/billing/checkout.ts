import * as z from 'zod';
import type { Account } from '../../shared/domain/accounts/account.ts';
import { holds } from '../../shared/domain/billing/grant.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { headPriceOf, type Sold, soldName } from '../../shared/domain/catalog/look-up.ts';
import { AppError } from '../../shared/errors.ts';
import { created } from '../../shared/http/answer.ts';
import { bodyOf, invalid } from '../../shared/http/body.ts';
import { line, wholeNumber } from '../../shared/http/fields.ts';
import { found } from '../../shared/http/page.ts';
import { signedIn } from '../../shared/http/session.ts';
import type { Route } from '../../shared/http/stacks.ts';
import { syncAccount } from '../sync-account.ts';
import { buyable, mostAffiliates } from './buyable.ts';
import { customerOf } from './customer.ts';
import type { BillingDeps } from './deps.ts';
import { type CheckoutOf, endPrevious, openNext } from './open-session.ts';

const Checkout = z.strictObject({ price: line(100), affiliates: wholeNumber(0, mostAffiliates).default(0) });

/**
 * POST /v1/checkout: a link to Stripe's checkout for one plan or badge that is not held yet, with its affiliates where it has them. Two
 * checkouts cannot become two subscriptions of one plan (design section 4): the session before is ended, and if it was paid after all,
 * Stripe is asked.
 */
export const startCheckout = (deps: BillingDeps): Route =>
  signedIn(deps, async (request) => {
    const { price, affiliates } = bodyOf(request, Checkout);
    const account = found(await deps.accounts.find(request.session.accountId), 'This account');
    const sold = buyable(deps.catalog, price, account);
    const heads = headsOf(sold, { affiliates, account });
    await refuseCardTesting(deps, account.id);
    const customerId = await customerOf(deps, account);
    const checkout = { accountId: account.id, customerId, sold, heads };
    refuseHeld(deps.catalog, sold, (await deps.billing.read(account.id)).subscriptions);
    const { previous, completed } = await endPrevious(deps, checkout);
    if (completed) refuseHeld(deps.catalog, sold, (await syncAccount(deps, account.id, customerId)).subscriptions);
    return created({ url: await openNext(deps, checkout, previous) });
  });

/** The affiliates as a line of the checkout; null for none. @throws AppError 400 where what is sold has no price for them */
function headsOf(
  sold: Sold,
  { affiliates: quantity, account }: { readonly affiliates: number; readonly account: Account },
): CheckoutOf['heads'] {
  if (quantity === 0) return null;
  const price = headPriceOf(sold, account);
  if (price) return { lookupKey: price.lookupKey, quantity };
  const message = `must be 0 or left out, because ${sold.price.lookupKey} is not sold with affiliates`;
  throw invalid([{ field: 'affiliates', message }]);
}

function refuseHeld(catalog: Catalog, sold: Sold, subscriptions: readonly Subscription[]): void {
  if (!holds(catalog, subscriptions, sold)) return;
  throw new AppError('plan_held', `You hold ${soldName(sold)} already. Change or pay for it on your dashboard.`);
}

async function refuseCardTesting({ throttles, catalog, now }: BillingDeps, accountId: string): Promise<void> {
  const limitPerHour = catalog.settings.throttles.checkoutsPerAccountPerHour;
  const answer = await throttles.pass({ scope: 'checkout', subject: accountId, limitPerHour }, now());
  if (answer.passed) return;
  const { retryAfterSeconds } = answer;
  throw new AppError('rate_limited', 'Too many checkouts were started. Finish the last one, or wait.', {
    retryAfterSeconds,
  });
}
