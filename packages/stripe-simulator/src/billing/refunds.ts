import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { cardsByMethod, type TestCard } from './cards.ts';

/** Stripe says "some time later" of its test cards. https://docs.stripe.com/testing#refunds */
const settledAfterSeconds = 86_400;

/** Gives back a charge's money, all that is left of it or `amount` minor units. Throws Stripe's errors for more than that. */
export function refundCharge(sim: Simulation, charge: Stripe.Charge, params: Stripe.RefundCreateParams): Stripe.Refund {
  const left = charge.amount_captured - charge.amount_refunded;
  const amount = params.amount ?? left;
  const own = sim.store.disputes.oldestFirst(charge.id);
  const isContested = own.some((dispute) => !dispute.is_charge_refundable);
  checkRefundable(sim, charge, { amount, left, isContested });
  checkBalance(sim, charge);
  const fate = fateOf(sim, charge);
  const refund = sim.store.refunds.add(newRefund(sim, charge, { ...params, amount, ...standingOf(fate) }));
  if (fate) sim.agenda.set('refund', refund.id, sim.time.now() + settledAfterSeconds);
  const amount_refunded = charge.amount_refunded + amount;
  const { before, after } = sim.store.charges.patch(charge.id, {
    amount_refunded,
    refunded: amount_refunded === charge.amount,
  });
  emit(sim, 'refund.created', refund);
  emit(sim, 'charge.refunded', after, { amount_refunded: before.amount_refunded, refunded: before.refunded });
  return refund;
}

/** Ends what a test card's refund waits for: a pending one succeeds, another comes back, and the charge is not refunded by it. */
export function settleRefund(sim: Simulation, id: string): void {
  const { amount, charge, status } = sim.store.refunds.mustGet(id);
  if (status === 'pending') {
    emitUpdate(sim, 'refund.updated', sim.store.refunds.patch(id, { status: 'succeeded', pending_reason: undefined }));
    return;
  }
  if (!sim.rules.isOn('R3')) return;
  const change = sim.store.refunds.patch(id, { status: 'failed', failure_reason: 'unknown' });
  const { id: refunded, amount_refunded } = sim.store.charges.mustGet(idOf(charge ?? ''));
  const given = { amount_refunded: amount_refunded - amount, refunded: false };
  emit(sim, 'refund.failed', change.after);
  emitUpdate(sim, 'refund.updated', change);
  emitUpdate(sim, 'charge.updated', sim.store.charges.patch(refunded, given));
}

/** Its fate: the test card's, or that it waits for the account's balance. */
function fateOf(sim: Simulation, charge: Stripe.Charge): TestCard['refund'] | 'waits' {
  if (sim.rules.isOn('R2') && !sim.settings.coversRefunds && isByCard(charge)) return 'waits';
  return cardsByMethod(sim).get(idOf(charge.payment_method ?? ''))?.refund;
}

const isByCard = ({ payment_method_details: paid }: Stripe.Charge): boolean => paid?.type === 'card';

type Standing = Pick<Stripe.Refund, 'status' | 'pending_reason'>;

function standingOf(fate: ReturnType<typeof fateOf>): Standing {
  if (fate === 'waits') return { status: 'pending', pending_reason: 'insufficient_funds' };
  return fate === 'pends' ? { status: 'pending', pending_reason: 'processing' } : { status: 'succeeded' };
}

/** A refund by any other method than a card does not wait. https://docs.stripe.com/refunds#insufficient-balance */
function checkBalance(sim: Simulation, charge: Stripe.Charge): void {
  if (!sim.rules.isOn('R2b') || sim.settings.coversRefunds || isByCard(charge)) return;
  throw invalidRequest('You have insufficient funds in your Stripe account to issue the refund.', {
    code: 'balance_insufficient',
  });
}

type Wanted = { readonly amount: number; readonly left: number; readonly isContested: boolean };

/** Throws Stripe's error where nothing can go back: https://docs.stripe.com/error-codes#refund-disputed-payment and those beside it. */
function checkRefundable(sim: Simulation, charge: Stripe.Charge, { amount, left, isContested }: Wanted) {
  if (sim.rules.isOn('R4') && charge.disputed && isContested)
    throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: 'refund_disputed_payment',
    });
  if (charge.refunded)
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  if (charge.status !== 'succeeded')
    throw invalidRequest(`Charge ${charge.id} was not successful, and cannot be refunded.`);
  if (amount < 1)
    throw invalidRequest('Invalid positive integer', { code: 'parameter_invalid_integer', param: 'amount' });
  if (sim.rules.isOn('R1') && amount > left)
    throw invalidRequest(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
      param: 'amount',
    });
}

function newRefund(
  sim: Simulation,
  charge: Stripe.Charge,
  { amount, metadata, reason, ...standing }: Stripe.RefundCreateParams & Pick<Stripe.Refund, 'amount'> & Standing,
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
    transfer_reversal: null,
    status: standing.status,
    ...(standing.pending_reason && { pending_reason: standing.pending_reason }),
  };
}
