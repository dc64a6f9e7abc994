import type Stripe from 'stripe';
import type { Subscription } from '../shared/domain/billing/subscription.ts';
import { keys } from './catalogue.ts';
import type { World } from './world.ts';

/** By this address the customers of a broken-off run are found. Stripe mails nobody in test mode. */
export const rehearsalEmail = 'rehearsal@tollgate.example';

/** A customer at Stripe with the account that it stands for. */
export type Buyer = { readonly accountId: string; readonly customerId: string };

/** A new buyer of the case, in the time of its test clock, by the product's own call. `card`: one of Stripe's test cards, saved as its default. */
export async function newBuyer(
  world: World,
  { card = 'pm_card_visa' }: { readonly card?: string | null } = {},
): Promise<Buyer> {
  const count = (counts.get(world) ?? 0) + 1;
  counts.set(world, count);
  const accountId = `rehearsal_${world.token}_${count}`;
  const testClock = world.clock ? { testClock: world.clock.id } : {};
  const input = { accountId, email: rehearsalEmail, organization: 'Rehearsal Ltd', ...testClock };
  const { customerId } = await world.gateway.createCustomer(input, `customer:${accountId}`);
  if (!world.clock) world.later(() => world.quiet.customers.del(customerId));
  if (card) await saveCard(world, customerId, card);
  return { accountId, customerId };
}

const counts = new WeakMap<World, number>();

/** Saves a card as the customer's default, as the hosted pages do. */
export async function saveCard({ quiet }: World, customerId: string, card: string): Promise<string> {
  const { id } = await quiet.paymentMethods.attach(card, { customer: customerId });
  await quiet.customers.update(customerId, { invoice_settings: { default_payment_method: id } });
  return id;
}

type Bought = {
  readonly lookupKey?: string;
  readonly seats?: number;
  readonly overage?: boolean;
  readonly currency?: string;
  readonly trialDays?: number;
  readonly more?: Partial<Stripe.SubscriptionCreateParams>;
};

/** Buys by the call that has the effect of the product's checkout, whose page nobody can fill in here. */
export async function buy(
  world: World,
  { accountId, customerId }: Buyer,
  bought: Bought = {},
): Promise<Stripe.Subscription> {
  const { lookupKey = keys.basic, seats, overage = false, currency = 'usd', trialDays, more = {} } = bought;
  return world.stripe.subscriptions.create({
    customer: customerId,
    currency,
    items: [
      { price: world.price(lookupKey), quantity: 1 },
      ...(seats === undefined ? [] : [{ price: world.price(keys.affiliate), quantity: seats }]),
      ...(overage ? [{ price: world.price(keys.proOverage) }] : []),
    ],
    metadata: { tollgate_account: accountId, ...(trialDays && { tollgate_trial_days: String(trialDays) }) },
    ...(trialDays && { trial_period_days: trialDays }),
    ...more,
  });
}

/** A new buyer with a subscription. */
export async function subscriber(world: World, bought: Bought & { readonly card?: string | null } = {}) {
  const { card, ...rest } = bought;
  const buyer = await newBuyer(world, card === undefined ? {} : { card });
  return { ...buyer, subscription: await buy(world, buyer, rest) };
}

/** The customer's subscriptions as the product reads them; the recording has them. */
export async function read(world: World, { customerId }: Buyer): Promise<readonly Subscription[]> {
  const subscriptions = await world.gateway.listSubscriptions(customerId);
  world.saw('subscriptions', subscriptions);
  return subscriptions;
}

/** The newest subscription as the product reads it. @throws Error where there is none */
export async function readOne(world: World, buyer: Buyer): Promise<Subscription> {
  const [subscription] = await read(world, buyer);
  if (!subscription) throw new Error(`${world.id}: the customer has no subscription`);
  return subscription;
}

/** The customer's invoices, newest first, drafts too. */
export const invoicesOf = async ({ stripe }: World, { customerId }: Buyer): Promise<readonly Stripe.Invoice[]> =>
  (await stripe.invoices.list({ customer: customerId, limit: 100 })).data;

/** The parts of an invoice that cases compare. */
export const brief = ({ status, billing_reason, total, amount_paid }: Stripe.Invoice) => ({
  status,
  reason: billing_reason,
  total,
  paid: amount_paid,
});

/** Refunds the last payment of an ended subscription by the product's own call. */
export const giveBack = (
  { gateway, backend }: World,
  { subscription }: { readonly subscription: { readonly id: string } },
  key = `refund:${subscription.id}`,
) => gateway.refund(subscription.id, { key, now: backend.now() });

/** The customer's charges, newest first. */
export const chargesOf = async ({ stripe }: World, { customerId }: Buyer) =>
  (await stripe.charges.list({ customer: customerId, limit: 100 })).data;
