import type { Language } from '../accounts/account.ts';
import type { BadgeKind } from './badge-review.ts';
import type { Badge, Catalog, Dataset, Plan, Price } from './catalog.ts';
import { type Localized, textIn } from './localized.ts';
import { offeredIn, soldAtOffer } from './offered-price.ts';
import { resourceOfUpstream, type Upstream, upstreamIdIn } from './upstream.ts';

/** The plan or badge that a price buys. */
export type Sold = { readonly price: Price } & (
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'badge'; readonly badge: Badge }
);

/** Finds the plan or badge of a lookup key, an offered one too; undefined where the catalogue does not have it. */
export function soldBy(catalog: Catalog, lookupKey: string): Sold | undefined {
  const offered = offeredIn(lookupKey);
  if (offered) return soldAtOffer(catalog, offered);
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

/** A buyer, as private prices name them. */
type Buyer = { readonly id: string; readonly email: string };

/** Whether a price is sold only to the buyers that it names. */
export const isPrivate = ({ availability }: Price): boolean => availability === 'private';

/**
 * Every lookup key that can be bought by itself in the portal; seat prices only come with another. A buyer also gets the private prices
 * that name them, whatever the plan's own availability.
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

/** The price that everybody else pays: the public one of the same plan or badge by the same interval, in its currency. */
export const publicPriceBeside = (sold: Sold): Price | undefined =>
  (sold.kind === 'plan' ? sold.plan : sold.badge).prices.find(
    (price) =>
      !isPrivate(price) &&
      price.per === sold.price.per &&
      price.interval === sold.price.interval &&
      price.currency === sold.price.currency,
  );

const isFor = (price: Price, { id, email }: Buyer): boolean =>
  isPrivate(price) && (price.for ?? []).some((each) => each === id || each === email);

/**
 * The price of one seat beside this price; undefined where no seats are sold. It has the same interval and currency, since a subscription
 * has one of each. A private price for this buyer wins over the public one.
 */
export function seatPriceOf(sold: Sold, buyer?: Buyer): Price | undefined {
  const { interval, currency } = sold.price;
  const seatPrices = (sold.kind === 'plan' ? sold.plan : sold.badge).prices.filter(
    (price) => price.per !== undefined && price.interval === interval && price.currency === currency,
  );
  const theirs = buyer && seatPrices.find((price) => isFor(price, buyer));
  return theirs ?? seatPrices.find((price) => !isPrivate(price));
}

/** The plan of an id; undefined where the catalogue does not have it. */
export const planOf = (catalog: Catalog, id: string): Plan | undefined => catalog.plans.find((plan) => plan.id === id);
/** The badge of an id; undefined where the catalogue does not have it. */
export const badgeOf = (catalog: Catalog, id: string): Badge | undefined =>
  catalog.badges.find((badge) => badge.id === id);
/** The badge that is sold to a kind of holder; the first where there are several. */
export const badgeFor = (catalog: Catalog, kind: BadgeKind): Badge | undefined =>
  catalog.badges.find((badge) => badge.kind === kind) ??
  catalog.badges.find(({ alsoFor = [] }) => alsoFor.includes(kind));
/** The dataset of an id; undefined where the catalogue does not have it. */
export const datasetOf = (catalog: Catalog, id: string): Dataset | undefined =>
  catalog.datasets.find((dataset) => dataset.id === id);
/** The upstream of an id; undefined where the catalogue does not have it. */
export const upstreamOf = (catalog: Catalog, id: string): Upstream | undefined =>
  catalog.upstreams?.find((upstream) => upstream.id === id);

/** The resources of a plan, as plans include them and keys are limited to them. A dataset goes by its id, an upstream by `gateway:{id}`. */
export const resourcesOf = ({ datasets, upstreams = [] }: Pick<Plan, 'datasets' | 'upstreams'>): string[] => [
  ...datasets,
  ...upstreams.map(resourceOfUpstream),
];
/** Every dataset and upstream of the catalogue, as resources. */
export const everyResource = ({ datasets, upstreams = [] }: Catalog): string[] =>
  resourcesOf({ datasets: datasets.map(({ id }) => id), upstreams: upstreams.map(({ id }) => id) });

/** The dataset or upstream that a resource names. */
export function soldResource(catalog: Catalog, resource: string): Dataset | Upstream | undefined {
  const upstreamId = upstreamIdIn(resource);
  return upstreamId === null ? datasetOf(catalog, resource) : upstreamOf(catalog, upstreamId);
}

/** The id of a plan or badge whatever its price, such as `plan:pro`. An account has at most one subscription for each. */
export const soldId = (sold: Sold): string =>
  sold.kind === 'plan' ? `plan:${sold.plan.id}` : `badge:${sold.badge.id}`;
/** The display name of the plan or badge. */
export const soldName = (sold: Sold): Localized => (sold.kind === 'plan' ? sold.plan.name : sold.badge.name);
/** The same in one language. */
export const soldNameIn = (sold: Sold, language: Language): string => textIn(soldName(sold), language);
