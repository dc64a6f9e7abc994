import { bindingLanguageOf, type PublishedLicence } from '../../shared/domain/catalog/licence.ts';
import { textIn } from '../../shared/domain/catalog/localized.ts';
import { type Offered, startMs } from '../../shared/domain/licences/licence.ts';
import { type ApiRequest, languageOf } from '../../shared/http/request.ts';
import type { LicenceView } from '../../shared/http/views.ts';
import type { KeysDeps } from './deps.ts';
import { textsByLanguage } from './licence-documents.ts';

/** The address of a version's text. */
export const licenceUrl = (origin: string, { id, version }: PublishedLicence): string =>
  `${origin}/licences/${id}/${version}`;

/** A version as the list of licences shows it. */
export function licenceView(
  { origin }: KeysDeps,
  request: ApiRequest,
  { licence, acceptance, isRequired }: Offered,
): LicenceView {
  const { id, version, title, sha256, termsSha256 = null } = licence;
  const url = licenceUrl(origin, licence);
  const binding = bindingLanguageOf(licence);
  const translated = [...textsByLanguage(licence).keys()].find((language) => language !== binding);
  return {
    id,
    version,
    sha256,
    termsSha256,
    title: textIn(title, languageOf(request)),
    url,
    binding,
    translationUrl: translated === undefined ? null : `${url}?language=${translated}`,
    inForceFrom: new Date(startMs(licence)).toISOString(),
    required: isRequired,
    accepted: acceptance ? { at: acceptance.at, name: acceptance.name, role: acceptance.role } : null,
  };
}
