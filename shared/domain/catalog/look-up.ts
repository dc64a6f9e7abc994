import type { BadgeKind } from './badge-review.ts';
import type { Badge, Catalog, Dataset, Plan, Price } from './catalog.ts';
import { resourceOfUpstream, type Upstream, upstreamIdIn } from './upstream.ts';

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

/** Whom a private price may be for. */
type Buyer = { readonly id: string; readonly email: string };

export const isPrivate = ({ availability }: Price): boolean => availability === 'private';

/**
 * Every lookup key that can be bought by itself in the portal (per-head prices are added to another): by anybody, and by this
 * buyer what is privately theirs, whatever the plan's own availability.
 */
export function buyableLookupKeys(catalog: Catalog, buyer?: Buyer): string[] {
  const isTheirs = (price: Price) => buyer !== undefined && isFor(price, buyer);
  return [...catalog.plans, ...catalog.badges].flatMap((sold) => {
    const isPublic = !('availability' in sold) || sold.availability === 'public';
    return sold.prices
      .filter((price) => price.per === undefined && (isPrivate(price) ? isTheirs(price) : isPublic))
      .map((price) => price.lookupKey);
  });
}

const isFor = (price: Price, { id, email }: Buyer): boolean =>
  isPrivate(price) && (price.for ?? []).some((each) => each === id || each === email);

/**
 * What one head (affiliate) costs beside this price: of the same plan or badge, interval and currency, since one subscription has
 * one of each; undefined where heads are not sold. A buyer's private price goes before the public one.
 */
export function headPriceOf(sold: Sold, buyer?: Buyer): Price | undefined {
  const { interval, currency } = sold.price;
  const heads = (sold.kind === 'plan' ? sold.plan : sold.badge).prices.filter(
    (price) => price.per !== undefined && price.interval === interval && price.currency === currency,
  );
  const theirs = buyer && heads.find((price) => isFor(price, buyer));
  return theirs ?? heads.find((price) => !isPrivate(price));
}

export const planOf = (catalog: Catalog, id: string): Plan | undefined => catalog.plans.find((plan) => plan.id === id);
export const badgeOf = (catalog: Catalog, id: string): Badge | undefined =>
  catalog.badges.find((badge) => badge.id === id);
/** The badge that is sold to a kind of holder; the first, where several are. */
export const badgeFor = (catalog: Catalog, kind: BadgeKind): Badge | undefined =>
  catalog.badges.find((badge) => badge.kind === kind) ??
  catalog.badges.find(({ alsoFor = [] }) => alsoFor.includes(kind));
export const datasetOf = (catalog: Catalog, id: string): Dataset | undefined =>
  catalog.datasets.find((dataset) => dataset.id === id);
export const upstreamOf = (catalog: Catalog, id: string): Upstream | undefined =>
  catalog.upstreams?.find((upstream) => upstream.id === id);

/** What keys can be limited to and plans include: datasets by their id, upstreams as `gateway:{id}`. */
export const resourcesOf = ({ datasets, upstreams = [] }: Pick<Plan, 'datasets' | 'upstreams'>): string[] => [
  ...datasets,
  ...upstreams.map(resourceOfUpstream),
];
export const everyResource = ({ datasets, upstreams = [] }: Catalog): string[] =>
  resourcesOf({ datasets: datasets.map(({ id }) => id), upstreams: upstreams.map(({ id }) => id) });

/** The dataset or upstream that a resource names. */
export function soldResource(catalog: Catalog, resource: string): Dataset | Upstream | undefined {
  const upstreamId = upstreamIdIn(resource);
  return upstreamId === null ? datasetOf(catalog, resource) : upstreamOf(catalog, upstreamId);
}

/** What there may be one subscription of: a plan or a badge, at whatever price. */
export const soldId = (sold: Sold): string =>
  sold.kind === 'plan' ? `plan:${sold.plan.id}` : `badge:${sold.badge.id}`;
export const soldName = (sold: Sold): string => (sold.kind === 'plan' ? sold.plan.name : sold.badge.name);
