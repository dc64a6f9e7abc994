import { expect, test } from 'vitest';
import { pagesOfFile } from './pages-browser.ts';

const pages = pagesOfFile();

test('a search by keyboard alone leads to the part of a guide', async () => {
  const { page, faults } = await pages.open('/docs');
  await page.keyboard.press('/');
  await page.keyboard.type('rotate');
  await page.locator('.docs-search a').first().waitFor();
  await page.keyboard.press('ArrowDown');
  expect(await page.evaluate('document.activeElement.closest(".docs-search a")?.pathname')).toMatch(/^\/docs\//);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/docs\/(keys#rotate|reference\/\w+#rotate)/);
  expect(faults).toEqual([]);
});

test('a search in Arabic finds a word without its article and marks, and says when there is nothing', async () => {
  const { page } = await pages.open('/ar/docs');
  await page.locator('#docs-search').fill('فوتره');
  await page.locator('.docs-search a[href="/ar/docs/billing"]').waitFor();
  await page.locator('#docs-search').fill('زززز');
  await page.locator('.docs-search [role="status"]', { hasText: '«زززز»' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await page.locator('#docs-search').inputValue()).toBe('');
  expect(await page.locator('.docs-search a').count()).toBe(0);
});

test('where the index cannot be fetched, the search says so and asks again with the next word', async () => {
  const { page } = await pages.open('/docs');
  await page.route('**/assets/search-*.json', (route) => route.abort());
  await page.locator('#docs-search').fill('keys');
  await page.locator('.docs-search [role="status"]', { hasText: 'did not load' }).waitFor();
  await page.unroute('**/assets/search-*.json');
  await page.locator('#docs-search').fill('');
  await page.locator('#docs-search').pressSequentially('keys');
  await page.locator('.docs-search a').first().waitFor();
});

test('code is shown in the language that is chosen, and without script there is no search', async () => {
  const { page } = await pages.open('/docs/keys');
  const shown = () => page.locator('.code-tabs').first().locator('figure:visible').getAttribute('aria-label');
  expect(await shown()).toBe('curl');
  await page.locator('.code-tabs input[value="python"]').first().check({ force: true });
  expect(await shown()).toBe('Python');
  await page.evaluate('delete document.documentElement.dataset.script');
  expect(await page.locator('#docs-search').isVisible()).toBe(false);
});
