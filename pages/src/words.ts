/** The texts of the pages, by key, and how a language counts. Islands use the same, with the few texts that they need. */
import { locales } from '../../shared/domain/locales.ts';
import type english from '../words/en.json';

type Written = keyof typeof english;
type Counted<Key> = Key extends `${infer Base}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Base : Key;

/** The key of a text. A text that counts has one key, and one text for each plural form: `records_one`, `records_other`. */
export type WordKey = Counted<Written>;

/** Values for the places in a text, as in `{name}`. `count` chooses the plural form; a number is written as the language writes it. */
export type WordValues = Readonly<Record<string, string | number>>;

/** Says a text of one language. */
export type Say = (key: WordKey, values?: WordValues) => string;

/** Texts by key, all of one language. */
export type Words = Readonly<Record<string, string>>;

/** Throws on a key without text, so that a page with a hole is never built. */
export function sayIn(language: 'en' | 'ar', words: Words): Say {
  const plural = new Intl.PluralRules(locales[language]);
  const number = new Intl.NumberFormat(locales[language]);
  return (key, values = {}) => {
    const { count } = values;
    const form = typeof count === 'number' ? `${key}_${plural.select(count)}` : key;
    const text = words[form] ?? words[`${key}_other`] ?? words[key];
    if (text === undefined) throw new Error(`There is no text ${form} in ${language}`);
    return text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`The text ${form} needs a value for ${name}`);
      return typeof value === 'number' ? number.format(value) : value;
    });
  };
}
