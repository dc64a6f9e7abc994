import { expect, test } from 'vitest';
import { pagesOfFile } from './pages-browser.ts';

const pages = pagesOfFile();

test.each(['/problems', '/ar/problems', '/status', '/ar/status'])(
  '%s shows every column at 390 pixels',
  async (path) => {
    const { page } = await pages.open(path, { viewport: { width: 390, height: 844 } });
    const tables = page.locator('.scroll-table');
    expect(await tables.count()).toBeGreaterThan(0);
    expect(
      await tables.evaluateAll((all) => all.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)),
    ).toEqual(new Array(await tables.count()).fill(0));
  },
);
