import type { Language } from '../accounts/account.ts';

/** A text by language. */
export type Translated = Readonly<Record<Language, string>>;

/** A text that people read: in each language, or one text for all of them. */
export type Localized = string | Translated;

/** The text in every language that it has. */
export const textsOf = (text: Localized): readonly string[] =>
  typeof text === 'string' ? [text] : Object.values(text);

/** Whether a value is a text by language. */
const isTranslated = (value: unknown): value is Translated =>
  typeof value === 'object' && value !== null && 'en' in value && 'ar' in value;

/** The text as a reader of this language sees it. */
export const textIn = (text: Localized, language: Language): string =>
  typeof text === 'string' ? text : text[language];

/** The data with each text by language as a reader of this language sees it. */
export const inLanguage = <Data extends object>(data: Data, language: Language) =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, isTranslated(value) ? textIn(value, language) : value]),
  ) as { [Field in keyof Data]: Exclude<Data[Field], Translated> };
