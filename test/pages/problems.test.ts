import { describe, expect, it } from 'vitest';
import arabicWords from '../../pages/words/ar.json' with { type: 'json' };
import englishWords from '../../pages/words/en.json' with { type: 'json' };
import { reasons } from '../../portal/src/requests/reasons.ts';
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

describe('the page of a problem that refuses requests of a key', () => {
  it('leads to the requests of the reader that were refused for it; others do not', () => {
    const logged = codes.filter((code) =>
      allOf(pages.get(`problems/${code}/index.html`)!, 'a').some(({ href }) => href === `/app/requests?reason=${code}`),
    );
    expect(logged.toSorted()).toEqual(reasons.toSorted());
    const arabic = allOf(pages.get('ar/problems/rate_limited/index.html')!, 'a').map(({ href }) => href);
    expect(arabic).toContain('/app/requests?reason=rate_limited&language=ar');
  });
});
