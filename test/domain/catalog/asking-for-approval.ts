import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import type { PublishedLicence } from '../../../shared/domain/catalog/licence.ts';

/** The same version of a licence, which asks for approved use cases. */
export const asking = <L extends PublishedLicence>(licence: L): L => ({
  ...licence,
  terms: { useCaseApproval: true },
});

/** The catalogue with this licence asking for approved use cases, in all of its versions. */
export const catalogAsking = (catalog: Catalog, licenceId: string): Catalog => ({
  ...catalog,
  publishedLicences: catalog.publishedLicences.map((each) => (each.id === licenceId ? asking(each) : each)),
});
