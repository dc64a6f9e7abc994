import { expect, test } from 'vitest';
import { pagesOfFile } from './pages-browser.ts';

const pages = pagesOfFile();

/** As a browser that keeps nothing: reading the storage throws. Source: HTML Standard, 12.2.3, "The localStorage getter". */
const forbidStorage = `for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('Access is denied', 'SecurityError'); } });`;

test.each(['/', '/pricing', '/datasets/posts', '/ar/docs/quick-start'])(
  '%s works whole where the browser forbids storage',
  async (path) => {
    const { page, faults } = await pages.open('/licences');
    await page.addInitScript(forbidStorage);
    await page.goto(pages.site.origin + path);
    await page.locator('[data-theme-choice]').selectOption('dark');
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    if (path === '/pricing') {
      await page.getByLabel('Records a month').fill('5,000');
      await page.getByText('Cheapest: Basic at').waitFor();
    }
    expect(faults).toEqual([]);
  },
);
