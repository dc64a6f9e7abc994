/** The console's list of organizations: order and filter in the address, pages, choice and files. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

test('the former address leads to it', async () => {
  const page = await portal.openSettled('/console/accounts');
  expect(new URL(page.url()).pathname).toBe('/console/organizations');
});

test('order and filter stand in the address, are kept when it is opened again, and give the same list', async () => {
  const page = await portal.openSettled('/console/organizations');
  await page.getByLabel('Order').selectOption('By name');
  await page.getByLabel('Product').selectOption('Basic');
  await page.getByLabel('State').selectOption('Suspended');
  await page.getByRole('link', { name: 'Organization 4', exact: true }).waitFor();
  expect(new URL(page.url()).search).toBe('?sort=name&state=suspended&sold=plan%3Abasic');
  await page.reload();
  await settled(page);
  expect(await page.locator('tbody tr').count()).toBe(1);
  expect(await page.getByLabel('State').inputValue()).toBe('suspended');
  await page.getByRole('link', { name: 'Organization 4', exact: true }).click();
  await page.goBack();
  await settled(page);
  expect(await page.locator('tbody tr').count()).toBe(1);
});

test('an order or state that there is none of gives the usual list', async () => {
  const page = await portal.openSettled('/console/organizations?sort=plan&state=%3Cscript%3E');
  expect(await page.locator('tbody tr').count()).toBe(10);
});

test('the chosen ones are copied and saved, and a choice ends with another filter', async () => {
  const page = await portal.openSettled('/console/organizations');
  await page.getByLabel('Select Organization 1', { exact: true }).check();
  await page.getByLabel('Select Organization 3', { exact: true }).check();
  await page.getByText('2 selected').waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export selected' }).click(),
  ]);
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines.map((line) => line.split(',')[0])).toEqual(['id', '"acc_1"', '"acc_3"']);
  await page.getByLabel('State').selectOption('Active');
  await page.getByText('2 selected').waitFor({ state: 'detached' });
});

test('the file of the list has every page of it, and no name becomes a formula', async () => {
  Object.assign(portal.site.world.adminAccounts[0]!, { organization: '=HYPERLINK("https://x.example","مراقب")' });
  const page = await portal.openSettled('/console/organizations');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
  expect(lines).toHaveLength(1 + portal.site.world.adminAccounts.length);
  expect(lines[1]).toContain(`"'=HYPERLINK(""https://x.example"",""مراقب"")"`);
});

test('by the day on which they were last seen, the list shows that day in place of the first', async () => {
  const page = await portal.openSettled('/console/organizations');
  expect(await page.getByRole('columnheader', { name: 'Since' }).count()).toBe(1);
  await page.getByLabel('Order').selectOption('Last seen');
  await page.getByRole('columnheader', { name: 'Last seen' }).waitFor();
  await page.getByRole('cell', { name: '23 Nov 2026' }).first().waitFor();
  expect(new URL(page.url()).search).toBe('?sort=seen');
  const asked = portal.site.calls.findLast(({ path }) => path === '/v1/admin/organizations');
  expect(asked?.query.get('sort')).toBe('seen');
});
