import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import catalog from '../../tollgate.config.ts';

/** The default catalogue, with a trial of Basic and of the badge Verified. */
export const trialCatalog: Catalog = {
  ...catalog,
  plans: catalog.plans.map((plan) => (plan.id === 'basic' ? { ...plan, trialDays: 14 } : plan)),
  badges: catalog.badges.map((badge) => (badge.id === 'verified' ? { ...badge, trialDays: 30 } : badge)),
};
