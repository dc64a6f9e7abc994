import type Stripe from 'stripe';
import { calling, isMissing } from './client.ts';
import { inCurrency } from './currency-taken.ts';
import type { CheckoutSession, NewCheckout, StripeGateway } from './gateway.ts';
import { branded } from './hosted-pages.ts';
import { ofCustomer, pricesOf, sessionOf, taxData } from './sessions.ts';
import { trialMetadata } from './subscriptions.ts';

/** The calls that create, read and expire sessions of Stripe's checkout, and that find the prices for one. */
export const checkoutCalls = (
  stripe: Stripe,
): Pick<StripeGateway, 'pricesOf' | 'createCheckout' | 'readCheckout' | 'expireCheckout'> => ({
  pricesOf: (lookupKeys) => calling(() => pricesOf(stripe, lookupKeys)),
  createCheckout: (input, idempotencyKey) =>
    calling(() => ofCustomer(() => inCurrency(stripe, input, () => createCheckout(stripe, input, idempotencyKey)))),
  readCheckout: (id) => calling(() => readCheckout(stripe, id)),
  expireCheckout: (id) => calling(() => expireCheckout(stripe, id)),
});

async function createCheckout(stripe: Stripe, input: NewCheckout, idempotencyKey: string): Promise<CheckoutSession> {
  const { lookupKey, seats, overage } = input;
  const counted = [{ lookupKey, quantity: 1 }, ...(seats ? [seats] : [])];
  const lines = [...counted, ...(overage === undefined ? [] : [{ lookupKey: overage }])];
  const lookupKeys = lines.map((line) => line.lookupKey);
  const prices = await pricesOf(stripe, lookupKeys);
  const metadata = { tollgate_account: input.accountId };
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'subscription',
      customer: input.customerId,
      client_reference_id: input.accountId,
      currency: input.currency,
      ...(input.promotionCodes ? { allow_promotion_codes: true } : {}),
      line_items: lines.map(({ lookupKey: _, ...quantity }, i) => ({ price: prices[i], ...quantity })),
      subscription_data: { metadata, ...trialData(input) },
      ...(input.trialDays === null ? {} : { payment_method_collection: 'always' }),
      ...(input.taxes ? taxData : {}),
      ...branded(input.reader),
      metadata,
      success_url: input.successUrl,
      cancel_url: input.cancelUrl,
    },
    { idempotencyKey },
  );
  return sessionOf(session);
}

function trialData({ accountId, trialDays }: NewCheckout) {
  if (trialDays === null) return {};
  const metadata = { tollgate_account: accountId, [trialMetadata]: String(trialDays) };
  return { metadata, trial_period_days: trialDays };
}

async function readCheckout(stripe: Stripe, id: string): Promise<CheckoutSession | null> {
  try {
    return sessionOf(await stripe.checkout.sessions.retrieve(id));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** A session that is not open any more cannot be expired: then what it has become is the answer. */
async function expireCheckout(stripe: Stripe, id: string): Promise<CheckoutSession> {
  const session = await stripe.checkout.sessions.retrieve(id);
  if (session.status !== 'open') return sessionOf(session);
  try {
    return sessionOf(await stripe.checkout.sessions.expire(id));
  } catch (error) {
    const now = await stripe.checkout.sessions.retrieve(id);
    if (now.status === 'open') throw error;
    return sessionOf(now);
  }
}
