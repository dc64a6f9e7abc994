import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { portalOfFile } from './portal-file.ts';
import { otherOrganization } from './stub-members.ts';

const portal = portalOfFile();
const sidebar = (page: Page, name = 'Dashboard') => page.getByRole('navigation', { name });
const boxOf = async (page: Page, selector: string) => (await page.locator(selector).boundingBox())!;

test('the sidebar names every page of the dashboard, and marks the one that is open', async () => {
  const page = await portal.openSettled('/app');
  const current = sidebar(page).locator('[aria-current=page]');
  expect(await current.allTextContents()).toEqual(['Overview']);
  await sidebar(page).getByRole('link', { name: 'Apps' }).click();
  await page.waitForURL('**/app/apps');
  expect(await current.allTextContents()).toEqual(['Apps']);
  expect((await boxOf(page, '.sidebar')).width).toBe(224);
});

test('the console has places of its own, in groups', async () => {
  const page = await portal.openSettled('/console');
  await sidebar(page, 'Console').getByRole('link', { name: 'Corrections' }).click();
  await page.waitForURL('**/console/drift');
  expect(await page.locator('.sidebar .organization-switch').count()).toBe(0);
});

test('on a narrow screen, a bar at the bottom has the first places, and a menu of all that closes when one is followed', async () => {
  const page = await portal.openSettled('/app');
  await page.setViewportSize({ width: 390, height: 844 });
  const bar = await boxOf(page, '.bottom-bar');
  expect(bar.y + bar.height).toBe(844);
  await page.getByRole('button', { name: 'More' }).click();
  const menu = page.locator('.places-menu');
  await menu.getByRole('link', { name: 'Team' }).click();
  await page.getByRole('heading', { name: 'Team', level: 1 }).waitFor();
  await menu.waitFor({ state: 'hidden' });
});

test('in Arabic the sidebar stands at the right', async () => {
  const page = await portal.open('/app', { language: 'ar' });
  await page.locator('.sidebar').waitFor();
  const [side, main] = [await boxOf(page, '.sidebar'), await boxOf(page, 'main')];
  expect(side.x).toBeGreaterThan(main.x);
});

test('a stranger who looks at the plans sees no places, and a member switches the organization above them', async () => {
  portal.site.world.organizations.push(otherOrganization());
  const page = await portal.openSettled('/app');
  await page.locator('.sidebar .organization-switch').click();
  await page.getByRole('dialog').getByText('Open now').waitFor();
  const stranger = await portal.open('/app/plans', { signedIn: false });
  portal.site.world.account = null;
  await stranger.reload();
  await stranger.locator('main h1').waitFor();
  expect(await stranger.locator('.sidebar, .bottom-bar').count()).toBe(0);
});
