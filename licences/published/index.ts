/** Written by `npm run licences`: every version of a licence that was ever published. */
import type { PublishedLicence } from '../../shared/domain/catalog/licence.ts';
import licence0 from './conversations-2026-11-01.json' with { type: 'json' };
import licence1 from './films-2026-11-01.json' with { type: 'json' };

export const publishedLicences: readonly PublishedLicence[] = [
  licence0 as PublishedLicence,
  licence1 as PublishedLicence,
];
