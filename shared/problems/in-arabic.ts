import texts from './ar.json' with { type: 'json' };
import details from './details.ar.json' with { type: 'json' };

/** A text with holes, and its translation; `{1}` in the translation is the first hole. */
type Template = { readonly pattern: RegExp; readonly arabic: string; readonly literalChars: number };

const hole = '{}';
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const exact: ReadonlyMap<string, string> = new Map(Object.entries(details));

let made: readonly Template[] | undefined;

/** Those with the most words of their own come first: they fit fewer texts. */
function templates(): readonly Template[] {
  made ??= Object.entries(details)
    .filter(([english]) => english.includes(hole))
    .map(([english, arabic]) => ({
      pattern: new RegExp(`^${english.split(hole).map(escaped).join('(.*?)')}$`, 's'),
      arabic,
      literalChars: english.replaceAll(hole, '').length,
    }))
    .toSorted((a, b) => b.literalChars - a.literalChars);
  return made;
}

/**
 * A detail or a field's message in Arabic; null for a text that has no translation. The values in it stay as they are, except phrases that have a
 * translation of their own. `test/http/details-in-arabic.test.ts` finds every text that a problem may have.
 */
export function inArabic(text: string): string | null {
  const whole = exact.get(text);
  if (whole !== undefined && !text.includes(hole)) return whole;
  for (const { pattern, arabic } of templates()) {
    const values = pattern.exec(text)?.slice(1);
    if (!values) continue;
    return arabic.replace(/\{(\d)\}/g, (_, n: string) => {
      const value = values[Number(n) - 1] ?? '';
      return inArabic(value) ?? value;
    });
  }
  return null;
}

/** The title of a problem in Arabic, by its code. */
export const titleInArabic = (code: keyof typeof texts): string => texts[code].title;

/** A text of ours for a reader of this language. */
export const textFor = (language: 'en' | 'ar', text: string): string =>
  language === 'ar' ? (inArabic(text) ?? text) : text;
