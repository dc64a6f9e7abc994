import type Stripe from 'stripe';
import type { Decline } from '../billing/cards.ts';
import type { Simulation } from '../core/simulation.ts';
import type { Payable } from './payable.ts';
import { noBillingDetails } from './payment-method.ts';

/** A payment intent that waits for a payment method. */
export function newPaymentIntent(sim: Simulation, due: Payable): Stripe.PaymentIntent {
  const id = sim.newId('pi');
  return {
    ...blankIntent,
    id,
    amount: due.amount,
    client_secret: sim.newId(`${id}_secret`),
    created: sim.time.now(),
    currency: due.currency,
    customer: due.customer,
    description: due.description,
    metadata: due.metadata ?? {},
    setup_future_usage: due.setupFutureUsage === undefined ? 'off_session' : due.setupFutureUsage,
  } satisfies Stripe.PaymentIntent;
}

const blankIntent = {
  object: 'payment_intent',
  allowed_payment_method_types: null,
  amount_capturable: 0,
  amount_received: 0,
  application: null,
  application_fee_amount: null,
  automatic_payment_methods: null,
  canceled_at: null,
  cancellation_reason: null,
  capture_method: 'automatic',
  confirmation_method: 'automatic',
  customer_account: null,
  excluded_payment_method_types: null,
  last_payment_error: null,
  latest_charge: null,
  livemode: false,
  managed_payments: null,
  next_action: null,
  on_behalf_of: null,
  payment_method: null,
  payment_method_configuration_details: null,
  payment_method_options: null,
  payment_method_types: ['card'],
  payment_record: null,
  processing: null,
  receipt_email: null,
  review: null,
  shipping: null,
  source: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  status: 'requires_payment_method',
  transfer_group: null,
} satisfies Partial<Stripe.PaymentIntent>;

type ChargeInput = {
  readonly intent: Stripe.PaymentIntent;
  readonly method: Stripe.PaymentMethod | null;
  readonly decline: Decline | null;
};

/** One attempt to take the money of a payment intent: succeeded, or failed with the reason. */
export function newCharge(sim: Simulation, { intent, method, decline }: ChargeInput): Stripe.Charge {
  const id = sim.newId('ch');
  return {
    ...blankCharge,
    id,
    amount: intent.amount,
    amount_captured: decline ? 0 : intent.amount,
    balance_transaction: null,
    billing_details: method?.billing_details ?? noBillingDetails,
    captured: !decline,
    created: sim.time.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    metadata: intent.metadata,
    outcome: outcome(decline),
    paid: !decline,
    payment_intent: intent.id,
    payment_method: method?.id ?? null,
    payment_method_details: method ? detailsOf(method, intent.amount) : null,
    status: decline ? 'failed' : 'succeeded',
  } satisfies Stripe.Charge;
}

function outcome(decline: Decline | null): Stripe.Charge['outcome'] {
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: decline ? 'declined_by_network' : 'approved_by_network',
    reason: decline ? (decline.declineCode ?? decline.code) : null,
    risk_level: 'normal',
    risk_score: 0,
    seller_message: decline ? 'The bank did not return any further details with this decline.' : 'Payment complete.',
    type: decline ? 'issuer_declined' : 'authorized',
  };
}

function detailsOf(
  { card, link, sepa_debit }: Stripe.PaymentMethod,
  amount: number,
): Stripe.Charge['payment_method_details'] {
  if (card) return cardDetails(card, amount);
  if (link) return { link: { country: null }, type: 'link' };
  if (!sepa_debit) return null;
  const { bank_code, branch_code, country, fingerprint, last4 } = sepa_debit;
  return { sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate: null }, type: 'sepa_debit' };
}

function cardDetails(card: Stripe.PaymentMethod.Card, amount: number): Stripe.Charge.PaymentMethodDetails {
  return {
    card: {
      amount_authorized: amount,
      authorization_code: null,
      brand: card.brand,
      checks: card.checks,
      country: card.country,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      fingerprint: card.fingerprint ?? null,
      funding: card.funding,
      installments: null,
      last4: card.last4,
      mandate: null,
      network: card.brand,
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
    type: 'card',
  };
}

const blankCharge = {
  object: 'charge',
  amount_refunded: 0,
  application: null,
  application_fee: null,
  application_fee_amount: null,
  calculated_statement_descriptor: null,
  disputed: false,
  failure_balance_transaction: null,
  fraud_details: {},
  livemode: false,
  on_behalf_of: null,
  receipt_email: null,
  receipt_number: null,
  receipt_url: null,
  refunded: false,
  review: null,
  shipping: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  statement_descriptor_suffix: null,
  transfer_data: null,
  transfer_group: null,
} satisfies Partial<Stripe.Charge>;

/** The link from an invoice to the payment intent that pays it. */
export function newInvoicePayment(sim: Simulation, invoice: Stripe.Invoice, intent: string): Stripe.InvoicePayment {
  return {
    id: sim.newId('inpay'),
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: sim.time.now(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  };
}
