import { expect, test } from 'vitest';
import { pagesOfFile } from './pages-browser.ts';

const pages = pagesOfFile();
const outcomes = '[data-check]';

test('the page asks each part, and says which answers how fast and which does not', async () => {
  const { page } = await pages.open('/status');
  await page
    .getByText(/^Answers in \d+ ms$/)
    .nth(2)
    .waitFor();
  pages.site.faults.set('/v1/catalog', { status: 503, type: 'application/problem+json', body: '{}' });
  await page.reload();
  await page.getByText('Doesn’t answer').waitFor();
  expect(await page.locator(outcomes).nth(1).textContent()).toBe('Doesn’t answer');
  expect(await page.locator(outcomes).first().textContent()).toMatch(/^Answers in/);
});

test('without script it says that nothing was asked, and shows the facts of the build', async () => {
  const { page } = await pages.open('/status', { javaScriptEnabled: false });
  expect(await page.locator(outcomes).allTextContents()).toEqual(Array(3).fill('Not asked yet'));
  expect(await page.locator('[data-facts=films] [data-fact=records]').textContent()).toBe('3,201');
});
