import type Stripe from 'stripe';
import { isMissing } from './client.ts';
import { type CheckoutSession, CustomerDeleted } from './gateway.ts';
import { idOf } from './id-of.ts';

/** Makes a call that names a customer; one that was deleted is no failure of ours. */
export async function ofCustomer<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isMissing(error) && error.param === 'customer') throw new CustomerDeleted(error);
    throw error;
  }
}

/** The customer keeps what the buyer enters: each renewal is taxed by it. */
export const taxData = {
  automatic_tax: { enabled: true },
  customer_update: { address: 'auto', name: 'auto' },
  tax_id_collection: { enabled: true },
} satisfies Partial<Stripe.Checkout.SessionCreateParams>;

/** @throws Error where Stripe has no price under a lookup key */
export async function pricesOf(stripe: Stripe, lookupKeys: readonly string[]): Promise<string[]> {
  const { data } = await stripe.prices.list({ lookup_keys: [...lookupKeys], active: true, limit: lookupKeys.length });
  return lookupKeys.map((lookupKey) => {
    const price = data.find(({ lookup_key }) => lookup_key === lookupKey);
    if (!price) throw new Error(`Stripe has no price "${lookupKey}": run \`npm run catalog -- push\``);
    return price.id;
  });
}

/** Stripe's session in our words. */
export const sessionOf = (session: Stripe.Checkout.Session): CheckoutSession => ({
  id: session.id,
  url: session.url,
  status: session.status === 'complete' ? 'complete' : session.status === 'expired' ? 'expired' : 'open',
  customerId: idOf(session.customer),
  subscriptionId: idOf(session.subscription),
});
