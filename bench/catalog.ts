import type { Catalog } from '../shared/domain/catalog/catalog.ts';
import operators from '../tollgate.config.ts';

export const allowance = 1_000_000_000;
export const rateLimits = [
  { requests: 1_000_000, windowSeconds: 1 },
  { requests: 10_000_000, windowSeconds: 60 },
];
export const maxInFlight = 1_000;

/** The operator's catalogue, in which the hard allowance of the plan `basic`, its rates and its bound of calls under way are never reached. */
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
