import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { newDispute } from '../resources/dispute.ts';
import { mergeMetadata } from '../resources/metadata.ts';

const answerSeconds = 9 * 86_400;
const reviewSeconds = 60 * 86_400;

/** Disputes a charge, as its bank does: the money is withdrawn until the dispute is won. */
export function openDispute(sim: Simulation, charge: Stripe.Charge): void {
  const dueBy = sim.time.now() + answerSeconds;
  const dispute = sim.store.disputes.add(newDispute(sim, charge, dueBy));
  emitUpdate(sim, 'charge.updated', sim.store.charges.patch(charge.id, { disputed: true }));
  sim.agenda.set('dispute', dispute.id, dueBy);
  emit(sim, 'charge.dispute.created', dispute);
  emit(sim, 'charge.dispute.funds_withdrawn', dispute);
}

/**
 * Takes evidence. `uncategorized_text` decides as in Stripe's test mode: `winning_evidence` wins at once,
 * `losing_evidence` loses at once; anything else is under review until the clock has moved by 60 days, and is lost.
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
    ...(isSubmitted ? { status: 'under_review' } : {}),
  });
  emitUpdate(sim, 'charge.dispute.updated', change);
  if (!isSubmitted) return change.after;
  sim.agenda.set('dispute', dispute.id, sim.time.now() + reviewSeconds);
  const text = change.after.evidence.uncategorized_text;
  if (text === 'winning_evidence') return closeDispute(sim, dispute.id, 'won');
  return text === 'losing_evidence' ? closeDispute(sim, dispute.id, 'lost') : change.after;
}

/** Accepts a dispute: it is lost. */
export function acceptDispute(sim: Simulation, dispute: Stripe.Dispute): Stripe.Dispute {
  checkOpen(dispute);
  return closeDispute(sim, dispute.id, 'lost');
}

function checkOpen({ id, status }: Stripe.Dispute): void {
  if (status === 'won' || status === 'lost') throw invalidRequest(`The dispute ${id} is already closed.`);
}

/** Closes a dispute; what was won comes back. */
export function closeDispute(sim: Simulation, id: string, status: 'won' | 'lost'): Stripe.Dispute {
  const { evidence_details, charge } = sim.store.disputes.mustGet(id);
  const isLate = status === 'lost' && (evidence_details.due_by ?? Infinity) <= sim.time.now();
  const { after } = sim.store.disputes.patch(id, {
    status,
    evidence_details: { ...evidence_details, past_due: isLate && !evidence_details.has_evidence },
  });
  sim.agenda.set('dispute', id, null);
  if (status === 'won') {
    emitUpdate(sim, 'charge.updated', sim.store.charges.patch(idOf(charge), { disputed: false }));
    emit(sim, 'charge.dispute.funds_reinstated', after);
  }
  emit(sim, 'charge.dispute.closed', after);
  return after;
}
