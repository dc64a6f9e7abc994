import type Stripe from 'stripe';
import { seedCatalogue } from '../steps.ts';
import type { World } from '../world.ts';

/** The period of a buyer who begins with the world: from 2026-11-24 12:00 to 2026-12-24 12:00. */
export const [begins, ends] = ['2026-11-24T12:00:00Z', '2026-12-24T12:00:00Z'] as const;

type More = Partial<Stripe.SubscriptionCreateParams> & { readonly formula?: 'last' | 'sum' };

/** A buyer with a card, of a monthly price of 100.00 and of 1.00 for every 10 units begun. */
export async function meteredBuyer(world: World, { formula = 'last', ...more }: More = {}) {
  const { stripe } = world;
  const { customer, monthly, product } = await seedCatalogue(world);
  await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: 'pm_card_visa' } });
  const meter = await stripe.billing.meters.create({
    display_name: 'Records',
    event_name: 'records',
    default_aggregation: { formula },
  });
  const metered = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 1_00,
    recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
    transform_quantity: { divide_by: 10, round: 'up' },
  });
  const items = [{ price: monthly.id }, { price: metered.id }];
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items, ...more });
  const invoices = async () => (await stripe.invoices.list({ customer: customer.id, limit: 100 })).data.toReversed();
  return {
    customer: customer.id,
    monthly: monthly.id,
    meter: meter.id,
    metered: metered.id,
    subscription: subscription.id,
    licensedItem: subscription.items.data[0]!.id,
    meteredItem: subscription.items.data[1]!.id,
    invoices,
    /** The amounts of usage on every invoice that is not void, oldest first. */
    billed: async () =>
      (await invoices())
        .filter(({ status }) => status !== 'void')
        .flatMap(({ lines }) => lines.data)
        .filter(({ pricing, amount }) => pricing?.price_details?.price === metered.id && amount !== 0)
        .map(({ amount }) => amount),
    report: (value: number, time: string, identifier?: string) =>
      stripe.billing.meterEvents.create({
        event_name: 'records',
        timestamp: Date.parse(time) / 1000,
        payload: { stripe_customer_id: customer.id, value: String(value) },
        ...(identifier && { identifier }),
      }),
    to: (time: string) => world.advanceTo(new Date(time)),
  };
}
