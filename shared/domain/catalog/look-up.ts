import type { Badge, Catalog, Dataset, Licence, Plan, Price } from './catalog.ts';

/** What a lookup key buys. */
export type Sold = { readonly price: Price } & (
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'badge'; readonly badge: Badge }
);

/** What the lookup key buys; undefined where the catalogue does not have it. */
export function soldBy(catalog: Catalog, lookupKey: string): Sold | undefined {
  for (const plan of catalog.plans) {
    const price = plan.prices.find((each) => each.lookupKey === lookupKey);
    if (price) return { kind: 'plan', plan, price };
  }
  for (const badge of catalog.badges) {
    const price = badge.prices.find((each) => each.lookupKey === lookupKey);
    if (price) return { kind: 'badge', badge, price };
  }
  return undefined;
}

/** Every lookup key that can be bought by itself in the portal (per-head prices are added to another). */
export function buyableLookupKeys(catalog: Catalog): string[] {
  const plans = catalog.plans.filter((plan) => plan.availability === 'public');
  return [...plans, ...catalog.badges].flatMap(({ prices }) =>
    prices.filter((price) => price.per === undefined).map((price) => price.lookupKey),
  );
}

export const planOf = (catalog: Catalog, id: string): Plan | undefined => catalog.plans.find((plan) => plan.id === id);
export const badgeOf = (catalog: Catalog, id: string): Badge | undefined =>
  catalog.badges.find((badge) => badge.id === id);
export const datasetOf = (catalog: Catalog, id: string): Dataset | undefined =>
  catalog.datasets.find((dataset) => dataset.id === id);
export const licenceOf = (catalog: Catalog, id: string): Licence | undefined =>
  catalog.licences.find((licence) => licence.id === id);

/** What there may be one subscription of: a plan or a badge, at whatever price. */
export const soldId = (sold: Sold): string =>
  sold.kind === 'plan' ? `plan:${sold.plan.id}` : `badge:${sold.badge.id}`;
export const soldName = (sold: Sold): string => (sold.kind === 'plan' ? sold.plan.name : sold.badge.name);
