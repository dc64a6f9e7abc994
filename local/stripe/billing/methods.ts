import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import { noSuch, StripeProblem } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { newCardMethod, noBillingDetails } from '../resources/payment-method.ts';
import { cardTokens, type Decline, findTestCard, type TestCard } from './cards.ts';

type Owner = { readonly customer: string | null; readonly billingDetails?: Stripe.PaymentMethod['billing_details'] };

/** Saves a card on a customer. */
export function attachCard(sim: Simulation, card: TestCard, owner: Owner): Stripe.PaymentMethod {
  const method = keepCard(sim, card, owner);
  emit(sim, 'payment_method.attached', method);
  return method;
}

/** Makes a payment method of a card, which no event tells of: what a refused card leaves behind. */
export function keepCard(sim: Simulation, card: TestCard, owner: Owner): Stripe.PaymentMethod {
  const { customer, billingDetails = noBillingDetails } = owner;
  const method = sim.store.paymentMethods.add(newCardMethod(sim, card, { customer, billingDetails }));
  sim.cards.set(method.id, card);
  return method;
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
export const cardError = ({ code, declineCode, message }: Decline) =>
  new StripeProblem(402, {
    type: 'card_error',
    code,
    ...(declineCode ? { decline_code: declineCode } : {}),
    message,
  });

/** Makes a payment method the one that a customer's invoices are charged to by default. */
export function setDefaultMethod(sim: Simulation, customerId: string, method: string | null): void {
  const customer = sim.store.customers.mustGet(customerId);
  const change = sim.store.customers.patch(customerId, {
    invoice_settings: { ...customer.invoice_settings, default_payment_method: method },
  });
  emitUpdate(sim, 'customer.updated', change);
}
