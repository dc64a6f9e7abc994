import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { newCharge } from '../resources/payment.ts';
import { type CardOutcome, cardsByMethod, type Decline } from './cards.ts';
import { orderDebit } from './debits.ts';
import { openDispute } from './disputes.ts';
import { methodOutcome } from './methods.ts';

type Attempt = {
  readonly method: Stripe.PaymentMethod | null;
  readonly isOnSession: boolean;
  readonly isAuthenticated: boolean;
};

/** The refusal of a payment without a payment method. */
export const noMethod: Decline = {
  code: 'missing',
  declineCode: null,
  message: 'There is no payment method on file to charge.',
};

/** Tries to take a payment intent's money. Leaves a charge behind unless 3-D Secure has to be answered first. */
export function confirmIntent(sim: Simulation, intentId: string, attempt: Attempt): CardOutcome {
  const { method } = attempt;
  const outcome = (method && methodOutcome(sim, method, attempt)) ?? noMethod;
  if (outcome === 'requires_action') requireAction(sim, intentId, method);
  else if (outcome === 'processing' && method) orderDebit(sim, intentId, method);
  else if (outcome === 'succeeded') succeed(sim, intentId, method);
  else if (outcome !== 'processing') fail(sim, intentId, { method, decline: outcome });
  return outcome;
}

function succeed(sim: Simulation, intentId: string, method: Stripe.PaymentMethod | null): void {
  const intent = sim.store.paymentIntents.mustGet(intentId);
  const charge = sim.store.charges.add(newCharge(sim, { intent, method, decline: null }));
  const { after } = sim.store.paymentIntents.patch(intentId, {
    amount_received: intent.amount,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method?.id ?? null,
    status: 'succeeded',
  });
  emit(sim, 'charge.succeeded', charge);
  emit(sim, 'payment_intent.succeeded', after);
  const dispute = method && cardsByMethod(sim).get(method.id)?.dispute;
  if (dispute) openDispute(sim, charge, dispute);
}

/** Records a refusal: a failed charge where there was a card to charge, and the error on the intent. */
function fail(
  sim: Simulation,
  intentId: string,
  { method, decline }: { readonly method: Stripe.PaymentMethod | null; readonly decline: Decline },
): void {
  const intent = sim.store.paymentIntents.mustGet(intentId);
  const charge = method ? sim.store.charges.add(newCharge(sim, { intent, method, decline })) : null;
  const { after } = sim.store.paymentIntents.patch(intentId, {
    last_payment_error: paymentError(decline, method, charge),
    latest_charge: charge?.id ?? intent.latest_charge,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  if (charge) emit(sim, 'charge.failed', charge);
  emit(sim, 'payment_intent.payment_failed', after);
}

function paymentError(
  decline: Decline,
  method: Stripe.PaymentMethod | null,
  charge: Stripe.Charge | null,
): Stripe.PaymentIntent['last_payment_error'] {
  return {
    ...(charge ? { charge: charge.id } : {}),
    code: decline.code as Stripe.PaymentIntent.LastPaymentError.Code,
    ...(decline.declineCode ? { decline_code: decline.declineCode } : {}),
    message: decline.message,
    ...(method ? { payment_method: method } : {}),
    type: method ? 'card_error' : 'invalid_request_error',
  };
}

/** Leaves an intent for its customer, whom the bank wants to see. */
export function requireAction(sim: Simulation, intentId: string, method: Stripe.PaymentMethod | null): void {
  const { after } = sim.store.paymentIntents.patch(intentId, {
    next_action: { type: 'use_stripe_sdk' },
    payment_method: method?.id ?? null,
    status: 'requires_action',
  });
  emit(sim, 'payment_intent.requires_action', after);
}

/** Records that the buyer did not pass 3-D Secure: nothing was charged. */
export function refuseIntent(sim: Simulation, intentId: string, decline: Decline): void {
  fail(sim, intentId, { method: null, decline });
}
