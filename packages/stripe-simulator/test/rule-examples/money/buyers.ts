import type Stripe from 'stripe';
import { openCheckout, seedCatalogue, submitForm } from '../../steps.ts';
import type { World } from '../../world.ts';

/** A subscriber to a monthly price of 100 dollars, paid by this method. */
export async function subscribed(
  world: World,
  method = 'pm_card_visa',
  more: Partial<Stripe.SubscriptionCreateParams> = {},
) {
  const { customer, monthly } = await seedCatalogue(world);
  const { customers, subscriptions } = world.stripe;
  await customers.update(customer.id, { invoice_settings: { default_payment_method: method } });
  const subscription = await subscriptions.create({
    customer: customer.id,
    items: [{ price: monthly.id }],
    ...more,
  });
  return { customer: customer.id, price: monthly.id, subscription };
}

/** A subscription paid by invoice within 30 days. */
export const byInvoice = { collection_method: 'send_invoice', days_until_due: 30 } as const;

/** The latest invoice of a subscription as it is now. */
export async function latestInvoice({ stripe }: World, subscription: string): Promise<Stripe.Invoice> {
  const { latest_invoice } = await stripe.subscriptions.retrieve(subscription);
  return stripe.invoices.retrieve(String(latest_invoice));
}

/** The status of a subscription as it is now. */
export const statusOf = async ({ stripe }: World, id: string) => (await stripe.subscriptions.retrieve(id)).status;

/** The latest charge of a customer. */
export async function lastCharge({ stripe }: World, customer: string): Promise<Stripe.Charge> {
  const [charge] = (await stripe.charges.list({ customer, limit: 1 })).data;
  if (!charge) throw new Error('Nothing was charged');
  return charge;
}

/** A world's clock so many days further. */
export const daysOn = (world: World, days: number) =>
  world.advanceTo(new Date(world.now().getTime() + days * 86_400_000));

/** Subscribes in euros on the hosted page, from this bank account. */
export async function debited(world: World, iban: string) {
  const { customer, product } = await seedCatalogue(world);
  const recurring = { interval: 'month' } as const;
  const { id: price } = await world.stripe.prices.create({
    product: product.id,
    currency: 'eur',
    unit_amount: 90_00,
    recurring,
  });
  const session = await openCheckout(world, customer.id, price);
  await submitForm(String(session.url), { iban, name: 'Ada', country: 'DE', postal_code: '10115' });
  const [subscription] = (await world.stripe.subscriptions.list({ customer: customer.id })).data;
  if (!subscription) throw new Error('Nothing was bought');
  return { customer: customer.id, session: session.id, subscription: subscription.id };
}

/** An account that pays five days later. */
export const payingAccount = 'DE89370400440532013000';
/** An account that turns out not to pay after five days. */
export const refusingAccount = 'DE62370400440532013001';
