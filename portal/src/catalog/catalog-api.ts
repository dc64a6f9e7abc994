import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { CatalogView, PriceView } from '../../../shared/http/views.ts';
import { get } from '../api/client.ts';
import { inCurrency, useCurrency } from './currency.ts';

/** What is sold here, in the visitor's currency. Kept for five minutes: it changes with a deployment only. */
export function useCatalog() {
  const { currency } = useCurrency();
  return useQuery({
    queryKey: ['catalog'],
    queryFn: () => get<CatalogView>('/v1/catalog'),
    staleTime: 300_000,
    select: useCallback((catalog: CatalogView) => inCurrency(catalog, currency), [currency]),
  });
}

export type Product = {
  readonly id: string;
  readonly name: string;
  readonly prices: readonly PriceView[];
  readonly sort: 'plan' | 'badge';
};

/** All plans and badges, as things that a price belongs to. */
export const productsOf = (catalog: CatalogView): Product[] => [
  ...catalog.plans.map((plan) => ({ ...plan, sort: 'plan' as const })),
  ...catalog.badges.map((badge) => ({ ...badge, sort: 'badge' as const })),
];

/** The product and price behind a lookup key; undefined where the catalogue no longer has it. */
export function findPrice(catalog: CatalogView, lookupKey: string | null) {
  for (const product of productsOf(catalog)) {
    const price = product.prices.find((each) => each.lookupKey === lookupKey);
    if (price) return { product, price };
  }
  return undefined;
}
