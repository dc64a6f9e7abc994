import type { Catalog } from '../shared/domain/catalog/catalog.ts';
import type { Upstream } from '../shared/domain/catalog/upstream.ts';
import operators from '../tollgate.config.ts';

export const allowance = 1_000_000_000;
export const rateLimits = [
  { requests: 1_000_000, windowSeconds: 1 },
  { requests: 10_000_000, windowSeconds: 60 },
];
export const maxInFlight = 1_000;

const own: Upstream = {
  id: 'own',
  title: 'Own',
  description: 'An API of this bench.',
  licence: operators.licences[0]?.id ?? '',
  baseUrl: 'https://own.example',
  timeoutMs: 5_000,
  cost: { per: 'request' },
  maxUnits: 1,
};

/**
 * The operator's catalogue with an upstream `own`, which the plan `basic` has; its hard allowance, rates and calls under way are never
 * reached.
 */
export const catalog: Catalog = {
  ...operators,
  upstreams: [...(operators.upstreams ?? []), own],
  plans: operators.plans.map((plan) =>
    plan.id === 'basic'
      ? {
          ...plan,
          upstreams: [...(plan.upstreams ?? []), own.id],
          allowance: { amount: allowance, unit: 'record' },
          rateLimits,
          maxInFlight,
        }
      : plan,
  ),
};
