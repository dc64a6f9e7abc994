import type Stripe from 'stripe';
import { emit, emitUpdate } from '../core/events.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { isEnded, periodEndOf } from '../resources/subscription.ts';

const trialNoticeSeconds = 3 * 86_400;

/** Changes a subscription, announces it, and puts on the agenda when something next happens to it. */
export function updateSubscription(
  sim: Simulation,
  id: string,
  changes: Partial<Stripe.Subscription>,
): Stripe.Subscription {
  const change = sim.store.subscriptions.patch(id, changes);
  emitUpdate(sim, 'customer.subscription.updated', change);
  scheduleSubscription(sim, change.after);
  return change.after;
}

/** Ends a subscription for good: `customer.subscription.deleted`, or `updated` where its first invoice was never paid. */
export function endSubscription(
  sim: Simulation,
  id: string,
  end: { readonly status?: 'canceled' | 'incomplete_expired'; readonly reason: string | null },
): Stripe.Subscription {
  const now = sim.time.now();
  const { before, after } = sim.store.subscriptions.patch(id, endedNow(sim.store.subscriptions.mustGet(id), now, end));
  if (after.status === 'incomplete_expired') emitUpdate(sim, 'customer.subscription.updated', { before, after });
  else emit(sim, 'customer.subscription.deleted', after);
  scheduleSubscription(sim, after);
  if (after.schedule) cancelScheduleOf(sim, after, now);
  return sim.store.subscriptions.mustGet(id);
}

function cancelScheduleOf(sim: Simulation, { id, schedule }: Stripe.Subscription, now: number): void {
  const canceled = { status: 'canceled', canceled_at: now, current_phase: null };
  const { after } = sim.store.schedules.patch(idOf(schedule ?? ''), canceled);
  sim.agenda.set('subscription_schedule', after.id, null);
  sim.store.subscriptions.patch(id, { schedule: null });
  emit(sim, 'subscription_schedule.canceled', after);
}

function endedNow(
  subscription: Stripe.Subscription,
  now: number,
  { status = 'canceled', reason }: Parameters<typeof endSubscription>[2],
): Partial<Stripe.Subscription> {
  return {
    status,
    ended_at: now,
    canceled_at: subscription.canceled_at ?? now,
    cancel_at_period_end: false,
    cancellation_details: {
      comment: null,
      feedback: null,
      feedback_option: null,
      ...subscription.cancellation_details,
      reason: subscription.cancellation_details?.reason ?? reason,
    },
  };
}

/** Puts the subscription's next instants on the agenda: its end, renewal or expiry, and the notice before a trial ends. */
export function scheduleSubscription(sim: Simulation, subscription: Stripe.Subscription): void {
  sim.agenda.set('subscription', subscription.id, nextInstant(sim, subscription));
  const resumesAt = isEnded(subscription) ? null : (subscription.pause_collection?.resumes_at ?? null);
  sim.agenda.set('resume_collection', subscription.id, resumesAt);
  const { status, trial_end } = subscription;
  const now = sim.time.now();
  const notice = status === 'trialing' && trial_end !== null ? trial_end - trialNoticeSeconds : null;
  sim.agenda.set(
    'trial_will_end',
    subscription.id,
    sim.rules.isOn('B16') && notice !== null && notice > now ? notice : null,
  );
}

function nextInstant(sim: Simulation, subscription: Stripe.Subscription): number | null {
  if (isEnded(subscription) || subscription.status === 'paused')
    return subscription.status === 'paused' ? subscription.cancel_at : null;
  if (subscription.status === 'incomplete')
    return sim.rules.isOn('B4') ? subscription.created + sim.settings.incompleteSeconds : null;
  return Math.min(periodEndOf(subscription), subscription.cancel_at ?? Infinity);
}
