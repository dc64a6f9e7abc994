/** Scripts that people write names in today: the recommended ones of UAX 31, table 5, by their Unicode names. */
const everyday = [
  ...[
    'Arabic',
    'Armenian',
    'Bengali',
    'Bopomofo',
    'Cyrillic',
    'Devanagari',
    'Ethiopic',
    'Georgian',
    'Greek',
    'Gujarati',
  ],
  ...['Gurmukhi', 'Hangul', 'Han', 'Hebrew', 'Hiragana', 'Kannada', 'Katakana', 'Khmer', 'Lao', 'Latin', 'Malayalam'],
  ...['Myanmar', 'Oriya', 'Sinhala', 'Tamil', 'Telugu', 'Thaana', 'Thai', 'Tibetan'],
];
const ofScript = everyday.map((script) => [script, new RegExp(`\\p{Script_Extensions=${script}}`, 'u')] as const);
const ofEveryScript = /[\p{Script=Common}\p{Script=Inherited}]/u;

/** Scripts that are written together (UTS 39 section 5.1): Chinese with Bopomofo, Japanese, and Korean, each with Latin letters. */
const together = [
  ['Han', 'Bopomofo', 'Latin'],
  ['Han', 'Hiragana', 'Katakana', 'Latin'],
  ['Han', 'Hangul', 'Latin'],
];

const scriptsOf = (character: string): readonly string[] =>
  ofScript.filter(([, pattern]) => pattern.test(character)).map(([script]) => script);

/**
 * How a word is written (UTS 39 section 5.2, highly restrictive). `one`: in one script, or in several that belong together. `mixed`: in
 * several that do not. `unusual`: with letters that nobody writes names in today.
 */
export function writingOf(word: string): 'one' | 'mixed' | 'unusual' {
  const letters = [...word].filter((character) => !ofEveryScript.test(character)).map(scriptsOf);
  if (letters.some((scripts) => scripts.length === 0)) return 'unusual';
  const fits = (allowed: readonly string[]) =>
    letters.every((scripts) => scripts.some((script) => allowed.includes(script)));
  return [...everyday.map((script) => [script]), ...together].some(fits) ? 'one' : 'mixed';
}
