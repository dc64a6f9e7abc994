import { describe, expect, it } from 'vitest';
import arabicWords from '../../pages/words/ar.json' with { type: 'json' };
import englishWords from '../../pages/words/en.json' with { type: 'json' };
import { type ProblemCode, problems } from '../../shared/errors.ts';
import { headerFieldsOf, moneyMoved } from '../../shared/http/problem-facts.ts';
import causes from '../../shared/problems/causes.json' with { type: 'json' };
import { allOf, builtPages } from './built.ts';

const codes = Object.keys(problems) as ProblemCode[];
const pages = new Map(builtPages().map((page) => [page.file, page]));
const words = { en: englishWords, ar: arabicWords };

describe.each(codes)('the page of %s', (code) => {
  it.each(['en', 'ar'] as const)(
    'in %s says whether money moved, each cause, the fix and the header fields',
    (language) => {
      const page = pages.get(`${language === 'ar' ? 'ar/' : ''}problems/${code}/index.html`)!;
      const texts = page.texts.map(({ text }) => text.trim());
      expect(texts).toContain(words[language][`problem.money.${moneyMoved(code)}`]);
      for (const cause of causes[code][language]) expect(texts).toContain(cause);
      const { always, metered } = headerFieldsOf(code);
      for (const name of [...always, ...metered]) {
        expect(texts).toContain(name);
        expect(page.html).toContain(`${name}: `);
      }
      expect(
        allOf(page, 'a').some(({ href = '' }) =>
          /^\/(ar\/)?(app|sign-in|pricing|status|licences|docs|badges)/.test(href),
        ),
      ).toBe(true);
    },
  );
});
