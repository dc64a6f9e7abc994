import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

/** Each page that somebody prints, and a part of it that has to be on paper. */
const printed = [
  ['invoices', '/app/billing', '#invoices'],
  ['usage', '/app/usage', '#usage table'],
  ['evidence', '/app/evidence', 'main .section'],
  ['revenue', '/console/revenue', '#revenue table'],
  ['a timeline', '/console/organizations/acc_0', '#timeline table'],
] as const;

const frame = '.sidebar, .bottom-bar, .header-nav, .header-end, .footer';
const controls = 'main :is(button, .button, form, search, input, select, summary)';

const shownOf = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);

/** The colours of the page and of a link on it. */
const colours = (page: Page) =>
  page.evaluate<string[]>(`(() => {
  const of = (element, what) => element ? getComputedStyle(element)[what] : '';
  const link = [...document.querySelectorAll('main a')].find((each) => each.checkVisibility());
  return [of(document.body, 'backgroundColor'), of(document.body, 'color'), of(link, 'color') || 'rgb(0, 0, 0)'];
})()`);

describe.each(['light', 'dark'] as const)('on paper, in the %s theme', (colorScheme) => {
  test.each(printed)('%s: no frame and nothing to press, in black on white', async (_, path, part) => {
    const page = await portal.open(path);
    await settled(page);
    expect(await shownOf(page, frame)).toBeGreaterThan(0);
    await page.emulateMedia({ media: 'print', colorScheme });
    if (colorScheme === 'dark') await page.evaluate("document.documentElement.dataset.theme = 'dark'");
    expect(await shownOf(page, frame)).toBe(0);
    expect(await shownOf(page, controls)).toBe(0);
    expect(await shownOf(page, part)).toBeGreaterThan(0);
    expect(await colours(page)).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)', 'rgb(0, 0, 0)']);
    const box = await page.locator(part).first().boundingBox();
    expect(box!.width).toBeGreaterThan(0.95 * (page.viewportSize()?.width ?? 0));
  });
});

test('usage on paper always has its table by day, which the screen shows when asked', async () => {
  const page = await portal.openSettled('/app/usage');
  const byDay = page.getByRole('region', { name: 'Usage by day', includeHidden: true });
  expect(await byDay.isVisible()).toBe(false);
  await page.emulateMedia({ media: 'print' });
  expect(await byDay.isVisible()).toBe(true);
});
