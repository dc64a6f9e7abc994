import type { CatalogView, PriceView, SubscriptionView } from '../../../shared/http/views.ts';
import { findPrice, type Product, productsOf } from '../catalog/catalog-api.ts';

/** A price that a subscription can be changed to, and the price of each affiliate. */
export type ChangeTarget = { readonly product: Product; readonly price: PriceView; readonly head?: PriceView };

/**
 * The possible changes of a subscription: another plan for a plan; the same badge at another interval or with other affiliates. Private prices that are offered
 * stand beside the public ones.
 */
export function changeTargets(
  catalog: CatalogView,
  subscription: SubscriptionView,
  offered: readonly PriceView[],
): ChangeTarget[] {
  const own = findPrice(catalog, subscription.price);
  const targets = withPrivate(catalog, [...offered, ...(own ? [own.price] : [])])
    .filter(({ id, sort }) => (subscription.plan ? sort === 'plan' : sort === 'badge' && id === subscription.badge))
    .flatMap(({ prices, ...product }) =>
      prices
        .filter(({ per, currency }) => !per && currency === (own?.price.currency ?? currency))
        .map((price) => ({ product: { ...product, prices }, price, ...headBeside(prices, price) })),
    );
  return targets.filter(({ price, head }) => head || price.lookupKey !== subscription.price);
}

/** The products, each with its private prices after the public ones. */
const withPrivate = (catalog: CatalogView, others: readonly PriceView[]) =>
  productsOf(catalog).map((product) => {
    const known = new Map(product.prices.map((price) => [price.lookupKey, price]));
    for (const price of others) {
      const of = findPrice(catalog, price.lookupKey)?.product;
      if (of?.sort === product.sort && of.id === product.id && !known.has(price.lookupKey))
        known.set(price.lookupKey, price);
    }
    return { ...product, prices: [...known.values()] };
  });

function headBeside(prices: readonly PriceView[], { interval, currency }: PriceView) {
  const head = prices.find((each) => each.per && each.interval === interval && each.currency === currency);
  return head && { head };
}

/** Whether Stripe accepts a change now: the subscription is running and has no end. */
export const isChangeable = ({ status, endsAt }: SubscriptionView): boolean =>
  (status === 'active' || status === 'trialing') && endsAt === null;
