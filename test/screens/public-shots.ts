import { startPagesSite } from '../pages/site.ts';
import type { StubAnswer } from '../pages/stub.ts';
import type { Gallery, Language, Shot } from './shot.ts';

const inLanguage = (language: Language, path: string) => (language === 'ar' ? `/ar${path === '/' ? '/' : path}` : path);

/** The state of a service of 90 days with one short outage, as its job writes it. */
function publishedStatus(now: Date): StubAnswer {
  const days = Array.from({ length: 90 }, (_, i) => ({
    day: new Date(now.getTime() - (89 - i) * 86_400_000).toISOString().slice(0, 10),
    checks: 1_440,
    up: i === 61 ? 1_405 : 1_440,
  }));
  const whole = days.map((each) => ({ ...each, up: each.checks }));
  const from = `${days[61]?.day}T09:12:00Z`;
  const body = {
    checkedAt: now.toISOString(),
    parts: {
      api: { up: true, days: whole },
      data: { up: true, days },
      webhooks: { up: true, days: whole },
      mail: { up: true, days: whole },
      billing: { up: true, days: whole },
    },
    work: {
      webhooks: { at: now.toISOString(), oldestAt: null },
      mail: { sentAt: now.toISOString(), refusedAt: null },
      billing: { at: now.toISOString(), oldestAt: null },
    },
    incidents: [{ part: 'data', from, until: from.replace('09:12', '09:47') }],
    datasets: [],
    recentMs: [21, 24, 30, 41, 88],
  };
  return { status: 200, type: 'application/json', body: JSON.stringify(body) };
}

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
      at('status', '/status', {
        prepare: () => {
          site.faults.clear();
          site.faults.set('/public/status.json', publishedStatus(new Date()));
        },
      }),
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
