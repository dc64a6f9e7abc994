import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { mergeMetadata } from '../resources/metadata.ts';

/** Gives back a charge's money, all that is left of it or `amount` minor units. Throws Stripe's errors for more than that. */
export function refundCharge(sim: Simulation, charge: Stripe.Charge, params: Stripe.RefundCreateParams): Stripe.Refund {
  const left = charge.amount_captured - charge.amount_refunded;
  const amount = params.amount ?? left;
  checkRefundable(charge, { amount, left });
  const refund = sim.store.refunds.add(newRefund(sim, charge, { ...params, amount }));
  const amount_refunded = charge.amount_refunded + amount;
  const { before, after } = sim.store.charges.patch(charge.id, {
    amount_refunded,
    refunded: amount_refunded === charge.amount,
  });
  emit(sim, 'refund.created', refund);
  emit(sim, 'charge.refunded', after, { amount_refunded: before.amount_refunded, refunded: before.refunded });
  return refund;
}

function checkRefundable(charge: Stripe.Charge, { amount, left }: { readonly amount: number; readonly left: number }) {
  if (charge.disputed)
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'charge_disputed',
    });
  if (charge.refunded)
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  if (charge.status !== 'succeeded')
    throw invalidRequest(`Charge ${charge.id} was not successful, and cannot be refunded.`);
  if (amount < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (amount > left)
    throw invalidRequest(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
      param: 'amount',
    });
}

function newRefund(
  sim: Simulation,
  charge: Stripe.Charge,
  { amount, metadata, reason }: Stripe.RefundCreateParams & { readonly amount: number },
): Stripe.Refund {
  return {
    id: sim.newId('re'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: sim.time.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    metadata: mergeMetadata(null, metadata),
    payment_intent: charge.payment_intent && idOf(charge.payment_intent),
    payment_method: charge.payment_method,
    reason: reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
}
