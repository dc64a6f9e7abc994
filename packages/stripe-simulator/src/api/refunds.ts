import type Stripe from 'stripe';
import { acceptDispute, answerDispute } from '../billing/disputes.ts';
import { refundCharge } from '../billing/refunds.ts';
import { invalidRequest, noSuch } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { isInRange, page } from '../http/paging.ts';
import { route } from '../http/route.ts';

const listFields = ['charge', 'created', 'payment_intent', 'limit', 'starting_after', 'ending_before'];

/** The endpoints of refunds. */
export const refundRoutes = [
  route<Stripe.RefundCreateParams>(
    'POST /v1/refunds',
    'RefundCreateParams',
    ['amount', 'charge', 'metadata', 'payment_intent', 'reason'],
    ({ sim, params }) => refundCharge(sim, chargeToRefund(sim, params), params),
  ),
  route('GET /v1/refunds/:id', 'RefundRetrieveParams', [], ({ sim, id }) => {
    const refund = sim.store.refunds.get(id);
    if (!refund) throw noSuch('refund', id, 'id');
    return refund;
  }),
  route<Stripe.RefundListParams>('GET /v1/refunds', 'RefundListParams', listFields, ({ sim, params }) =>
    page('/v1/refunds', listed(sim.store.refunds.newestFirst(params.charge), params), params),
  ),
  route('GET /v1/disputes/:id', 'DisputeRetrieveParams', [], ({ sim, id }) => disputeNamed(sim, id)),
  route<Stripe.DisputeUpdateParams>(
    'POST /v1/disputes/:id',
    'DisputeUpdateParams',
    ['evidence', 'metadata', 'submit'],
    ({ sim, params, id }) => answerDispute(sim, disputeNamed(sim, id), params),
  ),
  route('POST /v1/disputes/:id/close', 'DisputeCloseParams', [], ({ sim, id }) =>
    acceptDispute(sim, disputeNamed(sim, id)),
  ),
  route<Stripe.DisputeListParams>('GET /v1/disputes', 'DisputeListParams', listFields, ({ sim, params }) =>
    page('/v1/disputes', listed(sim.store.disputes.newestFirst(params.charge), params), params),
  ),
];

type OfCharge = Pick<Stripe.Refund, 'charge' | 'payment_intent' | 'created'>;

function listed<T extends OfCharge>(newestFirst: readonly T[], params: Stripe.RefundListParams): T[] {
  return newestFirst.filter(
    ({ charge, created, payment_intent }) =>
      (!params.charge || charge === params.charge) &&
      (!params.payment_intent || payment_intent === params.payment_intent) &&
      isInRange(created, params.created),
  );
}

function chargeToRefund(sim: Simulation, { charge, payment_intent }: Stripe.RefundCreateParams): Stripe.Charge {
  if ((charge === undefined) === (payment_intent === undefined))
    throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.');
  if (charge !== undefined) {
    const found = sim.store.charges.get(charge);
    if (!found) throw noSuch('charge', charge, 'charge');
    return found;
  }
  const id = String(payment_intent);
  const intent = sim.store.paymentIntents.get(id);
  if (!intent) throw noSuch('payment_intent', id, 'payment_intent');
  const latest = sim.store.charges.get(String(intent.latest_charge));
  if (!latest) throw invalidRequest(`This PaymentIntent (${id}) does not have a successful charge to refund.`);
  return latest;
}

function disputeNamed(sim: Simulation, id: string): Stripe.Dispute {
  const dispute = sim.store.disputes.get(id);
  if (!dispute) throw noSuch('dispute', id, 'id');
  return dispute;
}
