import { dayMs, occasion, type View } from './notice-view.ts';
import { isTrialRefusal } from './subscription.ts';

/** How long after its end a refused trial is told of: less than a notice's claim is kept, so that nobody hears of it twice. */
const toldWithinMs = 30 * dayMs;

/** A trial that we ended at once: why, and that the subscription is there without one. */
export function trialRefused(was: View | null, is: View) {
  const { endedAt, endedBecause } = is.subscription;
  if (endedAt === null || !isTrialRefusal(endedBecause) || isTrialRefusal(was?.subscription.endedBecause)) return null;
  if (Date.parse(is.at) - Date.parse(endedAt) > toldWithinMs) return null;
  return { ...occasion(is, 'trial_refused', endedAt), kind: 'trial_refused', because: endedBecause } as const;
}
