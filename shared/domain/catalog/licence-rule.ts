import { isDay } from '../licences/day.ts';
import type { Licence, LicenceSummary, PublishedLicence } from './licence.ts';
import { licenceTerms } from './licence-terms-rule.ts';
import { configuredId, listOf, localizedText, matching, must, mustBeOneOf, object, optional } from './rules.ts';

const points = listOf(localizedText(300));

const licenceFields = {
  id: configuredId,
  version: matching(/^[\w.-]{1,40}$/, 'must be 1 to 40 letters, digits, ".", "-" or "_"'),
  title: localizedText(),
  text: localizedText(200_000),
  binding: optional(mustBeOneOf(['en', 'ar'])),
  terms: optional(licenceTerms),
  summary: optional(object<LicenceSummary>({ may: points, mayNot: points, must: points })),
};

/** A rule for a licence as the operator writes it. */
export const licence = object<Licence>(licenceFields);

/** A rule for a published version of a licence. */
export const publishedLicence = object<PublishedLicence>({
  ...licenceFields,
  sha256: matching(/^[0-9a-f]{64}$/, 'must be the SHA-256 of the text, as 64 hex digits'),
  termsSha256: optional(matching(/^[0-9a-f]{64}$/, 'must be the SHA-256 of the terms, as 64 hex digits')),
  publishedAt: must((value) => isTime(value), 'must be a time such as 2026-11-01T00:00:00.000Z'),
  inForceFrom: must((value) => typeof value === 'string' && isDay(value), 'must be a day such as 2026-11-01'),
});

const isTime = (value: unknown) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
