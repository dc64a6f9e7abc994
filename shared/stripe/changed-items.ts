/** A change of items in Stripe's ids. */
import type Stripe from 'stripe';
import type { ItemsChange } from './gateway.ts';
import { lookupKeyOf } from './subscriptions.ts';

/** A change of items, ready for Stripe's calls. */
export type ResolvedItems = {
  /** For an update: what is in the subscription and not named stays as it is. */
  readonly params: readonly { id?: string; price?: string; quantity?: number; deleted?: true }[];
  /** All that is in the subscription afterwards, what is not ours too. */
  readonly afterwards: readonly { readonly price: string; readonly quantity?: number }[];
  /** The interval of the main price. */
  readonly interval: Stripe.Price.Recurring.Interval;
  readonly isOtherInterval: boolean;
};

/**
 * Finds the prices by their lookup keys and the items that they replace. An item whose lookup key stays keeps its price, also an
 * older one: a change of quantity moves nobody to a newer amount. @throws Error where Stripe lacks a price of the catalogue
 */
export async function resolveItems(
  stripe: Stripe,
  subscription: Stripe.Subscription,
  { replaces, items }: ItemsChange,
): Promise<ResolvedItems> {
  const there = subscription.items.data;
  const old = replaces.flatMap((key) => there.filter(({ price }) => lookupKeyOf(price) === key));
  const prices = await pricesOf(stripe, items);
  const pairs = items.map(({ lookupKey, quantity }, rank) => {
    const same = old.find(({ price }) => lookupKeyOf(price) === lookupKey);
    const item = same ?? freeAt(old, rank, items);
    return { item, price: same?.price ?? priceNamed(prices, lookupKey), quantity };
  });
  const gone = old.filter((each) => !pairs.some(({ item }) => item?.id === each.id));
  const others = there.filter((each) => !old.includes(each));
  const [main] = pairs;
  if (!main) throw new Error(`A change of ${subscription.id} names no item`);
  const interval = main.price.recurring?.interval ?? 'month';
  return {
    params: [
      ...pairs.map(({ item, price, quantity }) => ({ ...(item && { id: item.id }), price: price.id, quantity })),
      ...gone.map(({ id }) => ({ id, deleted: true as const })),
    ],
    afterwards: [...pairs, ...others].map(({ price, quantity }) => ({
      price: price.id,
      ...(quantity !== undefined && { quantity }),
    })),
    interval,
    isOtherInterval: main.item?.price.recurring?.interval !== interval,
  };
}

/** The item of the same rank, unless another of the wanted ones goes on in it. */
function freeAt(old: readonly Stripe.SubscriptionItem[], rank: number, items: ItemsChange['items']) {
  const item = old[rank];
  return item && !items.some(({ lookupKey }) => lookupKey === lookupKeyOf(item.price)) ? item : undefined;
}

async function pricesOf(stripe: Stripe, items: ItemsChange['items']): Promise<readonly Stripe.Price[]> {
  const lookup_keys = items.map(({ lookupKey }) => lookupKey);
  return (await stripe.prices.list({ lookup_keys, active: true, limit: lookup_keys.length })).data;
}

function priceNamed(prices: readonly Stripe.Price[], lookupKey: string): Stripe.Price {
  const price = prices.find((each) => each.lookup_key === lookupKey);
  if (!price) throw new Error(`Stripe has no price "${lookupKey}": run \`npm run catalog -- push\``);
  return price;
}
