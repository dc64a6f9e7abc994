import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import tollgate from '../../tollgate.config.ts';

/** The default catalogue, selling packs of 2,000 records for $10. */
export const inPacks: Catalog = {
  ...tollgate,
  plans: tollgate.plans.map((plan) =>
    plan.credit ? { ...plan, credit: { units: 2_000, amountMinor: 10_00, currency: 'usd' } } : plan,
  ),
};
