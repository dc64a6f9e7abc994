import { dayMs, occasion, type View } from './notice-view.ts';
import { isTrialRefusal } from './subscription.ts';

/**
 * How long after the end a notice of a refused trial may be made. It is shorter than the life of a notice's claim, so nobody gets it twice.
 */
const notifyWithinMs = 30 * dayMs;

/** The notice of a trial that we ended immediately: why, and that the subscription can be bought without one. */
export function trialRefused(was: View | null, is: View) {
  const { endedAt, endedBecause } = is.subscription;
  if (endedAt === null || !isTrialRefusal(endedBecause) || isTrialRefusal(was?.subscription.endedBecause)) return null;
  if (Date.parse(is.at) - Date.parse(endedAt) > notifyWithinMs) return null;
  return { ...occasion(is, 'trial_refused', endedAt), kind: 'trial_refused', because: endedBecause } as const;
}
