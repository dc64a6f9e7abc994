import { createHash } from 'node:crypto';
import { canonicalJson } from '../accounts/canonical-json.ts';
import { bindingLanguageOf, type Licence } from '../catalog/licence.ts';
import type { LicenceTerms } from '../catalog/licence-terms.ts';
import { textIn } from '../catalog/localized.ts';

/** Hex SHA-256 of the UTF-8 bytes of a licence's binding text, which an acceptance names. */
export const textHashOf = (licence: Pick<Licence, 'text' | 'binding'>): string =>
  createHash('sha256')
    .update(textIn(licence.text, bindingLanguageOf(licence)), 'utf8')
    .digest('hex');

/** The canonical JSON of terms (RFC 8785): one text for the same terms, however they are written. */
export const canonicalTerms = (terms: LicenceTerms): string => canonicalJson(terms);

/** Hex SHA-256 of the UTF-8 bytes of the canonical terms; undefined where there are none. */
export const termsHashOf = ({ terms }: Pick<Licence, 'terms'>): string | undefined =>
  terms && createHash('sha256').update(canonicalTerms(terms), 'utf8').digest('hex');
