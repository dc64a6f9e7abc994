import Stripe from 'stripe';
import type { World } from './world.ts';

/** A product, a monthly and a yearly price, and a customer. */
export async function seedCatalogue({ stripe }: World) {
  const product = await stripe.products.create({ id: 'basic', name: 'Basic' });
  const monthly = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 100_00,
    recurring: { interval: 'month' },
    lookup_key: 'basic_monthly',
  });
  const yearly = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 1_000_00,
    recurring: { interval: 'year' },
    lookup_key: 'basic_yearly',
  });
  const customer = await stripe.customers.create({ email: 'ada@example.com', metadata: { account: 'acc_1' } });
  return { product, monthly, yearly, customer };
}

export async function openCheckout({ stripe }: World, customer: string, price: string, trialDays?: number) {
  return stripe.checkout.sessions.create({
    mode: 'subscription',
    customer,
    client_reference_id: 'acc_1',
    line_items: [{ price, quantity: 1 }],
    success_url: 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'https://shop.example/pricing',
    metadata: { account: 'acc_1' },
    subscription_data: { metadata: { account: 'acc_1' }, ...(trialDays ? { trial_period_days: trialDays } : {}) },
  });
}

/** Fills in the hosted form as a client without a browser does: the hidden inputs as given, and the card. */
export async function submitForm(url: string, fields: Record<string, string>) {
  const page = await (await fetch(url)).text();
  return postForm(url, page, fields);
}

export async function postForm(url: string, page: string, fields: Record<string, string>) {
  const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, n, v]) => [n, v]);
  const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
  return fetch(url, { method: 'POST', body, redirect: 'manual' });
}

export const card = (number: string) => ({
  card: number,
  name: 'Ada Lovelace',
  country: 'GB',
  postal_code: 'SW1A 1AA',
});

export async function listen(
  { stripe, hookUrl }: World,
  types: Stripe.WebhookEndpointCreateParams.EnabledEvent[] = ['*'],
) {
  return stripe.webhookEndpoints.create({ url: hookUrl, enabled_events: types, api_version: Stripe.API_VERSION });
}
