import { expect, test } from 'vitest';
import { button, portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

test('a pack is ordered for whole days, shows how far it is, and no other is offered meanwhile', async () => {
  const page = await portal.openSettled('/app/evidence');
  await button(page, 'Order an evidence pack').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('First day').fill('2026-10-03');
  await dialog.getByLabel('Last day').fill('2026-10-04');
  await button(page, 'Order an evidence pack').last().click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('#packs').getByText('3 of 700 steps').waitFor();
  expect(await page.locator('#packs strong').first().textContent()).toBe('3 Oct 2026 to 4 Oct 2026');
  expect(await page.locator('#packs .section-header button').count()).toBe(0);
  const period = { from: '2026-10-03T00:00:00.000Z', to: '2026-10-05T00:00:00.000Z' };
  expect(portal.sent()).toEqual([['POST', '/v1/packs', period]]);
});

test('days in the wrong order are told beside their field, and nothing is ordered', async () => {
  const page = await portal.openSettled('/app/evidence');
  await button(page, 'Order an evidence pack').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('First day').fill('2026-10-05');
  await dialog.getByLabel('Last day').fill('2026-10-01');
  await button(page, 'Order an evidence pack').last().click();
  await dialog.getByText('must be before').waitFor();
  expect(await page.locator('#packs li').count()).toBe(3);
});

test('a pack that is kept leads to its file, and one that is not says so', async () => {
  const page = await portal.openSettled('/app/evidence');
  await page.locator('#packs').getByText('No longer kept').waitFor();
  await page.locator('#packs').getByText('The pack is larger than 2 GB. Order a shorter period.').waitFor();
  expect(await page.locator('#packs li button').count()).toBe(1);
  const headers = { 'content-disposition': 'attachment' };
  await page.route('**/fetched-pack.zip', (route) => route.fulfill({ body: 'zip', headers }));
  const fetched = page.waitForEvent('download');
  await button(page, 'Download the evidence pack of 1 Oct 2026 to 31 Oct 2026').click();
  expect((await fetched).url()).toContain('/fetched-pack.zip');
});

test('an operator orders one with a reason, until now where the last day is today', async () => {
  const page = await portal.openSettled('/console/organizations/acc_0');
  await button(page, 'Order an evidence pack').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('First day').fill('2026-11-01');
  await dialog.getByLabel('Reason').fill('A court asked for it');
  await button(page, 'Order an evidence pack').last().click();
  await dialog.waitFor({ state: 'detached' });
  expect(portal.sent()).toEqual([
    ['POST', '/v1/admin/accounts/acc_0/packs', { from: '2026-11-01T00:00:00.000Z', reason: 'A court asked for it' }],
  ]);
});

test('a developer, who cannot order one, is not shown packs', async () => {
  portal.site.world.account!.role = 'developer';
  const page = await portal.openSettled('/app/evidence');
  expect(await page.locator('#packs').count()).toBe(0);
  expect(portal.site.calls.some(({ path }) => path === '/v1/packs')).toBe(false);
});
