import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import tollgate from '../../tollgate.config.ts';

/** The default catalogue without rate limits and in-flight limits, for tests whose clock stands still while they call. */
export const unlimited: Catalog = {
  ...tollgate,
  plans: tollgate.plans.map((plan) => ({ ...plan, rateLimits: [] })),
  settings: { ...tollgate.settings, rateLimits: [], maxInFlight: 1_000_000 },
};
