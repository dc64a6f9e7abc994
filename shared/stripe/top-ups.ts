import Stripe from 'stripe';
import type { TopUp } from '../domain/billing/credit.ts';
import { calling, isMissing } from './client.ts';
import { inCurrency } from './currency-taken.ts';
import type { CheckoutSession, NewTopUp, StripeGateway, TopUpCharge } from './gateway.ts';
import { branded } from './hosted-pages.ts';
import { idOf } from './id-of.ts';
import { disputeOf, listAllOf } from './payments.ts';
import { ofCustomer, pricesOf, sessionOf, taxData } from './sessions.ts';
import { isoOf } from './subscriptions.ts';

const pageSize = 100;

/** On the payment intent, from which Stripe copies it to its charges: how many units were sold. */
const unitsMetadata = 'tollgate_credit_units';

/** The part of the gateway that is about units bought in advance. */
export const toppingUp = (
  stripe: Stripe,
): Pick<StripeGateway, 'createTopUp' | 'listTopUps' | 'savedCard' | 'chargeTopUp'> => ({
  savedCard: (customerId) => calling(() => savedCard(stripe, customerId)),
  chargeTopUp: (input, idempotencyKey) => calling(() => chargeTopUp(stripe, input, idempotencyKey)),
  createTopUp: (input, idempotencyKey) =>
    calling(() => ofCustomer(() => inCurrency(stripe, input, () => createTopUp(stripe, input, idempotencyKey)))),
  listTopUps: (customerId) => calling(() => listTopUps(stripe, customerId)),
});

/**
 * Stripe makes an invoice of a one-time payment only where it is asked to, and charges for it. Where tax is charged, buyers need one
 * (https://docs.stripe.com/payments/checkout/receipts).
 */
async function createTopUp(stripe: Stripe, input: NewTopUp, idempotencyKey: string): Promise<CheckoutSession> {
  const [price] = await pricesOf(stripe, [input.lookupKey]);
  const metadata = { tollgate_account: input.accountId };
  const session = await stripe.checkout.sessions.create(
    {
      mode: 'payment',
      customer: input.customerId,
      client_reference_id: input.accountId,
      currency: input.currency,
      line_items: [{ price, quantity: input.packs }],
      payment_intent_data: {
        metadata: { ...metadata, [unitsMetadata]: String(input.units) },
        setup_future_usage: 'off_session',
      },
      ...(input.taxes ? { ...taxData, invoice_creation: { enabled: true } } : {}),
      ...branded(input.reader),
      metadata,
      success_url: input.successUrl,
      cancel_url: input.cancelUrl,
    },
    { idempotencyKey },
  );
  return sessionOf(session);
}

/** A card that Link keeps has a type of its own. A bank debit would take days. https://docs.stripe.com/api/payment_methods/object */
const chargedAtOnce = ['card', 'link'];

async function savedCard(stripe: Stripe, customerId: string): Promise<string | null> {
  const customer = await stripe.customers.retrieve(customerId);
  if (customer.deleted) return null;
  const methods = await listAllOf(stripe.paymentMethods.list({ customer: customerId, limit: pageSize }));
  const cards = methods.filter(({ type }) => chargedAtOnce.includes(type));
  const chosen = idOf(customer.invoice_settings.default_payment_method);
  return (cards.find(({ id }) => id === chosen) ?? cards[0])?.id ?? null;
}

/**
 * Charges under its own key alone: past an answer that Stripe has kept, another key could charge again.
 * A card is declined where its bank refuses it, asks for its owner, or it is gone. Stripe's 400 is a refusal, and charges nothing either.
 * No method may send its owner elsewhere: Stripe would ask for a `return_url` (`automatic_payment_methods` of a payment intent).
 */
async function chargeTopUp(
  stripe: Stripe,
  input: TopUpCharge,
  idempotencyKey: string,
): ReturnType<StripeGateway['chargeTopUp']> {
  const { accountId, customerId: customer, units, amountMinor: amount, currency, card, description } = input;
  try {
    const { status } = await stripe.paymentIntents.create(
      {
        ...{ amount, currency, customer, description, payment_method: card, off_session: true, confirm: true },
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        metadata: { tollgate_account: accountId, [unitsMetadata]: String(units) },
      },
      { idempotencyKey },
    );
    if (status === 'succeeded') return 'succeeded';
    return status === 'processing' ? 'processing' : 'declined';
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError || isMissing(error)) return 'declined';
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return 'refused';
    throw error;
  }
}

/**
 * A customer's successful charges that say how many units they paid for.
 * It takes one list, a page for a hundred charges, and one more call for each charge that is or was disputed.
 */
async function listTopUps(stripe: Stripe, customer: string): Promise<readonly TopUp[]> {
  try {
    const charges = await listAllOf(stripe.charges.list({ customer, limit: pageSize }));
    const found: TopUp[] = [];
    for (const charge of charges) {
      const units = unitsOf(charge);
      if (units > 0) found.push(topUpOf(charge, { units, dispute: await disputeIn(stripe, charge) }));
    }
    return found.toReversed();
  } catch (error) {
    if (isMissing(error) && (await stripe.customers.retrieve(customer)).deleted) return [];
    throw error;
  }
}

/** 0 for what bought no units, or did not succeed. */
function unitsOf({ status, metadata, amount_captured }: Stripe.Charge): number {
  const units = Number(metadata[unitsMetadata] ?? 0);
  return status === 'succeeded' && amount_captured > 0 && Number.isSafeInteger(units) ? units : 0;
}

/** A dispute that was lost leaves `disputed`; one that was won does not. */
const disputeIn = async (stripe: Stripe, { id, disputed }: Stripe.Charge): Promise<TopUp['dispute']> =>
  disputed ? disputeOf(stripe, { charge: id }) : null;

const topUpOf = (
  { id, amount_captured, amount_refunded, created }: Stripe.Charge,
  { units, dispute }: Pick<TopUp, 'units' | 'dispute'>,
): TopUp => ({
  id,
  units,
  paidMinor: amount_captured,
  refundedMinor: amount_refunded,
  dispute,
  at: isoOf(created),
});
