import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import tollgate from '../../tollgate.config.ts';

/** The configuration with the first version of each licence alone, as it was before any had terms. */
export const firstLicences: Catalog = {
  ...tollgate,
  publishedLicences: tollgate.publishedLicences.filter(({ inForceFrom }) => inForceFrom === '2026-11-01'),
};
