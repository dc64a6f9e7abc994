/** The console's pages of datasets. */
import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { button, portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';

const portal = portalOfFile();
const sent = (act: string) => portal.site.calls.find(({ path }) => path === `/v1/admin/datasets/posts/${act}`)?.body;

test('each dataset has its state, records and newest day, and leads to its versions', async () => {
  const page = await portal.open('/console/datasets');
  await settled(page);
  const rows = page.locator('#datasets tbody tr');
  expect(await rows.nth(0).textContent()).toMatch(/^Brand conversationspostsServed Newer import waits60,000–/);
  expect(await rows.nth(1).textContent()).toMatch(/^FilmsfilmsWithdrawn –––$/);
  expect(await rows.nth(2).textContent()).toMatch(/^NewnewNot imported –––$/);
  expect(await rows.nth(3).textContent()).toMatch(/^FreshfreshServed 1223 Nov 2026\d+ days? ago24 Nov 2026/);
  expect(await page.locator('#import pre').first().textContent()).toBe(
    'DATASET_BUCKET=NAME node cli/dataset.ts add FILE --id ID',
  );
  await rows.nth(0).getByRole('link').click();
  await page.getByText('The import of Monday lacks a language').waitFor();
});

test('an owner withdraws with a reason, and the revision that was seen goes with it', async () => {
  const page = await portal.open('/console/datasets/posts');
  await button(page, 'Withdraw').click();
  const dialog = page.locator('dialog');
  await dialog.getByText('Public sample records stay.').waitFor();
  await dialog.getByLabel('Reason').fill('The source asked for it');
  await dialog.getByRole('button', { name: 'Withdraw' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(sent('withdraw')).toEqual({ revision: 3, reason: 'The source asked for it' });
});

test('an owner publishes a version, and a refusal stays in the dialog with its reason', async () => {
  const page = await portal.open('/console/datasets/posts');
  await settled(page);
  await page.getByRole('button', { name: `Publish ${'c'.repeat(16)}` }).click();
  const dialog = page.locator('dialog');
  portal.site.faults.set('POST /v1/admin/datasets/posts/publish', refuse('conflict', 'Somebody else did.'));
  await dialog.getByLabel('Reason').fill('It is whole again');
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await dialog.getByText('Somebody else did.').waitFor();
  portal.site.faults.clear();
  await dialog.getByRole('button', { name: 'Publish' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(sent('publish')).toEqual({ version: 'c'.repeat(16), revision: 3, reason: 'It is whole again' });
});

test('without the role of an owner, the versions are read and nothing is offered', async () => {
  if (portal.site.world.account) portal.site.world.account.operatorRole = 'support';
  const page = await portal.open('/console/datasets/posts');
  await settled(page);
  expect(await page.locator('#dataset tbody tr').count()).toBe(3);
  expect(
    await page
      .locator('#dataset')
      .getByRole('button', { name: /Publish|Withdraw/ })
      .count(),
  ).toBe(0);
});

test('a dataset that the catalogue does not have says so', async () => {
  portal.site.faults.set('GET /v1/admin/datasets/nothing', refuse('not_found', 'This dataset was not found.'));
  const page = await portal.open('/console/datasets/nothing');
  await page.getByText('This dataset was not found.').waitFor();
});
