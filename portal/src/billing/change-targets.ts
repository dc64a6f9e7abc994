import type { CatalogView, PriceView, SubscriptionView } from '../../../shared/http/views.ts';
import { findPrice, type Product, productsOf } from '../catalog/catalog-api.ts';

/** A price that a subscription can be changed to, and the price of each affiliate. */
export type ChangeTarget = { readonly product: Product; readonly price: PriceView; readonly head?: PriceView };

/** The possible changes of a subscription: another plan for a plan; the same badge at another interval or with other affiliates. */
export function changeTargets(catalog: CatalogView, subscription: SubscriptionView): ChangeTarget[] {
  const own = findPrice(catalog, subscription.price);
  const targets = productsOf(catalog)
    .filter(({ id, sort }) => (subscription.plan ? sort === 'plan' : sort === 'badge' && id === subscription.badge))
    .flatMap(({ prices, ...product }) =>
      prices
        .filter(({ per, currency }) => !per && currency === (own?.price.currency ?? currency))
        .map((price) => ({ product: { ...product, prices }, price, ...headBeside(prices, price) })),
    );
  return targets.filter(({ price, head }) => head || price.lookupKey !== subscription.price);
}

function headBeside(prices: readonly PriceView[], { interval, currency }: PriceView) {
  const head = prices.find((each) => each.per && each.interval === interval && each.currency === currency);
  return head && { head };
}

/** Whether Stripe accepts a change now: the subscription is running and has no end. */
export const isChangeable = ({ status, endsAt }: SubscriptionView): boolean =>
  (status === 'active' || status === 'trialing') && endsAt === null;
