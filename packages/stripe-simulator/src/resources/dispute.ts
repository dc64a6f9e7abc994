import type Stripe from 'stripe';
import type { DisputeKind } from '../billing/cards.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';

type Evidence = Stripe.Dispute.Evidence;

/** The fields of a dispute that differ between an inquiry and a chargeback. */
export const stageOf = (isInquiry: boolean) => ({
  is_charge_refundable: isInquiry,
  status: isInquiry ? 'warning_needs_response' : 'needs_response',
});

/** Visa's codes for the reasons. */
const networkCodes = { fraudulent: '10.4', product_not_received: '13.1', inquiry: '10.4' };

type NewDispute = { readonly kind: DisputeKind /** Epoch seconds. */; readonly dueBy: number };

/** A dispute over the whole of a charge, to be answered before `dueBy`. */
export function newDispute(sim: Simulation, charge: Stripe.Charge, { kind, dueBy }: NewDispute): Stripe.Dispute {
  const { card } = charge.payment_method_details ?? {};
  return {
    id: sim.newId('du'),
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: sim.time.now(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: dueBy,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    livemode: false,
    metadata: {},
    network_reason_code: networkCodes[kind],
    payment_intent: charge.payment_intent && idOf(charge.payment_intent),
    payment_method_details: {
      card: {
        brand: card?.brand ?? 'visa',
        case_type: kind === 'inquiry' ? 'inquiry' : 'chargeback',
        network: card?.network ?? 'visa',
        network_reason_code: networkCodes[kind],
      },
      type: 'card',
    },
    reason: kind === 'inquiry' ? 'fraudulent' : kind,
    ...stageOf(kind === 'inquiry'),
  };
}

const noEvidence: Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};
