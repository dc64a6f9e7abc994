import type Stripe from 'stripe';
import type { ListedSubscription } from '../domain/billing/unowned.ts';
import { isOurs } from './catalog/current.ts';
import type { SubscriptionPage } from './gateway.ts';
import { idOf } from './id-of.ts';
import { lookupKeyOf } from './subscriptions.ts';

/**
 * Pages of all subscriptions that have not ended, whoever has them, newest first (https://docs.stripe.com/api/subscriptions/list). Which
 * products are ours Stripe is asked once. Those of test clocks are in no such list.
 */
export function allSubscriptions(stripe: Stripe) {
  let products: Promise<ReadonlySet<string>> | undefined;
  return async (cursor: string | undefined): Promise<SubscriptionPage> => {
    products ??= ownProducts(stripe);
    const own = await products;
    const after = cursor === undefined ? {} : { starting_after: cursor };
    const { data, has_more } = await stripe.subscriptions.list({ limit: 100, ...after });
    const subscriptions = data.map((subscription) => listedOf(subscription, own));
    return { subscriptions, cursor: has_more ? data.at(-1)?.id : undefined };
  };
}

async function ownProducts(stripe: Stripe): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const product of stripe.products.list({ limit: 100 })) if (isOurs(product)) ids.add(product.id);
  return ids;
}

function listedOf({ id, status, customer, items }: Stripe.Subscription, own: ReadonlySet<string>): ListedSubscription {
  const prices = items.data.map(({ price }) => price);
  return {
    id,
    status,
    customerId: idOf(customer) ?? '',
    isOurs: prices.some(({ product }) => own.has(idOf(product) ?? '')),
    prices: prices.map((price) => lookupKeyOf(price) ?? price.id),
  };
}
