import type Stripe from 'stripe';
import { listen, seedCatalogue } from './steps.ts';
import { startWorld } from './world.ts';

/** Epoch seconds. */
export const at = (time: string) => Date.parse(time) / 1000;

export const periodEnd = (subscription: Stripe.Subscription) => subscription.items.data[0]!.current_period_end;

/** A world with one customer in it, who subscribes by the API on 31 January 2027. */
export async function startSubscriber(options: Parameters<typeof startWorld>[0] = {}) {
  const world = await startWorld({ start: '2027-01-31T10:30:15Z', ...options });
  const catalogue = await seedCatalogue(world);
  const customer = catalogue.customer.id;
  const [monthly, yearly] = [catalogue.monthly.id, catalogue.yearly.id];
  await listen(world);
  const payWith = (method: string) =>
    world.stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
  return {
    world,
    customer,
    monthly,
    yearly,
    payWith,
    to: (time: string) => world.advanceTo(new Date(time)),
    read: (id: string) => world.stripe.subscriptions.retrieve(id),
    eventsOf: (type: string) => world.received.filter(({ event }) => event.type === type).map(({ event }) => event),
    async subscribe(price = monthly, method = 'pm_card_visa', more: Partial<Stripe.SubscriptionCreateParams> = {}) {
      await payWith(method);
      return world.stripe.subscriptions.create({ customer, items: [{ price }], ...more });
    },
  };
}
