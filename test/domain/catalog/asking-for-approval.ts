import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import type { PublishedLicence } from '../../../shared/domain/catalog/licence.ts';
import type { LicenceTerms } from '../../../shared/domain/catalog/licence-terms.ts';

const terms: LicenceTerms = {
  ...{ permits: { usage: ['search'] }, prohibits: {}, payment: 'subscription', redistribution: 'derived' },
  ...{ governmentEndUsers: 'allowed', modelTraining: 'allowed', useCaseApproval: true },
};

/** The same version of a licence, which asks for approved use cases. */
export const asking = (licence: PublishedLicence): PublishedLicence => ({ ...licence, terms });

/** The catalogue with this licence asking for approved use cases, in all of its versions. */
export const catalogAsking = (catalog: Catalog, licenceId: string): Catalog => ({
  ...catalog,
  publishedLicences: catalog.publishedLicences.map((each) => (each.id === licenceId ? asking(each) : each)),
});
