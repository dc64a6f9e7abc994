/** A price that operators offered to one organization. Its lookup key says all of it, so that Stripe’s state alone gives the access. */
import type { Badge, Catalog, Plan, Price } from './catalog.ts';

/** An offered price: of a plan or badge, by its id, at an amount of its own. `id` tells the offers of all organizations apart. */
export type OfferedPrice = Pick<Price, 'interval' | 'currency' | 'amountMinor'> & {
  readonly kind: 'plan' | 'badge';
  readonly of: string;
  readonly id: string;
};

const kinds = { p: 'plan', b: 'badge' } as const;
const intervals = { m: 'month', y: 'year' } as const;

/** At most 100 characters, as prices are asked for; Stripe takes 200 (https://docs.stripe.com/api/prices/create#create_price-lookup_key). */
const pattern = /^offer:([pb]):([a-z][a-z0-9_]*):([my]):([a-z]{3}):(\d{1,9}):([A-Za-z0-9_-]{12})$/;

/** The lookup key of an offered price: `offer:p:pro:m:usd:8000:` and its id. No declared price has colons. */
export const offeredKeyOf = ({ kind, of, interval, currency, amountMinor, id }: OfferedPrice): string =>
  ['offer', kind[0], of, interval[0], currency, amountMinor, id].join(':');

/** The offered price that a lookup key names; undefined for any other key. */
export function offeredIn(lookupKey: string): OfferedPrice | undefined {
  const [, kind = '', of = '', interval = '', currency = '', amount, id = ''] = pattern.exec(lookupKey) ?? [];
  if (amount === undefined) return undefined;
  return {
    kind: kinds[kind as keyof typeof kinds],
    interval: intervals[interval as keyof typeof intervals],
    ...{ of, currency, amountMinor: Number(amount), id },
  };
}

type SoldAt = { readonly price: Price } & (
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'badge'; readonly badge: Badge }
);

/** The plan or badge at its offered price; undefined where the catalogue does not have it. Nobody is named in the price: billing knows to whom it is offered. */
export function soldAtOffer(
  { plans, badges }: Pick<Catalog, 'plans' | 'badges'>,
  offered: OfferedPrice,
): SoldAt | undefined {
  const { kind, of, interval, amountMinor, currency } = offered;
  const price: Price = { lookupKey: offeredKeyOf(offered), interval, amountMinor, currency, availability: 'private' };
  if (kind === 'plan') {
    const plan = plans.find(({ id }) => id === of);
    return plan && { kind, plan, price };
  }
  const badge = badges.find(({ id }) => id === of);
  return badge && { kind, badge, price };
}
