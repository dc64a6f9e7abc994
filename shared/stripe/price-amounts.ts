import type Stripe from 'stripe';
import type { AmountIn } from './subscriptions.ts';

/**
 * The amounts of prices in the currencies that subscriptions are paid in. A list gives them in a price's own currency only.
 * `expand` goes no more than four levels deep (https://docs.stripe.com/api/expanding_objects).
 * Another currency's amounts are read once, since a price does not change them.
 */
export function priceAmounts(stripe: Stripe): (subscriptions: readonly Stripe.Subscription[]) => Promise<AmountIn> {
  const asked = new Map<string, Stripe.Price['currency_options']>();
  return async (subscriptions) => {
    for (const { currency, items } of subscriptions)
      for (const { price } of items.data) {
        if (price.currency === currency || asked.has(price.id)) continue;
        const { currency_options } = await stripe.prices.retrieve(price.id, { expand: ['currency_options'] });
        asked.set(price.id, currency_options);
      }
    return (price, currency) =>
      price.currency === currency ? price.unit_amount : (asked.get(price.id)?.[currency]?.unit_amount ?? null);
  };
}
