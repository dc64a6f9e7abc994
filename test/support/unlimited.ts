import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import tollgate from '../../tollgate.config.ts';

/** The default catalogue without rates and bounds of calls under way: for tests whose clock stands still while they call. */
export const unlimited: Catalog = {
  ...tollgate,
  plans: tollgate.plans.map((plan) => ({ ...plan, rateLimits: [] })),
  settings: { ...tollgate.settings, rateLimits: [], maxInFlight: 1_000_000 },
};
