import type { Language } from '../accounts/account.ts';
import type { PublishedLicence } from '../catalog/licence.ts';
import { textIn } from '../catalog/localized.ts';
import { type LineRun, lineDifference } from './line-diff.ts';
import { type TermInWords, termsInWords } from './terms-in-words.ts';

/** A term that differs, in words; null: that version says nothing of it. */
export type TermChange = Pick<TermInWords, 'term' | 'label'> & {
  readonly before: string | null;
  readonly after: string | null;
};

/** The differences between two versions of a licence: sentences of the text, where an empty one ends a paragraph, and terms. */
export type LicenceDifferences = { readonly text: readonly LineRun[]; readonly terms: readonly TermChange[] };

/** Compares two versions as a reader of the language sees them. Lines that are wrapped otherwise are no difference. */
export function licenceDifferences(
  earlier: PublishedLicence,
  later: PublishedLicence,
  language: Language,
): LicenceDifferences {
  const [before, after] = [earlier, later].map(({ text }) => sentencesOf(textIn(text, language)));
  return { text: lineDifference(before ?? [], after ?? []), terms: termChanges(earlier, later, language) };
}

/** The sentences of a text; a paragraph's number stays with its first one, and an empty one stands between paragraphs. */
const sentencesOf = (text: string): string[] =>
  text
    .trim()
    .split(/\n{2,}/)
    .flatMap((paragraph, i) => [
      ...(i > 0 ? [''] : []),
      ...paragraph.replace(/\s*\n\s*/g, ' ').split(/(?<=[^\d\s][.!?؟])\s+/),
    ]);

function termChanges(earlier: PublishedLicence, later: PublishedLicence, language: Language): TermChange[] {
  const [before = [], after = []] = [earlier, later].map(({ terms }) => (terms ? termsInWords(terms, language) : []));
  const valueIn = (list: readonly TermInWords[], term: string) =>
    list.find((each) => each.term === term)?.value ?? null;
  const gone = before.filter(({ term }) => valueIn(after, term) === null);
  return [...after, ...gone]
    .map(({ term, label }) => ({ term, label, before: valueIn(before, term), after: valueIn(after, term) }))
    .filter((change) => change.before !== change.after);
}
