/** Written by `npm run licences`: every version of a licence that was ever published. */
import type { PublishedLicence } from '../../shared/domain/catalog/licence.ts';
import licence0 from './conversations-2026-11-01.json' with { type: 'json' };
import licence1 from './conversations-2026-12-02.json' with { type: 'json' };
import licence2 from './films-2026-11-01.json' with { type: 'json' };
import licence3 from './films-2026-12-02.json' with { type: 'json' };

export const publishedLicences: readonly PublishedLicence[] = [
  licence0 as PublishedLicence,
  licence1 as PublishedLicence,
  licence2 as PublishedLicence,
  licence3 as PublishedLicence,
];
