import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';

/** When a trial asked for ends, in epoch seconds; null without one. Throws for one in the past. */
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
