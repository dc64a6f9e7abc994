import type { Catalog } from '../shared/domain/catalog/catalog.ts';
import operators from '../tollgate.config.ts';

/** Units of the plan `basic` in each period, more than a bench uses. */
export const allowance = 1_000_000_000;
/** Rate limits of the plan `basic`, higher than a bench reaches. */
export const rateLimits = [
  { requests: 1_000_000, windowSeconds: 1 },
  { requests: 10_000_000, windowSeconds: 60 },
];
/** The most calls in flight of one account; a bench stays below it. */
export const maxInFlight = 1_000;

/** The operator's catalogue, with a hard allowance, rate limits and an in-flight limit of the plan `basic` that no bench reaches. */
export const catalog: Catalog = {
  ...operators,
  plans: operators.plans.map((plan) =>
    plan.id === 'basic'
      ? {
          ...plan,
          allowance: { amount: allowance, unit: 'record' },
          rateLimits,
          maxInFlight,
        }
      : plan,
  ),
};
