import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { bindingLanguageOf, type PublishedLicence } from '../../shared/domain/catalog/licence.ts';
import { licenceDifferences } from '../../shared/domain/licences/differences.ts';
import { versionsOf } from '../../shared/domain/licences/licence.ts';
import { canonicalTerms } from '../../shared/domain/licences/text-hash.ts';
import { found, invalid } from '../../shared/errors.ts';
import { document, ok, withHeaders } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import type { LicenceDifferencesView, LicenceTermsView } from '../../shared/http/views.ts';
import type { KeysDeps } from './deps.ts';

const languages = ['en', 'ar'] as const;
/** Bytes that never change under their address. */
const forADay = { 'cache-control': 'public, max-age=86400' };

/** GET /licences/{id}/{version}?language=: the exact bytes of any version that was ever published, for everyone; its translation where asked. */
export const readLicenceText =
  ({ catalog }: KeysDeps): Route =>
  async (request) => {
    knownParameters(request, ['language']);
    const versions = versionsOf(catalog, request.params.id ?? '');
    const licence = found(versions.find(({ version }) => version === request.params.version) ?? null, 'This licence');
    const language = request.query.get('language') ?? bindingLanguageOf(licence);
    const text = found(textsByLanguage(licence).get(language) ?? null, 'This translation');
    const kept = { 'cache-control': 'public, max-age=86400', 'content-language': language };
    return document('text/plain; charset=utf-8', text, kept);
  };

/** The texts of a version by language: the one that binds, and its translation if there is one. */
export function textsByLanguage(licence: PublishedLicence): ReadonlyMap<string, string> {
  const { text } = licence;
  return new Map(typeof text === 'string' ? [[bindingLanguageOf(licence), text]] : Object.entries(text));
}

/** GET /licences/{id}/{version}/terms: the canonical JSON of the terms, whose SHA-256 is `termsSha256`. */
export const readLicenceTerms =
  ({ catalog }: KeysDeps): Route =>
  async (request) => {
    knownParameters(request, []);
    const terms = found(askedVersion(catalog, request).terms ?? null, 'This licence');
    return document('application/json', canonicalTerms(terms satisfies LicenceTermsView), forADay);
  };

/** GET /licences/{id}/{version}/differences?since=&language=: the changes from an earlier version, or from a later one. */
export const readLicenceDifferences =
  ({ catalog }: KeysDeps): Route =>
  async (request) => {
    knownParameters(request, ['since', 'language']);
    const licence = askedVersion(catalog, request);
    const since = request.query.get('since') ?? '';
    const earlier = versionsOf(catalog, licence.id).find(({ version }) => version === since);
    const asked = request.query.get('language') ?? bindingLanguageOf(licence);
    const language = languages.find((each) => each === asked);
    if (!earlier) throw invalid([{ field: 'since', message: 'must be a version of this licence' }]);
    if (!language) throw invalid([{ field: 'language', message: `must be one of ${languages.join(', ')}` }]);
    const body: LicenceDifferencesView = { since, ...licenceDifferences(earlier, licence, language) };
    return withHeaders(ok(body), { ...forADay, 'content-language': language });
  };

/** The version that a path names. @throws AppError 404 */
const askedVersion = (catalog: Catalog, { params }: ApiRequest): PublishedLicence =>
  found(versionsOf(catalog, params.id ?? '').find(({ version }) => version === params.version) ?? null, 'This licence');
