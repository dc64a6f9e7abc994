import type { Language } from '../../../domain/accounts/account.ts';
import { invalid } from '../../../errors.ts';
import { knownParameters } from '../../../http/page.ts';
import type { ApiRequest } from '../../../http/request.ts';

/** The colour themes of marks. */
export const themes = ['light', 'dark', 'auto'] as const;
/** One of `themes`; `auto` follows the reader's preference. */
export type Theme = (typeof themes)[number];

/** How a mark is drawn. `size` is its height in CSS pixels. */
export type MarkOptions = {
  readonly theme: Theme;
  readonly size: number;
  readonly dir: 'ltr' | 'rtl';
  readonly language: Language;
};

/** The smallest height of a mark, in CSS pixels. */
export const minSize = 16;
const maxSize = 128;
const usualSize = 20;

/** The options of a mark that names none. */
export const usualMark: MarkOptions = { theme: 'auto', size: usualSize, dir: 'ltr', language: 'en' };

/**
 * Parses `theme`, `size`, `lang` and `dir` of a mark. Without `dir` it runs as its language does.
 * @throws AppError 400 naming a parameter that is unknown, repeated or not one of its values
 */
export function markOptionsOf(request: ApiRequest, others: readonly string[] = []): MarkOptions {
  knownParameters(request, ['theme', 'size', 'dir', 'lang', ...others]);
  const language = queryWord(request, 'lang', ['en', 'ar'] as const) ?? 'en';
  return {
    language,
    theme: queryWord(request, 'theme', themes) ?? usualMark.theme,
    size: sizeOf(request),
    dir: queryWord(request, 'dir', ['ltr', 'rtl'] as const) ?? (language === 'ar' ? 'rtl' : 'ltr'),
  };
}

/** A query parameter that is one of a few words; undefined where it is not given. @throws AppError 400 */
export function queryWord<const T extends string>(
  request: ApiRequest,
  field: string,
  words: readonly T[],
): T | undefined {
  const given = request.query.get(field);
  if (given === null) return undefined;
  const word = words.find((each) => each === given);
  if (word === undefined) throw invalid([{ field, message: `must be one of ${words.join(', ')}` }]);
  return word;
}

function sizeOf({ query }: ApiRequest): number {
  const given = query.get('size');
  if (given === null) return usualSize;
  const size = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (size >= minSize && size <= maxSize) return size;
  throw invalid([{ field: 'size', message: `must be a whole number from ${minSize} to ${maxSize}` }]);
}
