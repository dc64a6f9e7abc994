import { expect, test } from 'vitest';
import { withAuthenticator } from './authenticator.ts';
import { button, portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

const { callsTo } = portal;

test('a passkey confirms that the person is there, and the refused change is repeated once', async () => {
  const page = await portal.openSettled('/app');
  await withAuthenticator(page);
  await button(page, 'Add a passkey').click();
  await page.getByLabel('Device name').fill('Phone');
  await button(page, 'Create passkey').click();
  await page.locator('#passkeys').getByText('Phone').waitFor();

  portal.site.world.isAbsent = true;
  await button(page, 'Remove Work laptop').click();
  await button(page, 'Remove passkey').click();
  await page.getByRole('heading', { name: 'Confirm it’s you' }).waitFor();
  expect(portal.site.world.passkeys).toHaveLength(2);
  await button(page, 'Confirm with a passkey').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('dialog').count()).toBe(0);
  await button(page, 'Remove Work laptop').waitFor({ state: 'detached' });
  expect(callsTo('POST', '/v1/session/presence')).toHaveLength(1);
  expect(callsTo('DELETE', '/v1/passkeys/pk_1')).toHaveLength(2);
  await page.context().close();
});

test('a person without a passkey is told to sign in again, and returns to the page', async () => {
  Object.assign(portal.site.world, { isAbsent: true, passkeys: [] });
  const page = await portal.openSettled('/app');
  await button(page, 'Delete organization').click();
  await button(page, 'Delete for good').click();
  const dialog = page.getByRole('dialog', { name: 'Confirm it’s you' });
  await dialog.getByText('Sign out, sign in again').waitFor();
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  expect(portal.site.world.account).toBeNull();
  await page.getByLabel('Email').fill('buyer@example.com');
  await button(page, 'Send me a link').click();
  await page.getByText('a link is on its way').waitFor();
  expect(callsTo('POST', '/v1/login')[0]?.body.returnTo).toBe('/app');
});

test('closing the dialog leaves the refusal where the change was asked for, and asking again opens it again', async () => {
  portal.site.world.isAbsent = true;
  const page = await portal.openSettled('/app');
  await button(page, 'Delete organization').click();
  for (const _ of ['first', 'again']) {
    await button(page, 'Delete for good').click();
    await page.getByRole('heading', { name: 'Confirm it’s you' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').getByText('Confirm that it is you', { exact: true }).waitFor();
  }
  expect(portal.site.world.account).not.toBeNull();
  expect(callsTo('DELETE', '/v1/account')).toHaveLength(2);
});
