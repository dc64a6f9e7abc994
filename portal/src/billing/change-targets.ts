import type { CatalogView, PriceView, SubscriptionView } from '../../../shared/http/views.ts';
import { findPrice, type Product, productsOf } from '../catalog/catalog-api.ts';

/** A price that a subscription can be changed to, and the price of a head beside it. */
export type ChangeTarget = { readonly product: Product; readonly price: PriceView; readonly head?: PriceView };

/** What a subscription can be changed to: another plan for a plan; for a badge itself, at other intervals and with other affiliates. */
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

/** Whether Stripe would take a change now: it stands, and nothing ends it. */
export const isChangeable = ({ status, endsAt }: SubscriptionView): boolean =>
  (status === 'active' || status === 'trialing') && endsAt === null;
