import type { Catalog } from '../catalog/catalog.ts';
import { soldBy } from '../catalog/look-up.ts';
import type { MinorAmount } from '../money.ts';
import type { Subscription, SubscriptionItem } from './subscription.ts';

/**
 * The cost of a subscription for a period, with all seats, before discounts and tax and without usage. It uses the items' own prices at
 * Stripe, older ones too, else the catalogue's. Null where the currency or a price is not known.
 */
export function periodAmountOf(catalog: Catalog, { currency, items }: Subscription): MinorAmount | null {
  if (currency === undefined) return null;
  const counted = items.filter(({ metered }) => metered === undefined);
  const units = counted.map((item) => priceOf(catalog, item, currency));
  if (counted.length === 0 || units.some((unit) => unit === null)) return null;
  const amountMinor = counted.reduce((sum, { quantity }, i) => sum + (units[i] ?? 0) * quantity, 0);
  return { amountMinor, currency };
}

/** The price of one of an item for its period: its own at Stripe, else the catalogue's; null where neither is known. */
export const priceOf = (catalog: Catalog, item: SubscriptionItem, currency: string): number | null =>
  item.unitAmountMinor ?? catalogueAmount(catalog, item, currency);

function catalogueAmount(catalog: Catalog, { lookupKey }: SubscriptionItem, currency: string): number | null {
  const price = lookupKey === null ? undefined : soldBy(catalog, lookupKey)?.price;
  if (!price) return null;
  return price.currency === currency ? price.amountMinor : (price.currencies?.[currency] ?? null);
}
