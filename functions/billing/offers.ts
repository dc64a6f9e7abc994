import { currencyOf } from '../../shared/domain/billing/currency.ts';
import { isPaid, type Offer, standingOffers } from '../../shared/domain/billing/offer.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { type Sold, soldId } from '../../shared/domain/catalog/look-up.ts';
import { offeredIn } from '../../shared/domain/catalog/offered-price.ts';
import { AppError } from '../../shared/errors.ts';
import { desiredOffer } from '../../shared/stripe/catalog/desired-offer.ts';
import type { BillingDeps } from './deps.ts';

/** Whether an organization may have this offered price: the offer stands, or it pays the price already and changes something beside it. */
export async function mayHaveOffer(
  { billing, now }: Pick<BillingDeps, 'billing' | 'now'>,
  accountId: string,
  lookupKey: string,
): Promise<boolean> {
  const { given, subscriptions } = await billing.read(accountId);
  return isOffered(standingOffers(given, now()), lookupKey) || isPaid(subscriptions, lookupKey);
}

const isOffered = (offers: readonly Offer[], price: string): boolean =>
  offers.some(({ lookupKey }) => lookupKey === price);

/**
 * Ends a checkout that was opened while its offer was withdrawn. A withdrawal ends the session that it finds noted; one that is noted later finds the
 * withdrawal. @throws AppError 409
 */
export async function refuseWithdrawn(
  deps: Pick<BillingDeps, 'billing' | 'checkouts' | 'stripe' | 'now'>,
  accountId: string,
  sold: Sold,
): Promise<void> {
  if (!offeredIn(sold.price.lookupKey)) return;
  if (await mayHaveOffer(deps, accountId, sold.price.lookupKey)) return;
  await endOpenCheckout(deps, accountId, sold);
  throw new AppError('conflict', 'This price is no longer offered to you. See the prices on your dashboard.');
}

/** Ends the session that is open for a plan or badge: it may be over a price that is no longer offered. An order by invoice stays. */
export async function endOpenCheckout(
  { checkouts, stripe }: Pick<BillingDeps, 'checkouts' | 'stripe'>,
  accountId: string,
  sold: Sold,
): Promise<void> {
  const guard = await checkouts.read(accountId, soldId(sold));
  if (guard?.sessionId && guard.order === null) await stripe.expireCheckout(guard.sessionId);
}

/** The trail's words of an offer. */
export function offerDetail({ lookupKey, until }: Offer): Record<string, string> {
  const offered = offeredIn(lookupKey);
  if (!offered) return { price: lookupKey };
  const { kind, of, interval, currency, amountMinor } = offered;
  return {
    ...{ [kind]: of, amountMinor: String(amountMinor), currency, interval, price: lookupKey },
    ...(until !== null && { until }),
  };
}

/** Makes the price at Stripe, once. @throws StripeUnavailable, AppError 409 where Stripe’s key may not */
export const makePrice = (
  { stripe, catalog }: Pick<BillingDeps, 'stripe' | 'catalog'>,
  accountId: string,
  sold: Sold,
): Promise<void> => stripe.offerPrice({ ...desiredOffer(catalog, sold), accountId });

/** An organization pays in one currency. @throws AppError 409 */
export function refuseOfferIn(subscriptions: readonly Subscription[], currency: string): void {
  const bound = currencyOf(subscriptions);
  if (bound !== null && bound !== currency)
    throw new AppError('conflict', `This organization pays in ${bound.toUpperCase()}. Offer the price in ${bound}.`);
}
