import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError, invalid, problems } from '../../shared/errors.ts';
import { problemOf } from '../../shared/http/problem.ts';
import arabic from '../../shared/problems/ar.json' with { type: 'json' };
import details from '../../shared/problems/details.ar.json' with { type: 'json' };
import english from '../../shared/problems/en.json' with { type: 'json' };
import { inArabic } from '../../shared/problems/in-arabic.ts';
import { problemDetailsIn } from '../support/problem-details.ts';

/** Files whose errors reach no caller: what they throw is logged, printed by a command, or written in a page. */
const inside = [
  /^shared\/(storage\/(?!table\/table)|signing|pictures|dns|datasets\/(?!query-engine))/,
  /^shared\/domain\/(catalog|licences|credentials|mail|accounts)\//,
  /verify-credential|badge-claims|status-list-entries/,
];

const found = globSync('{functions,shared}/**/*.ts')
  .filter((file) => !inside.some((each) => each.test(file)))
  .flatMap((file) => problemDetailsIn(readFileSync(file, 'utf8')).map((text) => ({ file, text })));
const known: Readonly<Record<string, string>> = details;
const read = (error: AppError, language: 'en' | 'ar') => {
  const { body, headers } = problemOf(error, { requestId: 'r', origin: 'https://data.example', language });
  return { ...(JSON.parse(String(body)) as Record<string, unknown>), language: headers?.['content-language'] };
};

describe('a problem in Arabic', () => {
  it('has a translation for every text that the sources write', () => {
    const missing = found.filter(({ text }) => /\p{L}\s+\p{L}/u.test(text) && known[text] === undefined);
    expect(missing).toEqual([]);
    expect(found.length).toBeGreaterThan(250);
  });

  it('has no translation that nothing needs, and each has the holes of its text', () => {
    const sources = globSync('{functions,shared}/**/*.ts').map((file) => readFileSync(file, 'utf8'));
    const isWritten = (text: string) => {
      const [longest = ''] = text.split('{}').toSorted((a, b) => b.length - a.length);
      return sources.some((source) => source.includes(longest.replaceAll('"', '\\"')) || source.includes(longest));
    };
    expect(Object.keys(known).filter((text) => !isWritten(text))).toEqual([]);
    for (const [text, translation] of Object.entries(known)) {
      const holes = text
        .split('{}')
        .slice(1)
        .map((_, i) => `{${i + 1}}`);
      expect({ text, holes: (translation.match(/\{\d\}/g) ?? []).toSorted() }).toEqual({ text, holes });
      expect(translation).toMatch(/[\u0600-\u06ff]/);
    }
  });

  it('says the title, the detail and each field', () => {
    const limit = { field: 'limit', message: 'must be a whole number from 1 to 100' };
    expect(read(invalid([limit]), 'ar')).toMatchObject({
      language: 'ar',
      title: arabic.invalid_request.title,
      detail: 'limit: يجب أن يكون عددًا صحيحًا من 1 إلى 100.',
      errors: [{ field: 'limit', message: 'يجب أن يكون عددًا صحيحًا من 1 إلى 100' }],
    });
    expect(read(invalid([limit]), 'en')).toMatchObject({
      language: 'en',
      detail: 'limit must be a whole number from 1 to 100.',
    });
  });

  it('translates phrases within a text, and leaves names and numbers', () => {
    expect(inArabic('This webhook does not exist, or it is not yours.')).toBe('هذا الويب هوك: غير موجود، أو ليس لك.');
    expect(inArabic('The handle "ada" is taken. Choose another.')).toBe('اسم المستخدم «ada» محجوز. اختر اسمًا آخر.');
    expect(inArabic('is not a parameter here; there are none')).toBe('ليس معاملًا هنا؛ لا توجد معاملات');
  });

  it('stays whole in English where a part has no translation', () => {
    const unknown = new AppError('conflict', 'A sentence that nobody translated.');
    expect(read(unknown, 'ar')).toMatchObject({ language: 'en', title: problems.conflict.title });
    const field = new AppError('invalid_request', 'The request is not valid.', {
      errors: [{ field: 'a', message: 'is odd' }],
    });
    expect(read(field, 'ar')).toMatchObject({ language: 'en', detail: 'The request is not valid.' });
  });

  it('has for every code a title, a meaning and a remedy, as in English', () => {
    const codes = Object.keys(problems).toSorted();
    for (const texts of [english, arabic]) {
      expect(Object.keys(texts).toSorted()).toEqual(codes);
      for (const { title, means, do: remedy } of Object.values(texts))
        expect(`${title}${means}${remedy}`).toMatch(/\S{3}/);
    }
    for (const [code, { title }] of Object.entries(english))
      expect({ code, title }).toEqual({ code, title: problems[code as keyof typeof problems].title });
  });
});
