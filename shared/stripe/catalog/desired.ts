import type { Amounts, Catalog, Price } from '../../domain/catalog/catalog.ts';
import { type DesiredCode, type DesiredCoupon, desiredCodes, desiredCoupons } from './desired-coupons.ts';

/** A product as it should be in Stripe; its id is ours, so there is never a second one. */
export type DesiredProduct = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Null where nothing is said of it. */
  readonly taxCode: string | null;
};
export type DesiredPrice = Pick<Price, 'lookupKey' | 'interval' | 'amountMinor' | 'currency'> & {
  readonly productId: string;
  /** What it costs in other currencies than its own. */
  readonly currencies: Amounts;
  /** Whether tax is added to it or in it; null where nothing is said of it. */
  readonly taxBehavior: 'exclusive' | 'inclusive' | null;
};
export type DesiredCatalog = {
  readonly products: readonly DesiredProduct[];
  readonly prices: readonly DesiredPrice[];
  readonly coupons: readonly DesiredCoupon[];
  readonly codes: readonly DesiredCode[];
};

/** What Stripe should hold at this time so that everything that has a price can be bought, and every code redeemed. */
export function desiredCatalog(catalog: Catalog, now: Date): DesiredCatalog {
  const { plans, badges } = catalog;
  const { tax } = catalog.settings;
  const taxCode = tax?.code ?? null;
  const taxBehavior = tax?.behavior ?? null;
  const sold = [
    ...plans.map((plan) => ({ ...plan, productId: `tollgate_plan_${plan.id}` })),
    ...badges.map((badge) => ({ ...badge, productId: `tollgate_badge_${badge.id}` })),
  ].filter(({ prices }) => prices.length > 0);
  return {
    products: sold.map(({ productId, name, description }) => ({ id: productId, name, description, taxCode })),
    prices: sold.flatMap(({ productId, prices }) =>
      prices.map(({ lookupKey, interval, amountMinor, currency, currencies = {} }) => ({
        lookupKey,
        interval,
        amountMinor,
        currency,
        currencies,
        productId,
        taxBehavior,
      })),
    ),
    coupons: desiredCoupons(catalog),
    codes: desiredCodes(catalog, now),
  };
}
