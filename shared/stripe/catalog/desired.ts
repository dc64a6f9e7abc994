import type { Catalog, Price } from '../../domain/catalog/catalog.ts';

/** A product as it should be in Stripe; its id is ours, so there is never a second one. */
export type DesiredProduct = { readonly id: string; readonly name: string; readonly description: string };
export type DesiredPrice = Pick<Price, 'lookupKey' | 'interval' | 'amountMinor' | 'currency'> & {
  readonly productId: string;
};
export type DesiredCatalog = { readonly products: readonly DesiredProduct[]; readonly prices: readonly DesiredPrice[] };

/** What Stripe should hold so that everything that has a price can be bought. */
export function desiredCatalog({ plans, badges }: Catalog): DesiredCatalog {
  const sold = [
    ...plans.map((plan) => ({ ...plan, productId: `tollgate_plan_${plan.id}` })),
    ...badges.map((badge) => ({ ...badge, productId: `tollgate_badge_${badge.id}` })),
  ].filter(({ prices }) => prices.length > 0);
  return {
    products: sold.map(({ productId, name, description }) => ({ id: productId, name, description })),
    prices: sold.flatMap(({ productId, prices }) =>
      prices.map(({ lookupKey, interval, amountMinor, currency }) => ({
        lookupKey,
        interval,
        amountMinor,
        currency,
        productId,
      })),
    ),
  };
}
