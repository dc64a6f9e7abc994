import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { offeredIn } from '../../../shared/domain/catalog/offered-price.ts';
import type { CatalogView, PriceView, SubscriptionView } from '../../../shared/http/views.ts';
import { get } from '../api/client.ts';
import { inCurrency, useCurrency } from './currency.ts';

/** The catalogue in the visitor's currency. It is cached for five minutes, because it changes only with a deployment. */
export function useCatalog() {
  const { currency } = useCurrency();
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: ['catalog', i18n.language],
    queryFn: () => get<CatalogView>('/v1/catalog'),
    staleTime: 300_000,
    select: useCallback((catalog: CatalogView) => inCurrency(catalog, currency), [currency]),
  });
}

/** A plan or a badge as a product with prices. */
export type Product = {
  readonly id: string;
  readonly name: string;
  readonly prices: readonly PriceView[];
  readonly sort: 'plan' | 'badge';
};

/** All plans and badges as products. */
export const productsOf = (catalog: CatalogView): Product[] => [
  ...catalog.plans.map((plan) => ({ ...plan, sort: 'plan' as const })),
  ...catalog.badges.map((badge) => ({ ...badge, sort: 'badge' as const })),
];

/** The public name of a subscription's plan or badge; its id, or that of its price, where the catalogue no longer has it. */
export function productName(catalog: CatalogView | undefined, { plan, badge, price, id }: SubscriptionView): string {
  const of = plan ?? badge;
  return (catalog ? productsOf(catalog) : []).find((each) => each.id === of)?.name ?? of ?? price ?? id;
}

/** Every currency that something is sold in; none while the catalogue is not read. */
export function currenciesIn(catalog: CatalogView | undefined): string[] {
  const prices = catalog ? productsOf(catalog).flatMap((product) => product.prices) : [];
  return [...new Set(prices.flatMap(({ currency, currencies }) => [currency, ...Object.keys(currencies ?? {})]))];
}

/** The product and price of a lookup key, a private one too, which says all of itself; undefined if the catalogue no longer has it. */
export function findPrice(catalog: CatalogView, lookupKey: string | null) {
  const offered = lookupKey === null ? undefined : offeredIn(lookupKey);
  if (offered && lookupKey !== null) {
    const { kind, of, interval, amountMinor, currency } = offered;
    const product = productsOf(catalog).find(({ sort, id }) => sort === kind && id === of);
    return product && { product, price: { lookupKey, interval, amountMinor, currency } };
  }
  for (const product of productsOf(catalog)) {
    const price = product.prices.find((each) => each.lookupKey === lookupKey);
    if (price) return { product, price };
  }
  return undefined;
}
