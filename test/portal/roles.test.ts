/** The console's page of operators and roles. */
import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';

const portal = portalOfFile();

test('each operator has a role, its source and an open one-time code, and commands change them', async () => {
  const page = await portal.open('/console/roles');
  await settled(page);
  const rows = page.locator('#operators tbody tr');
  const textOf = async (row: number) => (await rows.nth(row).textContent())?.replaceAll(/[\u2066-\u2069]/g, '');
  expect(await textOf(0)).toBe('owner@example.comOwnerThe configuration–');
  expect(await textOf(1)).toMatch(/^finance@example\.comFinanceCommand line, 20 Nov 2026.*\. Configured: Support–$/);
  expect(await textOf(2)).toMatch(/Open until 25 Nov 2026/);
  expect(await textOf(3)).toContain('No role');
  expect(await page.locator('#change-roles pre').first().textContent()).toBe(
    'npm run operators -- role ADDRESS ROLE --reason "…" --stage STAGE --table NAME',
  );
  await page.getByRole('link', { name: 'Trail of changes' }).click();
  await page.waitForURL('**/console/trail');
});

test('each act names the roles that may do it, and whether it asks for a new sign-in', async () => {
  const page = await portal.open('/console/roles');
  await settled(page);
  const powers = page.locator('#powers tbody tr');
  expect(await powers.nth(0).textContent()).toBe('Organization suspendedOwner Support Within the past 15 minutes');
  expect(await powers.nth(1).textContent()).toMatch(/Owner Support –$/);
});

test('while the API fails the page says so, and tries again', async () => {
  portal.site.faults.set('GET /v1/admin/roles', refuse('unavailable', 'The roles are away.'));
  const page = await portal.open('/console/roles');
  await page.getByText('The roles are away.').waitFor();
  portal.site.faults.delete('GET /v1/admin/roles');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('#operators tbody tr').nth(3).waitFor();
});
