import { expect, test } from 'vitest';
import { portalOfFile } from './portal-file.ts';

const portal = portalOfFile();
const dayMs = 86_400_000;

test('a version to come says how many days are left, and the dialog shows the differences from the accepted one', async () => {
  const [accepted] = portal.site.world.licences.filter(({ id }) => id === 'conversations');
  if (!accepted) throw new Error('The stub has no accepted licence');
  const inForceFrom = new Date(Date.now() + 9.5 * dayMs).toISOString();
  const coming = { ...accepted, version: '2027', url: '/v1/licences/conversations/2027', accepted: null, inForceFrom };
  portal.site.world.licences = [accepted, { ...coming, required: false }];
  const page = await portal.open('/app/licences');
  const row = page.locator('#licences li').filter({ hasText: '2027' });
  await row.waitFor();
  expect(await row.textContent()).toContain('10 days left.');
  await row.locator('button').click();
  const dialog = page.locator('dialog[open]');
  await dialog.getByText('Changes since version').click();
  await dialog.locator('ins').waitFor();
  expect(await dialog.locator('ins').textContent()).toBe('Keep a record for 365 days at most.');
  expect(await dialog.locator('tbody tr').textContent()).toContain('365 days');
});
