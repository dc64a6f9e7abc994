import type Stripe from 'stripe';
import { emit } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { newCharge } from '../resources/payment.ts';
import { cardsByMethod, type Decline, type TestCard } from './cards.ts';
import { openDispute } from './disputes.ts';

const daySeconds = 86_400;

/** From the order to the bank's answer, as with live debits; in Stripe's test mode it is seconds or three minutes. */
const debitSeconds = 5 * daySeconds;

const refusedDebit: Decline = {
  code: 'payment_method_provider_decline',
  declineCode: null,
  message: "The customer's bank account could not be debited.",
};

const account = (number: string, traits: Partial<TestCard> = {}): TestCard => ({
  number,
  brand: 'sepa_debit',
  funding: 'debit',
  country: number.slice(0, 2),
  authentication: 'none',
  decline: null,
  attaches: true,
  dispute: null,
  isDelayed: true,
  ...traits,
});

/** https://docs.stripe.com/payments/sepa-debit/accept-a-payment#test-your-integration */
const testAccounts: readonly TestCard[] = [
  account('DE89370400440532013000'),
  account('DE08370400440532013003'),
  account('DE62370400440532013001', { decline: refusedDebit }),
  account('DE78370400440532013004', { decline: refusedDebit }),
  account('DE35370400440532013002', { dispute: 'fraudulent' }),
];

/** The test account with this IBAN, spaces ignored; undefined for any other. */
export function findTestAccount(iban: string): TestCard | undefined {
  const compact = iban.replace(/\s/g, '').toUpperCase();
  return testAccounts.find(({ number }) => number === compact);
}

/** Orders a debit. Until the bank answers, the charge is pending and the intent processing. */
export function orderDebit(sim: Simulation, intentId: string, method: Stripe.PaymentMethod): void {
  const intent = sim.store.paymentIntents.mustGet(intentId);
  const made = newCharge(sim, { intent, method, decline: null });
  const charge = sim.store.charges.add({
    ...made,
    captured: false,
    amount_captured: 0,
    paid: false,
    status: 'pending',
  });
  const { after } = sim.store.paymentIntents.patch(intentId, {
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: method.id,
    processing: null,
    status: 'processing',
  });
  if (sim.rules.isOn('H6')) sim.time.on(null, () => sim.agenda.set('debit', intentId, sim.time.now() + debitSeconds));
  else sim.agenda.set('debit', intentId, sim.time.now() + debitSeconds);
  emit(sim, 'charge.pending', charge);
  emit(sim, 'payment_intent.processing', after);
}

/** The bank's answer to a debit: null where the money came, else the refusal. */
export function concludeDebit(sim: Simulation, intentId: string): Decline | null {
  const intent = sim.store.paymentIntents.mustGet(intentId);
  const decline = cardsByMethod(sim).get(idOf(intent.payment_method ?? ''))?.decline ?? null;
  const id = idOf(intent.latest_charge ?? '');
  if (decline) failDebit(sim, { intent, charge: id, decline });
  else succeedDebit(sim, intent, id);
  return decline;
}

function succeedDebit(sim: Simulation, intent: Stripe.PaymentIntent, id: string): void {
  const paid = { amount_captured: intent.amount, captured: true, paid: true, status: 'succeeded' } as const;
  const { after: charge } = sim.store.charges.patch(id, paid);
  const { after } = sim.store.paymentIntents.patch(intent.id, { amount_received: intent.amount, status: 'succeeded' });
  emit(sim, 'charge.succeeded', charge);
  emit(sim, 'payment_intent.succeeded', after);
  const dispute = cardsByMethod(sim).get(idOf(intent.payment_method ?? ''))?.dispute;
  if (dispute) openDispute(sim, charge, dispute);
}

function failDebit(
  sim: Simulation,
  {
    intent,
    charge: id,
    decline,
  }: { readonly intent: Stripe.PaymentIntent; readonly charge: string; readonly decline: Decline },
): void {
  const { code, message } = decline;
  const { after: charge } = sim.store.charges.patch(id, {
    failure_code: code,
    failure_message: message,
    status: 'failed',
  });
  const { after } = sim.store.paymentIntents.patch(intent.id, {
    last_payment_error: {
      charge: id,
      code: code as Stripe.PaymentIntent.LastPaymentError.Code,
      message,
      type: 'invalid_request_error',
    },
    payment_method: null,
    status: 'requires_payment_method',
  });
  emit(sim, 'charge.failed', charge);
  emit(sim, 'payment_intent.payment_failed', after);
}
