/** Subscriptions as operators see them: what is paid, and why that much. */
import type { Given } from '../domain/billing/given.ts';
import { mainItemOf } from '../domain/billing/grant.ts';
import type { Offer } from '../domain/billing/offer.ts';
import { periodAmountOf } from '../domain/billing/period-amount.ts';
import type { Subscription } from '../domain/billing/subscription.ts';
import type { Catalog } from '../domain/catalog/catalog.ts';
import { isPrivate, publicPriceBeside, soldBy } from '../domain/catalog/look-up.ts';
import { offeredIn } from '../domain/catalog/offered-price.ts';
import { subscriptionView } from './present-subscription.ts';
import type { ConsoleSubscriptionView, Money } from './views.ts';

/** A subscription with the reason for its price, its card and its trial. `offers`: all private prices that operators ever offered the organization. */
export function consoleSubscriptionView(
  catalog: Catalog,
  { offers }: Pick<Given, 'offers'>,
  { subscription, now }: { readonly subscription: Subscription; readonly now: Date },
): ConsoleSubscriptionView {
  const main = mainItemOf(catalog, subscription);
  const item = main?.item ?? subscription.items[0];
  return {
    ...subscriptionView(catalog, subscription, now),
    priceFrom: priceFromOf(catalog, subscription),
    catalogueAmount: catalogueAmountOf(catalog, subscription),
    offer: offerOf(offers, item?.lookupKey ?? null),
    interval: item?.interval ?? null,
    since: subscription.createdAt,
    trialEndsAt: subscription.status === 'trialing' ? (subscription.trial?.endsAt ?? null) : null,
    collection: subscription.collection,
    card: subscription.card ? { ...subscription.card } : null,
  };
}

/** `private`: the catalogue sells it to nobody, or to named buyers alone. `former`: its amount is no longer the catalogue's. */
function priceFromOf(catalog: Catalog, subscription: Subscription): ConsoleSubscriptionView['priceFrom'] {
  const main = mainItemOf(catalog, subscription);
  if (!main || isPrivate(main.sold.price)) return 'private';
  const own = periodAmountOf(catalog, subscription);
  const listed = catalogueAmountOf(catalog, subscription);
  return own === null || own.amountMinor === listed?.amountMinor ? 'catalogue' : 'former';
}

/** The same items at the catalogue's present prices: an offered price as everybody else pays it. */
function catalogueAmountOf(catalog: Catalog, subscription: Subscription): Money | null {
  const items = subscription.items.map(({ unitAmountMinor, ...item }) => ({
    ...item,
    lookupKey: listedKey(catalog, item),
  }));
  return periodAmountOf(catalog, { ...subscription, items });
}

function listedKey(catalog: Catalog, { lookupKey }: Subscription['items'][number]): string | null {
  const sold = lookupKey !== null && offeredIn(lookupKey) ? soldBy(catalog, lookupKey) : undefined;
  return sold ? (publicPriceBeside(sold)?.lookupKey ?? null) : lookupKey;
}

/** The operator who offered a price, and the reason; null: it is no offered one, or the offer is no longer known. */
function offerOf(offers: readonly Offer[], price: string | null): ConsoleSubscriptionView['offer'] {
  const offer = offers.find(({ lookupKey }) => lookupKey === price);
  return offer ? { by: offer.by, reason: offer.reason, at: offer.since } : null;
}

const months = { day: 1 / 30, week: 7 / 30, month: 1, year: 12 } as const;
const paying: readonly string[] = ['active', 'past_due'];

/** The sum of what is paid for a month, by currency: a year counts a twelfth. */
export function paysMonthlyOf(catalog: Catalog, subscriptions: readonly Subscription[]): Money[] {
  const sums = new Map<string, number>();
  for (const subscription of subscriptions.filter(({ status }) => paying.includes(status))) {
    const amount = periodAmountOf(catalog, subscription);
    const interval = (mainItemOf(catalog, subscription)?.item ?? subscription.items[0])?.interval;
    if (!amount || !interval) continue;
    const monthly = Math.round(amount.amountMinor / months[interval]);
    sums.set(amount.currency, (sums.get(amount.currency) ?? 0) + monthly);
  }
  return [...sums].map(([currency, amountMinor]) => ({ amountMinor, currency }));
}
