import type Stripe from 'stripe';
import { seedCatalogue } from '../steps.ts';
import type { World } from '../world.ts';

const hourMs = 3_600_000;

/** A customer with one subscription to the monthly price of $100, paid by card unless told otherwise, and what examples do with it. */
export async function subscribed(
  world: World,
  { method = 'pm_card_visa', ...more }: Partial<Stripe.SubscriptionCreateParams> & { readonly method?: string } = {},
) {
  const { stripe } = world;
  const { customer, monthly, yearly } = await seedCatalogue(world);
  const payWith = (card: string) =>
    stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card } });
  await payWith(method);
  const { id, ...made } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: monthly.id }],
    ...more,
  });
  const [item] = made.items.data;
  const read = () => stripe.subscriptions.retrieve(id);
  const invoices = async () => (await stripe.invoices.list({ subscription: id })).data;
  return {
    stripe,
    id,
    customer: customer.id,
    monthly: monthly.id,
    yearly: yearly.id,
    item: item!.id,
    payWith,
    read,
    invoices,
    latest: async () => (await invoices())[0]!,
    status: async () => (await read()).status,
    /** Another price of the same product. */
    price: async (amount: number) =>
      (
        await stripe.prices.create({
          product: 'basic',
          currency: 'usd',
          unit_amount: amount,
          recurring: { interval: 'month' },
        })
      ).id,
    update: (params: Stripe.SubscriptionUpdateParams) => stripe.subscriptions.update(id, params),
    /** Changes the one item at once. */
    change: (to: { price?: string; quantity?: number }, params: Stripe.SubscriptionUpdateParams = {}) =>
      stripe.subscriptions.update(id, {
        items: [{ id: item!.id, ...to }],
        proration_behavior: 'always_invoice',
        ...params,
      }),
    later: (hours: number) => world.advanceTo(new Date(world.now().getTime() + hours * hourMs)),
  };
}

/** Days in hours. */
export const days = (count: number) => count * 24;
