import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { newDispute, stageOf } from '../resources/dispute.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import type { DisputeKind } from './cards.ts';
import { endLater } from './end-later.ts';

const answerSeconds = 9 * 86_400;
const reviewSeconds = 60 * 86_400;
/** https://docs.stripe.com/disputes/how-disputes-work#inquiries */
const inquirySeconds = 120 * 86_400;

/** Disputes a charge, as its bank does. The money is withdrawn until the dispute is won; an inquiry withdraws none. */
export function openDispute(sim: Simulation, charge: Stripe.Charge, kind: DisputeKind): void {
  const now = sim.time.now();
  const dueBy = now + answerSeconds;
  const dispute = sim.store.disputes.add(newDispute(sim, charge, { kind, dueBy }));
  emitUpdate(sim, 'charge.updated', sim.store.charges.patch(charge.id, { disputed: true }));
  sim.agenda.set('dispute', dispute.id, kind === 'inquiry' ? now + inquirySeconds : dueBy);
  emit(sim, 'charge.dispute.created', dispute);
  if (kind !== 'inquiry' || !sim.rules.isOn('R6')) emit(sim, 'charge.dispute.funds_withdrawn', dispute);
  if (kind !== 'inquiry') endLater(sim, dispute, charge);
}

/** Ends a dispute that nobody answered in time: an inquiry is closed, a chargeback is lost. */
export function expireDispute(sim: Simulation, id: string): void {
  closeDispute(sim, id, isInquiry(sim.store.disputes.mustGet(id)) ? 'warning_closed' : 'lost');
}

const isInquiry = ({ status }: Stripe.Dispute) => status.startsWith('warning_');

/**
 * Takes evidence. `uncategorized_text` decides as in Stripe's test mode: `winning_evidence` wins at once, and `losing_evidence` loses at
 * once. Anything else is under review for 60 days, and is then lost. An inquiry ends with `winning_evidence` and becomes a chargeback with
 * `escalate_inquiry_evidence`.
 * https://docs.stripe.com/testing#evidence
 */
export function answerDispute(
  sim: Simulation,
  dispute: Stripe.Dispute,
  { evidence, metadata, submit = true }: Stripe.DisputeUpdateParams,
): Stripe.Dispute {
  checkOpen(dispute);
  const isSubmitted = submit && evidence !== undefined;
  const change = sim.store.disputes.patch(dispute.id, {
    evidence: { ...dispute.evidence, ...(evidence as Partial<Stripe.Dispute.Evidence>) },
    evidence_details: {
      ...dispute.evidence_details,
      has_evidence: dispute.evidence_details.has_evidence || evidence !== undefined,
      submission_count: dispute.evidence_details.submission_count + Number(isSubmitted),
      ...(isSubmitted ? { submission_method: 'manual' } : {}),
    },
    metadata: mergeMetadata(dispute.metadata, metadata),
    ...(isSubmitted ? { status: isInquiry(dispute) ? 'warning_under_review' : 'under_review' } : {}),
  });
  emitUpdate(sim, 'charge.dispute.updated', change);
  if (!isSubmitted) return change.after;
  const text = change.after.evidence.uncategorized_text;
  if (isInquiry(dispute)) return decideInquiry(sim, change.after, text);
  sim.agenda.set('dispute', dispute.id, sim.time.now() + reviewSeconds);
  if (text === 'winning_evidence') return closeDispute(sim, dispute.id, 'won');
  return text === 'losing_evidence' ? closeDispute(sim, dispute.id, 'lost') : change.after;
}

function decideInquiry(sim: Simulation, inquiry: Stripe.Dispute, text: string | null): Stripe.Dispute {
  if (text === 'winning_evidence') return closeDispute(sim, inquiry.id, 'warning_closed');
  return text === 'escalate_inquiry_evidence' ? escalate(sim, inquiry) : inquiry;
}

function escalate(sim: Simulation, { id, evidence_details, payment_method_details }: Stripe.Dispute): Stripe.Dispute {
  const due_by = sim.time.now() + answerSeconds;
  const card = payment_method_details?.card;
  const change = sim.store.disputes.patch(id, {
    ...stageOf(false),
    evidence_details: { ...evidence_details, due_by },
    ...(card && { payment_method_details: { type: 'card', card: { ...card, case_type: 'chargeback' } } }),
  });
  sim.agenda.set('dispute', id, due_by);
  emitUpdate(sim, 'charge.dispute.updated', change);
  emit(sim, 'charge.dispute.funds_withdrawn', change.after);
  return change.after;
}

/** Accepts a dispute, which is then lost. An accepted inquiry ends without a refund. */
export function acceptDispute(sim: Simulation, dispute: Stripe.Dispute): Stripe.Dispute {
  checkOpen(dispute);
  return closeDispute(sim, dispute.id, isInquiry(dispute) ? 'warning_closed' : 'lost');
}

function checkOpen({ id, status }: Stripe.Dispute): void {
  if (status === 'won' || status === 'lost' || status === 'warning_closed')
    throw invalidRequest(`The dispute ${id} is already closed.`);
}

/** Closes a dispute. If it was won, the money comes back. */
function closeDispute(sim: Simulation, id: string, status: 'won' | 'lost' | 'warning_closed'): Stripe.Dispute {
  const { evidence_details, charge } = sim.store.disputes.mustGet(id);
  const isLate = status === 'lost' && (evidence_details.due_by ?? Infinity) <= sim.time.now();
  const { after } = sim.store.disputes.patch(id, {
    status,
    evidence_details: { ...evidence_details, past_due: isLate && !evidence_details.has_evidence },
  });
  sim.agenda.set('dispute', id, null);
  if (status !== 'lost') emitUpdate(sim, 'charge.updated', sim.store.charges.patch(idOf(charge), { disputed: false }));
  if (status === 'won') emit(sim, 'charge.dispute.funds_reinstated', after);
  emit(sim, 'charge.dispute.closed', after);
  return after;
}
