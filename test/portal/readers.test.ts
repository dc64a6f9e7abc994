/** The console's page of who read which dataset, and the way to it from the search. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadAxe, violations } from './axe.ts';
import { portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

test('those who read a dataset have their records, keys and licence, and lead to organization and key', async () => {
  const page = await portal.openSettled('/console/requests?dataset=posts&day=2026-11-23');
  const row = page.locator('tbody tr').first();
  expect(await row.textContent()).toContain('7,490');
  expect(await row.textContent()).toContain('Requests: 75Credited as repeats: 10');
  expect(await row.textContent()).toContain('and 1 more');
  await row.getByRole('link', { name: 'key_1' }).click();
  await page.getByText('A request with this key is refused now').waitFor();
  await page.goBack();
  await row.getByRole('link', { name: /Brand Watch/ }).click();
  await page.getByText('Scraping the archive').waitFor();
});

test('dataset and days stand in the address, and a range that is turned round is set right', async () => {
  const page = await portal.openSettled('/console/requests');
  await page.getByText('Choose a dataset or API to see who read it.').waitFor();
  await page.getByLabel('Dataset or API').selectOption('posts');
  await page.getByLabel('From', { exact: true }).fill('2026-11-23');
  await page.getByLabel('Until', { exact: true }).fill('2026-11-23');
  await page.locator('tbody tr').nth(1).waitFor();
  expect(new URL(page.url()).search).toBe('?dataset=posts&day=2026-11-23');
  await page.reload();
  await page.locator('tbody tr').nth(1).waitFor();
  const turned = await portal.openSettled('/console/requests?dataset=posts&from=2026-11-23&until=2026-11-01');
  expect(await turned.locator('tbody tr').count()).toBe(2);
});

test('a day without readers says since when readers are known', async () => {
  const page = await portal.openSettled('/console/requests?dataset=posts&day=2026-11-01');
  await page.getByText('Readers are known since 20 Nov 2026.').waitFor();
});

test('the file has every row that is shown, with ids', async () => {
  const page = await portal.openSettled('/console/requests?dataset=posts&day=2026-11-23');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain('"acc_0","مراقب العلامات Brand Watch","posts","7490","7500","10","75"');
});

test('a dataset and a day in the search lead there with Enter, in both languages', async () => {
  const page = await portal.openSettled('/console/events');
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: 'Name, address, key, Stripe ID, request ID, handle or domain' });
  await field.fill('posts yesterday');
  await page.getByRole('option', { name: /^Readers of Brand conversations/ }).waitFor();
  await loadAxe(page, portal.site);
  expect(await violations(page, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })).toEqual([]);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Readers of datasets' }).waitFor();
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  expect(new URL(page.url()).search).toBe(`?dataset=posts&day=${yesterday}`);
  await page.keyboard.press('Control+k');
  await field.fill('posts أمس');
  await page.getByRole('option', { name: /^Readers of Brand conversations/ }).waitFor();
  await field.fill('nothing yesterday');
  await page.getByText('Nothing found.').waitFor();
});
