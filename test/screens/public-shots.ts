import { startPagesSite } from '../pages/site.ts';
import type { Gallery, Language, Shot } from './shot.ts';

const inLanguage = (language: Language, path: string) => (language === 'ar' ? `/ar${path === '/' ? '/' : path}` : path);

/** Every public page, served from `folder`. */
export async function publicShots(folder: string): Promise<Gallery> {
  const site = await startPagesSite(folder);
  const at = (page: string, path: string, more: Partial<Shot> = {}): Shot => ({
    page,
    state: 'full',
    address: (language) => site.origin + inLanguage(language, path),
    prepare: () => site.faults.clear(),
    ...more,
  });
  const failing = () => {
    const body = JSON.stringify({ code: 'unavailable' });
    for (const id of ['posts', 'films']) {
      site.faults.set(`/v1/sample/${id}`, { status: 503, type: 'application/problem+json', body });
      site.faults.set(`/public/datasets/${id}.json`, { status: 503, type: 'application/problem+json', body });
    }
  };
  return {
    shots: [
      at('home', '/'),
      at('home', '/', {
        state: 'failing',
        prepare: failing,
        act: async (page) => {
          await page.locator('.run-button').first().click();
          await page.locator('.run-button[aria-busy]').first().waitFor({ state: 'detached' });
        },
      }),
      at('datasets', '/datasets'),
      at('dataset', '/datasets/posts'),
      at('dataset', '/datasets/posts?brand=Nobody', {
        state: 'empty',
        act: (page) => page.locator('.run-none').waitFor(),
      }),
      at('dataset', '/datasets/posts?brand=Acme', { state: 'failing', prepare: failing }),
      at('api', '/apis/trends'),
      at('pricing', '/pricing'),
      at('status', '/status'),
      at('licences', '/licences'),
      at('licence', '/licences/conversations'),
      at('problems', '/problems'),
      at('problem', '/problems/rate_limited'),
      at('docs', '/docs'),
      at('reference', '/docs/reference/data'),
      at('missing', '/no-such-page'),
      at('design', '/design'),
      at('design.states', '/design', { from: '.shown-group:has(.empty)' }),
      at('design.other', '/design', { from: '#other-language' }),
    ],
    close: () => site.close(),
  };
}
