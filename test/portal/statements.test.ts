import { expect, test } from 'vitest';
import { button, portalOfFile } from './portal-file.ts';

const portal = portalOfFile();
const { sent } = portal;

test('a statement is downloaded as it was signed, and contested with the keyboard within its time', async () => {
  const page = await portal.openSettled('/app/evidence');
  const rows = page.locator('#statements li');
  expect(await rows.count()).toBe(3);
  expect(await rows.nth(0).getByRole('link').getAttribute('href')).toBe('/v1/statements/2026-11-23');
  expect(await rows.nth(2).getByRole('button').count()).toBe(0);
  await rows.nth(0).getByRole('button').focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Reason').fill('Three reads at night are not ours.');
  await button(page, 'Send contest').click();
  await rows.nth(0).getByText('Contested', { exact: true }).waitFor();
  expect(await rows.nth(0).getByRole('button').count()).toBe(0);
  expect(sent()).toEqual([
    ['POST', '/v1/statements/2026-11-23/contest', { reason: 'Three reads at night are not ours.' }],
  ]);
});
