import { expect, test } from 'vitest';
import { button, portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

const { sent } = portal;

test('an app is added only once both declarations are made, with the keyboard alone', async () => {
  const page = await portal.openSettled('/app/apps');
  await button(page, 'Add app').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Studio');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Shows trends to editors.');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Editors');
  await button(page, 'Create app').press('Enter');
  expect(await page.evaluate('document.activeElement.name')).toBe('training');
  expect(sent()).toEqual([]);
  await page.keyboard.press('Space');
  await page.locator('dialog input[name=government][value=yes]').press('Space');
  await button(page, 'Create app').press('Enter');
  await page.locator('#apps li', { hasText: 'Studio' }).getByText('Trains no models · Used by governments').waitFor();
  const said = { purpose: 'Shows trends to editors.', audience: 'Editors', shownAt: null };
  const flags = { name: 'Studio', training: false, government: true };
  const limits = { rateLimits: [], maxInFlight: null, allowanceShare: null };
  expect(sent()).toEqual([['POST', '/v1/apps', { ...flags, ...said, ...limits }]]);
});

test('the default app asks to be declared, on the dashboard too, until it is', async () => {
  const page = await portal.openSettled('/app/keys');
  await page.getByRole('link', { name: 'Declare use' }).click();
  await button(page, 'Declare use of Default app').click();
  await page.getByLabel('Purpose').fill('Internal reports.');
  await page.getByLabel('End users').fill('Our analysts');
  await page.locator('dialog input[name=training][value=no]').check();
  await page.locator('dialog input[name=government][value=no]').check();
  await button(page, 'Declare use').last().click();
  await page.getByText('Not declared yet').waitFor({ state: 'detached' });
  const use = { purpose: 'Internal reports.', audience: 'Our analysts', shownAt: null };
  expect(sent()).toEqual([['POST', '/v1/use-cases', { app: 'default', ...use, training: false, government: false }]]);
  await page.goto(`${portal.site.origin}/app/keys`);
  await page.getByText('Nightly import').first().waitFor();
  expect(await page.getByRole('link', { name: 'Declare use' }).count()).toBe(0);
});

test('limits are shown, changed and taken away, and a rate that the form does not show stays', async () => {
  const app = portal.site.world.apps[1];
  app?.rateLimits.push({ requests: 9_000, windowSeconds: 900 });
  const page = await portal.openSettled('/app/apps');
  const row = page.locator('#apps li').nth(1);
  await row.getByText('600 requests in 60 s · 9,000 requests in 900 s · 4 at a time · 25% of the allowance').waitFor();
  await button(page, 'Name and limits of لوحة الأخبار').click();
  await page.getByLabel('Share of the allowance').fill('101');
  await button(page, 'Save app').click();
  await page.getByText('Enter a whole number from 1 to 100.').waitFor();
  await page.getByLabel('Share of the allowance').fill('');
  await page.getByLabel('Requests at a time').fill('8');
  await page.getByLabel('In any span of').selectOption('10');
  await button(page, 'Save app').click();
  await row.getByText('600 requests in 10 s · 9,000 requests in 900 s · 8 at a time').waitFor();
  const rateLimits = [
    { requests: 600, windowSeconds: 10 },
    { requests: 9_000, windowSeconds: 900 },
  ];
  expect(sent()[0]?.[2]).toMatchObject({ rateLimits, maxInFlight: 8, allowanceShare: null });
});

test('an app with keys is not deleted, and the dialog says why; the default app has no button', async () => {
  const page = await portal.openSettled('/app/apps');
  expect(await button(page, 'Delete Default app').count()).toBe(0);
  await button(page, 'Delete لوحة الأخبار').click();
  await button(page, 'Delete app').click();
  await page.getByRole('dialog').getByText('This app has keys that work.').waitFor();
  for (const key of portal.site.world.keys) key.revokedAt = '2026-11-10T08:30:00.000Z';
  await button(page, 'Delete app').click();
  await page.locator('#apps li').nth(1).waitFor({ state: 'detached' });
});

test('a key is made for one of several apps, and each key and all usage name their app', async () => {
  for (const licence of portal.site.world.licences) licence.required = false;
  const page = await portal.openSettled('/app/usage?by=app');
  const usage = page.getByRole('region', { name: 'Usage by app' });
  await usage.getByRole('row', { name: 'لوحة الأخبار' }).getByText('1,000').first().waitFor();
  await page.goto(`${portal.site.origin}/app/keys`);
  await button(page, 'Create a key').click();
  await page.getByLabel('Label').fill('Trends server');
  await page.locator('dialog select[name=app]').selectOption('app_1');
  await button(page, 'Create key').click();
  await button(page, 'I have saved it').click();
  await page.locator('#keys li', { hasText: 'Trends server' }).getByText('لوحة الأخبار').waitFor();
  expect(sent()[0]).toEqual(['POST', '/v1/keys', { label: 'Trends server', environment: 'test', app: 'app_1' }]);
});

test('with one app, nothing asks for an app, and keys and usage do not name it', async () => {
  portal.site.world.apps.pop();
  for (const licence of portal.site.world.licences) licence.required = false;
  const page = await portal.openSettled('/app/keys');
  await button(page, 'Create a key').click();
  await page.getByLabel('Label').fill('CI');
  expect(await page.locator('dialog select[name=app]').count()).toBe(0);
  await button(page, 'Create key').click();
  await button(page, 'I have saved it').waitFor();
  await page.goto(`${portal.site.origin}/app/usage`);
  await page.getByLabel('Dataset', { exact: true }).waitFor();
  expect(await page.getByLabel('App', { exact: true }).count()).toBe(0);
  expect(sent()[0]).toEqual(['POST', '/v1/keys', { label: 'CI', environment: 'test' }]);
});

test('a changed use starts from the latest one, says what holds until it is approved, and joins the history', async () => {
  const page = await portal.openSettled('/app/apps');
  const row = page.locator('#apps li').nth(1);
  await row.getByText('The use that we approved before stays in force.').waitFor();
  await row.getByText('2 use cases').click();
  expect(await row.locator('.history strong').allTextContents()).toEqual(['Waits for approval', 'Approved']);
  await button(page, 'Change use of لوحة الأخبار').click();
  await page.getByText('Your approved use stays in force until we approve the new one.').waitFor();
  expect(await page.getByLabel('End users').inputValue()).toBe('Editors of news sites');
  await page.getByLabel('Where the data is shown').fill('Screens in our newsroom');
  await button(page, 'Declare use').last().click();
  await row.getByText('3 use cases').waitFor();
  await row.getByText('Screens in our newsroom').first().waitFor();
  expect(sent()).toMatchObject([
    ['POST', '/v1/use-cases', { app: 'app_1', shownAt: 'Screens in our newsroom', government: true }],
  ]);
});

test('a refused use is shown with the operator’s reason', async () => {
  Object.assign(portal.site.world.apps[1]?.useCase ?? {}, { state: 'refused', reason: 'Name them.', approved: false });
  const page = await portal.openSettled('/app/apps');
  const row = page.locator('#apps li').nth(1);
  await row.getByText('Not approved').waitFor();
  await row.getByText('Reason: Name them.').waitFor();
});
