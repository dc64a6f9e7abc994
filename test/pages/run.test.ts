import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { pagesOfFile } from './pages-browser.ts';

const pages = pagesOfFile();
const rows = (page: Page) => page.locator('[data-run=posts] tbody tr');
const brands = (page: Page) => page.locator('[data-run=posts] td[data-col=brand]').allTextContents();
const run = (page: Page) => page.locator('[data-run=posts] button[type=submit]');

test('ten records are there before anything is pressed, and Run reads them', async () => {
  const { page } = await pages.open('/');
  expect(await rows(page).count()).toBe(10);
  await run(page).click();
  await page.getByText(/\d+ ms · 10 sample records · free/).waitFor();
  expect(pages.site.calls.filter((path) => path.startsWith('/v1/sample'))).toEqual(['/v1/sample/posts?limit=10']);
});

test('a filter of one’s own changes the records, the request that is shown, the code and the address', async () => {
  const { page } = await pages.open('/datasets/posts');
  await page.getByLabel('brand', { exact: true }).fill('Havnora');
  await page.getByLabel('brand', { exact: true }).press('Enter');
  await page.getByText(/sample records · free/).waitFor();
  expect(new Set(await brands(page))).toEqual(new Set(['Havnora']));
  expect(await page.locator('.run-request').textContent()).toBe('GET /v1/sample/posts?brand=Havnora&limit=10');
  expect(await page.locator('[data-panel="0"] pre').textContent()).toBe(
    `curl --globoff "${pages.site.origin}/v1/sample/posts?brand=Havnora&limit=10"`,
  );
  expect(new URL(page.url()).search).toBe('?brand=Havnora');
  await page.reload();
  await page.getByText(/sample records · free/).waitFor();
  expect(new Set(await brands(page))).toEqual(new Set(['Havnora']));
});

test('where nothing matches, the filter that excludes everything is named, and one press removes it', async () => {
  const { page } = await pages.open('/datasets/posts');
  await page.getByLabel('brand', { exact: true }).fill('Nobody');
  await page.getByLabel('Search text').fill('maruvo');
  await run(page).click();
  await page.getByText('This filter excludes every record:').waitFor();
  expect(await page.getByRole('button', { name: /^Remove/ }).allTextContents()).toEqual(['Remove brand Nobody']);
  await page.getByRole('button', { name: 'Remove brand Nobody' }).click();
  await rows(page).first().waitFor();
  expect(await page.getByLabel('brand', { exact: true }).inputValue()).toBe('');
  expect(new Set(await brands(page))).toEqual(new Set(['Maruvo']));
});

test.each([
  [{ status: 503, type: 'application/problem+json', body: '{"code":"unavailable"}' }, 'We couldn’t run this.'],
  [{ status: 429, type: 'application/problem+json', body: '{"code":"rate_limited"}' }, 'Too many requests'],
  [{ status: 502, type: 'text/html', body: '<p>Bad gateway' }, 'We couldn’t run this.'],
])('a request that fails says so and keeps the records, case %#', async (answer, says) => {
  const { page, faults } = await pages.open('/datasets/posts');
  pages.site.faults.set('/v1/sample/posts', answer);
  await run(page).click();
  await page.getByText(says).waitFor();
  expect(await rows(page).count()).toBe(10);
  expect(faults).toEqual([]);
});

test('while a request is on its way the button says so, nothing moves, and a second press sends nothing', async () => {
  const { page } = await pages.open('/datasets/posts');
  const answer = Promise.withResolvers<{ status: number; type: string; body: string }>();
  pages.site.faults.set('/v1/sample/posts', answer.promise);
  const before = await page.locator('#fields').boundingBox();
  await run(page).click();
  expect(await run(page).getAttribute('aria-busy')).toBe('true');
  await run(page).click();
  answer.resolve({ status: 200, type: 'application/json', body: '{"data":[]}' });
  await page
    .getByText('Run shows the first sample records here.')
    .or(page.getByText('No sample record matches.'))
    .waitFor();
  expect(await page.locator('#fields').boundingBox()).toEqual(before);
  expect(pages.site.calls.filter((path) => path.startsWith('/v1/sample'))).toHaveLength(1);
});

test('Run is done by keyboard alone: filter, Enter, tabs of code, copy', async () => {
  const { page } = await pages.open('/datasets/posts', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByLabel('brand', { exact: true }).focus();
  await page.keyboard.type('Brellow');
  await page.keyboard.press('Enter');
  await page.getByText(/sample records · free/).waitFor();
  await page.getByRole('radio', { name: 'curl' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await page.getByRole('radio', { name: 'TypeScript' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Copy' }).press('Enter');
  await page.getByText('Copied.').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toContain('await fetch(');
});

test('nothing shifts when a tab is chosen or records arrive', async () => {
  const { page } = await pages.open('/datasets/posts');
  await page.evaluate(`window.shifted = 0; new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) shifted += value;
  }).observe({ type: 'layout-shift', buffered: true })`);
  for (const name of ['TypeScript', 'Python', 'curl']) await page.getByRole('radio', { name }).click();
  await page.getByLabel('brand', { exact: true }).fill('Havnora');
  await run(page).click();
  await page.getByText(/sample records · free/).waitFor();
  await page.getByText('7 more filters').click();
  expect(await page.evaluate<number>('shifted')).toBeLessThanOrEqual(0.05);
});

test('every control has a visible focus', async () => {
  const { page } = await pages.open('/datasets/posts');
  const seen: string[] = [];
  for (let i = 0; i < 40; i += 1) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate<string>(`(() => {
      const at = document.activeElement;
      const ring = (element) => getComputedStyle(element).outlineStyle;
      return at === document.body ? 'end' : [ring(at), ring(at.parentElement)].includes('solid') ? 'seen' : at.outerHTML;
    })()`);
    if (outline === 'end') break;
    seen.push(outline);
  }
  expect(seen.length).toBeGreaterThan(20);
  expect(seen.filter((each) => each !== 'seen')).toEqual([]);
});

test('without script the records are there, and Run is a form that a page answers', async () => {
  const { page } = await pages.open('/ar/datasets/posts', { javaScriptEnabled: false });
  expect(await rows(page).count()).toBe(10);
  const form = page.locator('[data-run=posts] form');
  expect([await form.getAttribute('action'), await form.getAttribute('method')]).toEqual(['/v1/sample/posts', 'get']);
  await form.locator('[name=brand]').fill('Havnora');
  await form.locator('button').click();
  const { pathname, searchParams } = new URL(page.url());
  expect([pathname, searchParams.get('brand'), searchParams.get('lang')]).toEqual([
    '/v1/sample/posts',
    'Havnora',
    'ar',
  ]);
});

test('facts of the published version take the place of those of the build, without moving anything', async () => {
  const { page } = await pages.open('/datasets/posts');
  await page.getByText('2 hours ago').waitFor();
  expect(await page.locator('[data-fact=records]').textContent()).toBe('20,000');
  pages.site.faults.set('/public/datasets/posts.json', { status: 404, type: 'text/html', body: '' });
  await page.reload();
  expect(await page.locator('[data-fact=newest]').textContent()).toBe('19 Nov 2026');
});
