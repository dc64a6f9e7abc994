import type Stripe from 'stripe';
import { periodsUntil } from '../billing/early-end.ts';
import { cancelSubscription } from '../billing/life.ts';
import { invalidRequest, noSuch, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { isEnded, periodEndOf } from '../resources/subscription.ts';

/** Throws where a schedule manages the subscription, and the request would cancel it directly. */
export function checkSchedule({ schedule }: Stripe.Subscription, params: Stripe.SubscriptionUpdateParams): void {
  if (!schedule || (params.cancel_at_period_end === undefined && params.cancel_at === undefined)) return;
  throw invalidRequest(
    `The subscription is managed by the subscription schedule \`${idOf(schedule)}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
  );
}

/** Cancels a subscription at once. Throws `resource_missing` where it has ended. */
export function cancelNow(
  sim: Simulation,
  subscription: Stripe.Subscription,
  params: Stripe.SubscriptionCancelParams,
): Stripe.Subscription {
  const { id } = subscription;
  if (isEnded(subscription)) throw noSuch('subscription', id, 'id');
  sim.store.subscriptions.patch(id, { cancellation_details: cancellationDetails(subscription, params) });
  const bills = sim.rules.isOn('B8') ? 'prorations' : 'usage';
  return cancelSubscription(sim, id, 'cancellation_requested', params.invoice_now ? { bills } : {});
}

/** `cancel_at_period_end` fills `cancel_at`, as in flexible billing mode; an update removes both together. */
export function cancellationChange(
  sim: Simulation,
  subscription: Stripe.Subscription,
  params: Stripe.SubscriptionUpdateParams,
): Partial<Stripe.Subscription> {
  const { cancel_at, cancel_at_period_end } = params;
  const details = cancellationDetails(subscription, params);
  if (cancel_at_period_end === undefined && cancel_at === undefined)
    return params.cancellation_details ? { cancellation_details: details } : {};
  const at = cancel_at_period_end ? periodEndOf(subscription) : instantOf(sim, subscription, cancel_at);
  const periods = periodsUntil(sim, subscription, { at, proration: params.proration_behavior });
  return {
    ...periods,
    cancel_at: at,
    cancel_at_period_end: cancel_at_period_end ?? false,
    canceled_at: at === null ? null : sim.time.now(),
    cancellation_details: { ...details, reason: at === null ? null : 'cancellation_requested' },
  };
}

/** The details after a request that gives a comment or a reason to leave; an empty string takes either back. */
function cancellationDetails(
  subscription: Stripe.Subscription,
  params: Pick<Stripe.SubscriptionUpdateParams, 'cancellation_details'>,
): NonNullable<Stripe.Subscription['cancellation_details']> {
  const old = subscription.cancellation_details;
  const { comment, feedback } = params.cancellation_details ?? {};
  return {
    comment: comment === undefined ? (old?.comment ?? null) : comment || null,
    feedback: feedback === undefined ? (old?.feedback ?? null) : feedback || null,
    feedback_option: null,
    reason: old?.reason ?? null,
  };
}

function instantOf(
  sim: Simulation,
  subscription: Stripe.Subscription,
  cancelAt: Stripe.SubscriptionUpdateParams['cancel_at'],
): number | null {
  if (cancelAt === undefined || cancelAt === '' || cancelAt === null) return null;
  const ends = subscription.items.data.map((item) => item.current_period_end);
  if (cancelAt === 'min_period_end') return Math.min(...ends);
  if (cancelAt === 'max_period_end') return Math.max(...ends);
  if (typeof cancelAt !== 'number') throw unsupported(`cancel_at=${cancelAt}`, 'cancel_at');
  if (cancelAt <= sim.time.now())
    throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', { param: 'cancel_at' });
  return cancelAt;
}
