import type { Catalog, Settings } from '../../shared/domain/catalog/catalog.ts';
import catalog from '../../tollgate.config.ts';

/** The default catalogue with other settings. */
export const catalogWith = (settings: Partial<Settings>): Catalog => ({
  ...catalog,
  settings: { ...catalog.settings, ...settings },
});

/** The default catalogue with everything sold by invoice too, due after 14 days, except the badge of a person. */
export const catalogByInvoice = catalogWith({
  byInvoice: { daysUntilDue: 14, prices: ['basic_monthly', 'pro_monthly', 'verified_organization_monthly'] },
});
