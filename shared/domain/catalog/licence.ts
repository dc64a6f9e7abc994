import type { Language } from '../accounts/account.ts';
import type { LicenceTerms } from './licence-terms.ts';
import { type Localized, textIn } from './localized.ts';

/** A licence in plain words, which bind nobody: what its buyer may do, may not do, and must do. */
export type LicenceSummary = {
  readonly may: readonly Localized[];
  readonly mayNot: readonly Localized[];
  readonly must: readonly Localized[];
};

/** A text as the operator writes it. Buyers see it once `npm run licences -- publish` has published its version. */
export type Licence = {
  readonly id: string;
  /** Any string; a new one asks every account again. */
  readonly version: string;
  readonly title: Localized;
  /** The text itself; an acceptance holds the SHA-256 of its UTF-8 bytes in the language that binds. */
  readonly text: Localized;
  /** The language whose text is accepted; the other is a translation. Default: English. */
  readonly binding?: Language;
  /** Terms for programs, published with the text and fixed with it. Absent: the text stands alone. */
  readonly terms?: LicenceTerms;
  /** Shown beside the text. It is no part of it, so it may change. */
  readonly summary?: LicenceSummary;
};

/** A version that was published: its binding text never changes, and it is served for ever. */
export type PublishedLicence = Licence & {
  /** Hex SHA-256 of the binding text's UTF-8 bytes. */
  readonly sha256: string;
  /** Hex SHA-256 of the terms' canonical JSON (RFC 8785); absent where the version has no terms. */
  readonly termsSha256?: string;
  /** ISO 8601, UTC. */
  readonly publishedAt: string;
  /** The day, as in `2026-11-01`, from whose beginning in UTC keys need this version or a later one. */
  readonly inForceFrom: string;
};

/** The language whose text an acceptance names. */
export const bindingLanguageOf = ({ binding = 'en' }: Pick<Licence, 'binding'>): Language => binding;

/** The text that is accepted, and its title. */
export const bindingTextOf = (licence: Pick<Licence, 'title' | 'text' | 'binding'>) => ({
  title: textIn(licence.title, bindingLanguageOf(licence)),
  text: textIn(licence.text, bindingLanguageOf(licence)),
});
