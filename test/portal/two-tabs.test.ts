/** Two tabs of one browser agree: a change in one is seen in the other, without anybody loading it again. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { button, portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

async function secondTabOf(page: Page, path: string): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(portal.site.origin + path);
  await settled(other);
  return other;
}

/** It listens after the portal does, so the portal has heard of each change that is counted. */
const countNews = `window.told = 0;
  window.news = new BroadcastChannel('tollgate.changes');
  window.news.onmessage = () => { window.told += 1; }`;

test('a key that is renamed and then revoked in one tab is so in the other, while that one is as fresh as it was', async () => {
  const page = await portal.openSettled('/app/keys/key_1');
  const list = await secondTabOf(page, '/app/keys');
  await button(page, 'Edit: Label').click();
  await page.locator('#settings').getByLabel('Label').fill('Renamed elsewhere');
  await button(page, 'Save').click();
  await list.getByRole('link', { name: 'Renamed elsewhere' }).waitFor();
  await button(page, 'Revoke').click();
  await button(page, 'Revoke key').click();
  await list.locator('#keys li', { hasText: 'Renamed elsewhere' }).getByText('Revoked', { exact: true }).waitFor();
  expect(await list.getByRole('button', { name: 'Revoke Renamed elsewhere' }).count()).toBe(0);
});

test('a tab that is out of sight reads nothing then, and everything once it is looked at again', async () => {
  const page = await portal.openSettled('/app/keys/key_1');
  const list = await secondTabOf(page, '/app/keys');
  const hide = (state: string) =>
    list.evaluate(`Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`);
  await hide('hidden');
  await list.evaluate(countNews);
  portal.site.calls.length = 0;
  await button(page, 'Edit: Label').click();
  await page.locator('#settings').getByLabel('Label').fill('Renamed elsewhere');
  await button(page, 'Save').click();
  await page.getByRole('heading', { name: 'Renamed elsewhere', level: 1 }).waitFor();
  await expect.poll(() => list.evaluate('window.told')).toBe(1);
  expect(portal.callsTo('GET', '/v1/keys')).toHaveLength(0);
  await hide('visible');
  await list.getByRole('link', { name: 'Renamed elsewhere' }).waitFor();
});
