import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { ExportView } from '../../shared/http/views.ts';
import { portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';

const portal = portalOfFile();

const deletions = () => portal.site.calls.filter(({ method, path }) => `${method} ${path}` === 'DELETE /v1/account');

test('each invoice is shown with its amount and leads to Stripe’s page of it', async () => {
  const page = await portal.open('/app/billing');
  const link = page.getByRole('link', { name: 'Open invoice PARLEY-0001' });
  expect(await link.getAttribute('href')).toBe('https://invoice.example/in_1');
  expect(await page.locator('#invoices li').textContent()).toContain('$100');
});

test('everything is downloaded as one file, however many pages it has', async () => {
  const page = await portal.open('/app/settings');
  const waiting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download everything' }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('account-export.json');
  const whole = JSON.parse(await readFile(await download.path(), 'utf8')) as ExportView;
  expect(whole.usage.map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-21']);
  expect(whole).toMatchObject({ profile: { account: { id: 'acc_1' } }, invoices: [{ id: 'in_1' }] });
  expect(whole).not.toHaveProperty('cursor');
});

test('the account is deleted only after a question that says what stays stored and how long, and then nobody is signed in', async () => {
  const page = await portal.open('/app/settings');
  await page.getByRole('button', { name: 'Delete organization', exact: true }).click();
  const dialog = page.locator('dialog');
  await dialog.getByText('You can’t undo this').waitFor();
  await dialog.getByText('We keep your licence acceptances for 6 years').waitFor();
  await dialog.getByText('name, role, organization, time and hash of the text').waitFor();
  await dialog.getByText('No one can take the handles of your badges afterwards').waitFor();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  expect(deletions()).toEqual([]);
  await page.getByRole('button', { name: 'Delete organization', exact: true }).click();
  await page.getByLabel('Organization name').fill('Brand Watch Ltd');
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByRole('link', { name: 'Sign in', exact: true }).first().waitFor();
  expect(deletions()).toHaveLength(1);
  expect(new URL(page.url()).pathname).toBe('/');
});

test('a deletion that was refused says why and leaves the person signed in', async () => {
  portal.site.faults.set('DELETE /v1/account', refuse('unavailable', 'The queue does not answer.'));
  const page = await portal.open('/app/settings');
  await page.getByRole('button', { name: 'Delete organization', exact: true }).click();
  await page.getByLabel('Organization name').fill('Brand Watch Ltd');
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.locator('dialog').getByText('The queue does not answer.').waitFor();
});

test.each(['', 'Brand Watch', 'brand watch ltd'])(
  'the organization is not deleted while “%s” stands in place of its name',
  async (typed) => {
    const page = await portal.open('/app/settings');
    await page.getByRole('button', { name: 'Delete organization', exact: true }).click();
    await page.getByLabel('Organization name').fill(typed);
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await page.locator('dialog .field-error').waitFor();
    expect(await page.getByLabel('Organization name').getAttribute('aria-invalid')).toBe('true');
    expect(deletions()).toEqual([]);
  },
);

test('the name of the organization may stand between spaces and be composed otherwise', async () => {
  const name = 'Café Brand';
  Object.assign(portal.site.world.account ?? {}, { organization: name });
  const page = await portal.open('/app/settings');
  await page.getByRole('button', { name: 'Delete organization', exact: true }).click();
  await page.getByLabel('Organization name').fill(` ${name.normalize('NFD')} `);
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByRole('link', { name: 'Sign in', exact: true }).first().waitFor();
  expect(deletions()).toHaveLength(1);
});
