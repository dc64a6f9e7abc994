import type { Account } from '../../shared/domain/accounts/account.ts';
import { isFinal } from '../../shared/domain/badges/review.ts';
import { holds } from '../../shared/domain/billing/grant.ts';
import { daysUntilDueOf } from '../../shared/domain/billing/invoice-order.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { type Sold, seatPriceOf, soldNameIn } from '../../shared/domain/catalog/look-up.ts';
import { AppError, invalid } from '../../shared/errors.ts';
import { line } from '../../shared/http/fields.ts';
import { affiliateCount } from './buyable.ts';
import type { BillingDeps } from './deps.ts';
import type { CheckoutOf } from './open-session.ts';

/** Fields of every purchase, by card or by invoice. */
export const boughtFields = {
  price: line(100),
  affiliates: affiliateCount.default(0),
  currency: line(20).optional(),
};

/** The affiliates as a line of the purchase; null for none. @throws AppError 400 where what is sold has no price for them */
export function seatsOf(
  sold: Sold,
  { affiliates: quantity, account }: { readonly affiliates: number; readonly account: Account },
): CheckoutOf['seats'] {
  if (quantity === 0) return null;
  const price = seatPriceOf(sold, account);
  if (price) return { lookupKey: price.lookupKey, quantity };
  throw withoutAffiliates(sold);
}

/** A 400: this plan or badge has no price for affiliates. */
export function withoutAffiliates({ price }: Sold): AppError {
  const message = `must be 0 or left out, because ${price.lookupKey} is not sold with affiliates`;
  return invalid([{ field: 'affiliates', message }]);
}

/** @throws AppError 409 where one of the subscriptions buys it already */
export function refuseAlreadyBought(catalog: Catalog, sold: Sold, subscriptions: readonly Subscription[]): void {
  if (!holds(catalog, subscriptions, sold)) return;
  throw new AppError(
    'plan_held',
    `You already have ${soldNameIn(sold, 'en')}. Change it or pay for it on your dashboard.`,
  );
}

/**
 * Refuses to sell a badge that cannot be shown. A refusal that the holder may still answer is no obstacle: once paid for, the badge is
 * reviewed again.
 * @throws AppError 409 where this account's application for the badge is revoked, or refused for good
 */
export async function refuseHopeless(
  { badges, catalog, now }: BillingDeps,
  sold: Sold,
  { id }: Account,
): Promise<void> {
  if (sold.kind !== 'badge') return;
  const application = (await badges.listOf(id)).find(({ badge }) => badge === sold.badge.id);
  if (!application) return;
  const isRefused = isFinal(application, catalog.settings.badgeReview, now().toISOString());
  if (!isRefused && application.state !== 'revoked') return;
  const what = isRefused ? 'refused for good' : 'revoked';
  throw new AppError(
    'conflict',
    `Your application for ${soldNameIn(sold, 'en')} was ${what}. Delete it and apply again before you pay.`,
  );
}

/** Where only some prices are sold by invoice, one that is paid so cannot be changed to another on credit. @throws AppError 409 */
export function refuseCardOnly(catalog: Catalog, sold: Sold, { collection }: Subscription): void {
  const isOffered = catalog.settings.byInvoice === undefined || daysUntilDueOf(catalog, sold.price) !== undefined;
  if (collection === 'charge_automatically' || isOffered) return;
  throw new AppError(
    'conflict',
    `Your subscription is paid by invoice, and ${soldNameIn(sold, 'en')} is sold by card only. Contact us.`,
  );
}

/** Many purchases begun in an hour are somebody who tries out stolen cards. @throws AppError 429 */
export async function refuseCardTesting(
  { throttles, catalog, now }: BillingDeps,
  { id: subject }: Account,
): Promise<void> {
  const limitPerHour = catalog.settings.throttles.checkoutsPerAccountPerHour;
  const answer = await throttles.pass({ scope: 'checkout', subject, limitPerHour }, now());
  if (answer.passed) return;
  const { retryAfterSeconds } = answer;
  throw new AppError('rate_limited', 'You started too many checkouts. Finish the last one, or wait.', {
    retryAfterSeconds,
  });
}
