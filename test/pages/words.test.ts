import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { sayIn } from '../../pages/src/words.ts';
import arabic from '../../pages/words/ar.json' with { type: 'json' };
import english from '../../pages/words/en.json' with { type: 'json' };
import tollgate from '../../tollgate.config.ts';
import { builtPages } from './built.ts';

const forms = { en: ['one', 'other'], ar: ['zero', 'one', 'two', 'few', 'many', 'other'] } as const;
const stem = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '');
const texts = { en: new Map(Object.entries(english)), ar: new Map(Object.entries(arabic)) };

describe('the words of the pages', () => {
  it('have the same keys in both languages, and every form of a text that counts', () => {
    expect([...new Set([...texts.ar.keys()].map(stem))].toSorted()).toEqual(
      [...new Set([...texts.en.keys()].map(stem))].toSorted(),
    );
    for (const language of ['en', 'ar'] as const) {
      const counted = [...texts[language].keys()].filter((key) => stem(key) !== key);
      for (const key of new Set(counted.map(stem)))
        for (const form of forms[language]) expect(texts[language].has(`${key}_${form}`), `${key}_${form}`).toBe(true);
    }
  });

  it('name no value in Arabic that English does not give', () => {
    const values = (text: string) => (text.match(/\{\w+\}/g) ?? []).filter((each) => each !== '{count}');
    for (const [key, text] of texts.ar) {
      const own = texts.en.get(key) ?? texts.en.get(`${stem(key)}_other`) ?? '';
      expect(values(own), key).toEqual(expect.arrayContaining(values(text)));
    }
  });

  it('are all used by a page', () => {
    const code = globSync('pages/**/*.{ts,tsx}')
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const literals = [...code.matchAll(/['"`]([a-zA-Z]+(?:\.(?:\w|\$\{[^}]*\})+)+)['"`]/g)].map(
      ([, text]) => text ?? '',
    );
    const patterns = literals.map((text) => {
      const parts = text.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      return new RegExp(`^${parts.join('\\w+')}$`);
    });
    const unused = [...texts.en.keys()].map(stem).filter((key) => !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });

  it('are isolated where they are Latin, and nowhere held in place by marks of direction', () => {
    const files = globSync('{openapi,shared,portal/src,pages,functions}/**/*{ar.json,.ar.md}');
    expect(files.length).toBeGreaterThan(10);
    expect(files.filter((file) => /[\u200e\u200f]/.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('have sentences of 25 words at most, which open with their actor or their act', () => {
    const sentences = [...texts.en].flatMap(([key, text]) =>
      text.split(/(?<=[.!?])\s+/).map((each) => `${key}: ${each}`),
    );
    const wrong = sentences.filter((each) => each.split(/\s+/).length > 26 || /: (Who|Whoever|Whose|Of)\b/.test(each));
    expect(wrong).toEqual([]);
  });

  it('fail loudly where a text or a value is missing', () => {
    expect(() => sayIn('en', {})('nav.main')).toThrow('There is no text nav.main in en');
    expect(() => sayIn('en', english)('plan.get')).toThrow('needs a value for plan');
    expect(sayIn('ar', arabic)('plan.forRecords', { count: 3 })).toBe('لكل 3 سجلات');
  });
});

/** Texts of the configuration that are written for everybody alike, so that Arabic pages show them as they are. */
function sharedTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return 'en' in value && 'ar' in value ? [] : Object.values(value).flatMap(sharedTexts);
}

const isLatinOnly = (text: string): boolean => /\p{Script=Latin}/u.test(text) && !/\p{Script=Arabic}/u.test(text);
/** Names and terms that stay Latin in Arabic (docs/glossary.md), and values of records. */
const latin =
  /^(English|curl|TypeScript|Python|CSV|JSON|HTML|HTTP|SHA-256|TXT|[\d,.]+\s[A-Z]{2,4}\$?|[\W\d]*UTC\W*|[\w.-]+@[\w.-]+)$/;

test('no text of an Arabic page is English, but code, data, names and what the configuration writes in one language', () => {
  const shared = sharedTexts(tollgate);
  const english = builtPages()
    .filter(({ language }) => language === 'ar')
    .flatMap(({ file, texts: found }) =>
      found
        .filter(({ around }) => !around.some(isLeftAsItIs))
        .flatMap(({ text }) => text.replace(/[\u2066-\u2069]/g, '').split(' · '))
        .filter((text) => isLatinOnly(text) && !latin.test(text) && !shared.some((each) => each.includes(text)))
        .map((text) => `${file}: ${text}`),
    );
  expect(english).toEqual([]);
});

type Around = ReturnType<typeof builtPages>[number]['texts'][number]['around'][number];

/** Code, records, and what says that it is in another language. */
const isLeftAsItIs = ({ tagName, attrs }: Around): boolean =>
  ['code', 'pre', 'td'].includes(tagName) ||
  attrs.some(({ name, value }) => (name === 'lang' && value === 'en') || name === 'data-col');
