import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { button, portalOfFile } from './portal-file.ts';
import { drawn } from './stub-answers.ts';
import { otherOrganization } from './stub-members.ts';

const portal = portalOfFile();
const { sent } = portal;

test('a statement is downloaded as it was signed, and contested with the keyboard within its time', async () => {
  const page = await portal.openSettled('/app/evidence');
  const rows = page.locator('#statements li');
  expect(await rows.count()).toBe(3);
  expect(await rows.nth(2).getByRole('button').count()).toBe(1);
  await button(page, 'Contest the statement of 23 Nov 2026').focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Reason').fill('Three reads at night are not ours.');
  await button(page, 'Send contest').click();
  await rows.nth(0).getByText('Contested', { exact: true }).waitFor();
  expect(await rows.nth(0).getByRole('button').count()).toBe(1);
  expect(sent()).toEqual([
    ['POST', '/v1/statements/2026-11-23/contest', { reason: 'Three reads at night are not ours.' }],
  ]);
});

test('a statement is saved byte for byte, for the organization that the page shows', async () => {
  const bytes = '{"day": "2026-11-23" }\n';
  portal.site.faults.set('GET /v1/statements/2026-11-23', drawn('application/json', bytes));
  portal.site.world.organizations.push(otherOrganization());
  const page = await portal.openSettled('/app/evidence');
  await page.evaluate("localStorage.setItem('tollgate.organization', 'acc_2')");
  await page.reload();
  const saved = page.waitForEvent('download');
  await button(page, 'Download the statement of 23 Nov 2026').click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe('statement-2026-11-23.json');
  expect(await readFile(await file.path(), 'utf8')).toBe(bytes);
  const read = portal.site.calls.find(({ path }) => path === '/v1/statements/2026-11-23');
  expect(read?.headers['tollgate-organization']).toBe('acc_2');
});

test('a contest shows its decision and the reason when it is opened', async () => {
  const page = await portal.openSettled('/app/evidence');
  expect(portal.site.calls.some(({ path }) => path.endsWith('/contests'))).toBe(false);
  await page.locator('#statements summary').click();
  await page.getByText('These reads are not ours.').waitFor();
  await page.getByText('Your key signed them.').waitFor();
});
