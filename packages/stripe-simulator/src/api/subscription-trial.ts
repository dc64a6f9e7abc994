import type Stripe from 'stripe';
import { advanceSubscription } from '../billing/life.ts';
import { updateSubscription } from '../billing/subscription-state.ts';
import { invalidRequest, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';

/** The end of a requested trial in epoch seconds; null without one. Throws for an end in the past. */
export function trialEndOf(
  sim: Simulation,
  params: { readonly trial_end?: 'now' | number; readonly trial_period_days?: number },
): number | null {
  const now = sim.time.now();
  if (params.trial_period_days) return now + params.trial_period_days * 86_400;
  if (params.trial_end === undefined || params.trial_end === 'now') return null;
  if (params.trial_end <= now)
    throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', { param: 'trial_end' });
  return params.trial_end;
}

/** The trial's end that an update names, in epoch seconds; null where it names none. Throws without a trial, and for a past time. */
export function newTrialEnd(
  sim: Simulation,
  subscription: Stripe.Subscription,
  { trial_end }: Stripe.SubscriptionUpdateParams,
): number | null {
  if (trial_end === undefined) return null;
  if (subscription.status !== 'trialing')
    throw unsupported('a trial on a subscription that is not trialing', 'trial_end');
  const now = sim.time.now();
  if (trial_end === 'now') return now;
  if (trial_end <= now) throw invalidRequest('Invalid timestamp: must be in the future.', { param: 'trial_end' });
  return trial_end;
}

/** Moves the trial's end, and ends the trial where that is now. */
export function moveTrialEnd(sim: Simulation, subscription: Stripe.Subscription, end: number): Stripe.Subscription {
  const data = subscription.items.data.map((item) => ({ ...item, current_period_end: end }));
  const items = { ...subscription.items, data };
  const updated = updateSubscription(sim, subscription.id, { trial_end: end, billing_cycle_anchor: end, items });
  if (end > sim.time.now()) return updated;
  advanceSubscription(sim, subscription.id);
  return sim.store.subscriptions.mustGet(subscription.id);
}
