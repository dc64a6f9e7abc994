/** A look at an organization beside the list, by keyboard. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { loadAxe, violations } from './axe.ts';
import { settled } from './portal-browser.ts';
import { portalOfFile } from './portal-file.ts';

const portal = portalOfFile();
const panel = (page: Page) => page.getByRole('dialog');
const searchOf = (page: Page) => new URL(page.url()).search;
const list = async (query = '', language: 'en' | 'ar' = 'en') => {
  Object.assign(portal.site.world.adminAccounts[0]!, { id: 'acc_0', organization: 'Brand Watch' });
  const page = await portal.open(`/console/organizations${query}`, { language });
  await settled(page);
  await page.locator('tbody a', { hasText: 'Brand Watch' }).waitFor();
  return page;
};

test('Space on a row shows the head of its page, Escape closes it, and focus and address are as before', async () => {
  const page = await list('?sort=name');
  const row = page.getByRole('link', { name: 'Brand Watch', exact: true });
  await row.press(' ');
  await panel(page).getByText('Pays $108 a month').waitFor();
  expect(searchOf(page)).toBe('?sort=name&peek=acc_0');
  await page.keyboard.press('Escape');
  await panel(page).waitFor({ state: 'detached' });
  await page.waitForURL('**/console/organizations?sort=name');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Brand Watch');
});

test('Back closes it and stays on the list, and Forward shows it again', async () => {
  const page = await list();
  await page.getByRole('link', { name: 'Brand Watch', exact: true }).press(' ');
  await panel(page).waitFor();
  await page.goBack();
  await panel(page).waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/console/organizations');
  await page.goForward();
  await panel(page).getByText('Pays $108 a month').waitFor();
});

test('its address opens it, closing leads to the list, and its link to the page', async () => {
  const page = await list('?peek=acc_0');
  await panel(page).getByText('Pays $108 a month').waitFor();
  await panel(page).getByRole('button', { name: 'Close' }).press('Enter');
  await panel(page).waitFor({ state: 'detached' });
  expect(searchOf(page)).toBe('');
  await page.getByRole('link', { name: 'Brand Watch', exact: true }).press(' ');
  await panel(page).getByRole('link', { name: 'Open the page' }).press('Enter');
  await page.getByRole('heading', { name: /Brand Watch/ }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/console/organizations/acc_0');
  await page.goBack();
  await settled(page);
  expect([await panel(page).count(), searchOf(page)]).toEqual([0, '']);
});

test('it acts on nothing, and one that is not there says so', async () => {
  const page = await list('?peek=acc_0');
  await panel(page).getByText('Scraping the archive').waitFor();
  expect(await panel(page).getByRole('button').allTextContents()).toEqual(['Close']);
  const gone = await list('?peek=%3Cscript%3E');
  await panel(gone).getByRole('alert').waitFor();
});

test.each(['en', 'ar'] as const)('it is accessible at the end of the line and fits a phone (%s)', async (language) => {
  const page = await list('?peek=acc_0', language);
  await panel(page).getByText('ada@brand.example').waitFor();
  await page.setViewportSize({ width: 1280, height: 800 });
  const box = (await panel(page).boundingBox())!;
  expect(Math.round(language === 'ar' ? box.x : 1280 - box.x - box.width)).toBe(0);
  await loadAxe(page, portal.site);
  expect(await violations(page, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })).toEqual([]);
  await page.setViewportSize({ width: 320, height: 700 });
  expect((await panel(page).boundingBox())!.width).toBeLessThanOrEqual(320);
  const overflow = "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('dialog'))";
  expect(await page.evaluate(overflow)).toBe(0);
});
