import type Stripe from 'stripe';

/** The subscriptions to a price that have not ended, whatever the number of pages. `expand` such as `data.customer`. */
export async function subscribersOf(
  stripe: Stripe,
  price: string,
  expand: readonly string[] = [],
): Promise<Stripe.Subscription[]> {
  const list = stripe.subscriptions.list({ price, status: 'all', limit: 100, expand: [...expand] });
  const listed = await Array.fromAsync(list);
  return listed.filter(({ ended_at }) => ended_at === null);
}

/** How many subscriptions that have not ended are on each price, by price id. */
export async function countSubscribers(stripe: Stripe, prices: readonly string[]): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const price of prices) counts.set(price, (await subscribersOf(stripe, price)).length);
  return counts;
}
