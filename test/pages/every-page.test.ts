import type { RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { loadAxe, violations } from '../portal/axe.ts';
import { pagesOfFile } from './pages-browser.ts';

const pages = pagesOfFile();
const addresses = ['/', '/pricing', '/datasets', '/datasets/posts', '/datasets/films', '/apis/trends', '/status'];
const docs = ['/docs', '/docs/quick-start', '/docs/keys', '/docs/reference/data', '/docs/reference/keys'];
const others = [
  '/design',
  '/licences',
  '/licences/conversations',
  '/problems',
  '/problems/rate_limited',
  '/no-such-page',
];
const cases = [...addresses, ...docs, ...others].flatMap((address) => [
  ['en', address] as const,
  ['ar', address === '/' ? '/ar/' : `/ar${address}`] as const,
]);

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const overflow = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** 640 px is what a window of 1280 px has left at 200 % zoom. */
const widths = [320, 390, 640, 1280];

const contrast = 'color-contrast';
const everyRule = { runOnly: { type: 'tag', values: wcag } } satisfies RunOptions;
/** Without contrast, which is by far the slowest rule, and the same at every width. */
const structure = { ...everyRule, rules: { [contrast]: { enabled: false } } };
const contrastAlone = { runOnly: { type: 'rule', values: [contrast] } } satisfies RunOptions;

describe.each(cases)('in %s, %s', (_, address) => {
  test('is accessible in both themes, fits every width, and breaks no policy', async () => {
    const { page, faults } = await pages.open(address, { colorScheme: 'light', reducedMotion: 'reduce' });
    for (const width of widths) {
      await page.setViewportSize({ width, height: 844 });
      expect(await overflow(page), `${width} px`).toBeLessThanOrEqual(0);
    }
    await loadAxe(page, pages.site);
    expect(await violations(page, everyRule)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page, contrastAlone)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await violations(page, structure)).toEqual([]);
    expect(faults).toEqual([]);
  });
});

test('text in Arabic begins where its column does, also where it is Latin', async () => {
  const { page } = await pages.open('/ar/datasets/posts');
  const off = await page.evaluate<string[]>(`(() => {
    const edgeOf = (cell) => {
      const range = document.createRange();
      range.selectNodeContents(cell);
      const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
      return Math.min(cell.getBoundingClientRect().right - 16, Math.max(...boxes.map(({ right }) => right)));
    };
    const heads = [...document.querySelectorAll('.run-rows thead th')].map(edgeOf);
    return [...document.querySelectorAll('.run-rows tbody tr')].flatMap((row) =>
      [...row.cells].flatMap((cell, i) => (Math.abs(edgeOf(cell) - heads[i]) > 2 ? [cell.textContent] : [])));
  })()`);
  expect(off).toEqual([]);
});
