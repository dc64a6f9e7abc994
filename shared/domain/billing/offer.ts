import { offeredIn } from '../catalog/offered-price.ts';
import { isLive } from './grant.ts';
import type { Subscription } from './subscription.ts';

/** A private price that an operator offered to one organization. Times are ISO-8601 UTC; `until` is exclusive, null: without an end. */
export type Offer = {
  readonly lookupKey: string;
  /** The key under which it was offered, once. */
  readonly order: string;
  readonly since: string;
  readonly until: string | null;
  /** The operator’s address, and the reason. */
  readonly by: string;
  readonly reason: string;
  /** Null: it stands until its end. */
  readonly withdrawnAt: string | null;
  /** Another offer of the same took its place then. */
  readonly isReplaced?: true;
};

type Offers = { readonly offers: readonly Offer[] };

/** Whether the price can still be bought. */
export const stands = ({ withdrawnAt, until }: Offer, now: Date): boolean =>
  withdrawnAt === null && (until === null || now.getTime() < Date.parse(until));

/** The offers that can be bought now. */
export const standingOffers = ({ offers }: Offers, now: Date): Offer[] => offers.filter((each) => stands(each, now));

/** The offers of the same plan or badge for the same interval: one of them stands at most. */
function isForSame(one: Offer, lookupKey: string): boolean {
  const [mine, other] = [offeredIn(one.lookupKey), offeredIn(lookupKey)];
  return mine?.kind === other?.kind && mine?.of === other?.of && mine?.interval === other?.interval;
}

/** Whether a live subscription stands on a price. */
export const isPaid = (subscriptions: readonly Subscription[], lookupKey: string): boolean =>
  subscriptions.some((each) => isLive(each) && each.items.some((item) => item.lookupKey === lookupKey));

/** They lie in one item with the rest of the organization’s billing. */
const maxOffers = 50;

/** The offers with a new one, in place of one for the same. Past 50, the oldest that nobody can buy or pays any more is forgotten. */
export function withOffer(
  { offers, subscriptions }: Offers & { readonly subscriptions: readonly Subscription[] },
  offer: Offer,
): Offer[] {
  const { since, lookupKey } = offer;
  const others = offers.map((each) =>
    each.withdrawnAt === null && isForSame(each, lookupKey)
      ? { ...each, withdrawnAt: since, isReplaced: true as const }
      : each,
  );
  const gone = others.find((each) => !stands(each, new Date(since)) && !isPaid(subscriptions, each.lookupKey));
  const kept = others.length >= maxOffers ? others.filter((each) => each !== gone) : others;
  return [...kept, offer];
}

/** Whether an order takes, or took, the place of another offer of the same. */
export const replacesOther = (
  { offers }: Offers,
  { order, lookupKey }: Pick<Offer, 'order' | 'lookupKey'>,
): boolean => {
  const since = offers.find((each) => each.order === order)?.since ?? null;
  return offers.some((each) => each.order !== order && isForSame(each, lookupKey) && each.withdrawnAt === since);
};
