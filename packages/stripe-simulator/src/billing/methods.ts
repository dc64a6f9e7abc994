import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import { noSuch, StripeProblem } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { newCardMethod, newDebitMethod, newLinkMethod, noBillingDetails } from '../resources/payment-method.ts';
import { isEnded } from '../resources/subscription.ts';
import {
  type CardOutcome,
  cardAt,
  cardsByMethod,
  cardTokens,
  type Decline,
  type Expiry,
  findTestCard,
  outcomeOf,
  type Situation,
  type TestCard,
} from './cards.ts';

/** The owner of a new card. Without an expiry the card is valid for years. */
type Owner = {
  readonly customer: string | null;
  readonly billingDetails?: Stripe.PaymentMethod['billing_details'];
  readonly expiry?: Expiry;
};

/** Saves a card on a customer. */
export function attachCard(sim: Simulation, card: TestCard, owner: Owner): Stripe.PaymentMethod {
  const method = keepCard(sim, card, owner);
  emit(sim, 'payment_method.attached', method);
  return method;
}

/** Makes a payment method of a card without an event, as for a card that was refused. */
export function keepCard(sim: Simulation, card: TestCard, owner: Owner): Stripe.PaymentMethod {
  const { customer, billingDetails = noBillingDetails, expiry = usualExpiry(sim) } = owner;
  const kept = { customer, billingDetails, expiry };
  const method = sim.store.paymentMethods.add(newMethod(sim, card, kept));
  cardsByMethod(sim).set(method.id, card);
  return method;
}

function newMethod(sim: Simulation, card: TestCard, kept: Required<Owner>): Stripe.PaymentMethod {
  if (card.isDelayed) return newDebitMethod(sim, card, kept);
  const isLink = card.linkEmail !== undefined && sim.rules.isOn('P3');
  return isLink ? newLinkMethod(sim, card.linkEmail, kept) : newCardMethod(sim, card, kept);
}

const usualExpiry = (sim: Simulation): Expiry => ({
  month: 12,
  year: new Date(sim.time.now() * 1000).getUTCFullYear() + 8,
});

/** The outcome of a payment with this method now; null where no card is behind it. */
export function methodOutcome(sim: Simulation, method: Stripe.PaymentMethod, situation: Situation): CardOutcome | null {
  const card = cardsByMethod(sim).get(method.id);
  if (card?.isDelayed || (card && method.link)) return outcomeOf(card, situation);
  if (!card || !method.card) return null;
  const expiry = { month: method.card.exp_month, year: method.card.exp_year };
  return outcomeOf(cardAt(card, expiry, sim.time.now()), situation);
}

/**
 * The payment method that a request names: one of the customer's, or a ready-made test card (`pm_card_visa`), which is
 * attached. Throws `resource_missing`, or a card error for a card that cannot be saved.
 */
export function methodNamed(
  sim: Simulation,
  id: string,
  owner: { customer: string; param: string },
): Stripe.PaymentMethod {
  if (cardTokens[id]) return attachCard(sim, checkToken(id, owner.param), owner);
  const method = sim.store.paymentMethods.get(id);
  if (!method || method.customer !== owner.customer) throw noSuch('PaymentMethod', id, owner.param);
  return method;
}

/** The card behind a ready-made payment method. Throws where there is none, or where it cannot be saved. */
export function checkToken(id: string, param: string): TestCard {
  const card = findTestCard(cardTokens[id] ?? '');
  if (!card) throw noSuch('PaymentMethod', id, param);
  if (card.decline && !card.attaches) throw cardError(card.decline);
  return card;
}

/** 402 `card_error`, as the API answers a refused card. */
export const cardError = ({ code, declineCode, message }: Decline, intent?: Stripe.PaymentIntent) =>
  new StripeProblem(402, {
    type: 'card_error',
    code,
    ...(declineCode ? { decline_code: declineCode } : {}),
    message,
    ...(intent ? { payment_intent: intent } : {}),
  });

/** Makes a payment method the one that a customer's invoices are charged to by default. */
export function setDefaultMethod(sim: Simulation, customerId: string, method: string | null): void {
  const customer = sim.store.customers.mustGet(customerId);
  const change = sim.store.customers.patch(customerId, {
    invoice_settings: { ...customer.invoice_settings, default_payment_method: method },
  });
  emitUpdate(sim, 'customer.updated', change);
}

/** A payment method's card with this expiry. */
export const withExpiry = ({ card }: Stripe.PaymentMethod, { month, year }: Expiry): Stripe.PaymentMethod['card'] =>
  card && { ...card, exp_month: month, exp_year: year };

/** Gives a saved card a new expiry, as a card network does when the bank has issued a new card. */
export function reissueCard(sim: Simulation, id: string, expiry: Expiry): void {
  const card = withExpiry(sim.store.paymentMethods.mustGet(id), expiry);
  emitUpdate(sim, 'payment_method.automatically_updated', sim.store.paymentMethods.patch(id, { card }));
}

/** Detaches a payment method from its customer for good; it cannot be charged any more. */
export function detachMethod(sim: Simulation, id: string): Stripe.PaymentMethod {
  const { before, after } = sim.store.paymentMethods.patch(id, { customer: null });
  const customer = sim.store.customers.get(idOf(before.customer ?? ''));
  emit(sim, 'payment_method.detached', after, { customer: before.customer });
  if (customer?.invoice_settings.default_payment_method === id) setDefaultMethod(sim, customer.id, null);
  for (const subscription of sim.store.subscriptions.oldestFirst(customer?.id)) {
    if (subscription.default_payment_method !== id || isEnded(subscription)) continue;
    const change = sim.store.subscriptions.patch(subscription.id, { default_payment_method: null });
    emitUpdate(sim, 'customer.subscription.updated', change);
  }
  return after;
}
