import type Stripe from 'stripe';
import type { ListedSubscription } from '../domain/billing/unowned.ts';
import { idOf } from './id-of.ts';
import type { SubscriptionPage } from './pages.ts';
import { lookupKeyOf } from './subscriptions.ts';

/** So begin the ids of the products that the catalogue makes. */
const ownProduct = 'tollgate_';

/**
 * One page of all subscriptions that have not ended, whoever has them, newest first (https://docs.stripe.com/api/subscriptions/list). Those
 * of test clocks are in no such list.
 */
export async function allSubscriptions(stripe: Stripe, cursor: string | undefined): Promise<SubscriptionPage> {
  const after = cursor === undefined ? {} : { starting_after: cursor };
  const { data, has_more } = await stripe.subscriptions.list({ limit: 100, expand: ['data.customer'], ...after });
  return { subscriptions: data.map(listedOf), cursor: has_more ? data.at(-1)?.id : undefined };
}

function listedOf({ id, status, customer, items }: Stripe.Subscription): ListedSubscription {
  const prices = items.data.map(({ price }) => price);
  return {
    id,
    status,
    customerId: idOf(customer),
    customerEmail: typeof customer === 'string' || customer.deleted === true ? null : customer.email,
    isOurs: prices.some(({ product }) => idOf(product).startsWith(ownProduct)),
    prices: prices.map((price) => lookupKeyOf(price) ?? price.id),
  };
}
