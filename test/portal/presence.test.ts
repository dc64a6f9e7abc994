import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { withAuthenticator } from './authenticator.ts';
import { button, portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

const { callsTo } = portal;

test('a passkey confirms that the person is there, and the refused change is repeated once', async () => {
  const page = await portal.openSettled('/app/settings');
  await withAuthenticator(page);
  await button(page, 'Add passkey').click();
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

/** Invites a member in the page, and asks for the link of the dialog that opens for want of presence. */
async function inviteAbsent(): Promise<Page> {
  Object.assign(portal.site.world, { isAbsent: true, passkeys: [] });
  const page = await portal.openSettled('/app/team');
  await button(page, 'Invite member').click();
  await page.getByRole('textbox', { name: 'Email' }).fill('dev@example.com');
  await page.getByLabel('Developer').check();
  await button(page, 'Send invitation').click();
  await button(page, 'Send link').click();
  await page.getByText('A link is on its way to buyer@example.com.').waitFor();
  return page;
}

/** Follows the link in another tab of the same browser. */
async function followLink(page: Page): Promise<void> {
  const other = await page.context().newPage();
  await other.goto(`${portal.site.origin}/sign-in/link?token=good`);
  await button(other, /Sign in as/).click();
  await other.getByRole('heading', { name: 'You’re confirmed' }).waitFor();
}

test('a link followed in another tab confirms, and the half-typed form is sent by itself, once', async () => {
  const page = await inviteAbsent();
  await followLink(page);
  await page.locator('#members li', { hasText: 'dev@example.com' }).waitFor();
  expect(await page.locator('dialog').count()).toBe(0);
  expect(callsTo('POST', '/v1/login').map(({ body }) => body)).toEqual([
    { email: 'buyer@example.com', returnTo: '/sign-in/confirmed' },
  ]);
  const invitation = { email: 'dev@example.com', role: 'developer' };
  expect(callsTo('POST', '/v1/members').map(({ body }) => body)).toEqual([invitation, invitation]);
});

test('before the link is followed nothing is sent, and after cancelling the form still has what was typed', async () => {
  const page = await inviteAbsent();
  await button(page, 'Continue').click();
  await page.getByText('You’re not confirmed yet.').waitFor();
  expect(callsTo('POST', '/v1/members')).toHaveLength(1);
  await page.getByRole('dialog', { name: 'Confirm it’s you' }).getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').getByText('Confirm that it is you', { exact: true }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Email' }).inputValue()).toBe('dev@example.com');
  expect(await page.getByLabel('Developer').isChecked()).toBe(true);
});

test('a link of somebody else, followed in this browser, lets nothing of the form through', async () => {
  const page = await inviteAbsent();
  Object.assign(portal.site.world.accountBehindSignIn, { email: 'somebody.else@example.com' });
  await followLink(page);
  await page.getByRole('heading', { name: 'Confirm it’s you' }).waitFor({ state: 'detached' });
  expect(callsTo('POST', '/v1/members')).toHaveLength(1);
});

test('a page that has already read who is signed in now lets nothing through either', async () => {
  const page = await inviteAbsent();
  const { world } = portal.site;
  const somebody = { ...world.accountBehindSignIn, email: 'somebody.else@example.com' };
  Object.assign(world, { account: somebody, accountBehindSignIn: somebody, isAbsent: false });
  const readBefore = callsTo('GET', '/v1/account').length;
  const other = await page.context().newPage();
  await other.goto(`${portal.site.origin}/sign-in/confirmed`);
  await page.bringToFront();
  await other.evaluate("new BroadcastChannel('tollgate.changes').postMessage('changed')");
  await expect.poll(() => callsTo('GET', '/v1/account').length, { timeout: 8_000 }).toBeGreaterThan(readBefore + 1);
  await other.evaluate("new BroadcastChannel('tollgate.session').postMessage('began')");
  await page.getByRole('heading', { name: 'Confirm it’s you' }).waitFor({ state: 'detached' });
  expect(callsTo('POST', '/v1/members')).toHaveLength(1);
});

test('a person without a passkey and without an organization signs out, and in again', async () => {
  Object.assign(portal.site.world, { isAbsent: true, isAlone: true, passkeys: [] });
  const page = await portal.openSettled('/app/settings');
  await button(page, 'Delete account').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete account' }).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm it’s you' });
  await dialog.getByText('Sign out, sign in again').waitFor();
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  expect(portal.site.world.account).toBeNull();
  await page.getByLabel('Email').fill('buyer@example.com');
  await button(page, 'Send link').click();
  await page.getByText('a link is on its way').waitFor();
  expect(callsTo('POST', '/v1/login')[0]?.body.returnTo).toBe('/app/settings');
});

test('closing the dialog leaves the refusal where the change was asked for, and asking again opens it again', async () => {
  portal.site.world.isAbsent = true;
  const page = await portal.openSettled('/app/settings');
  await button(page, 'Delete organization').click();
  await page.getByLabel('Organization name').fill('Brand Watch Ltd');
  for (const _ of ['first', 'again']) {
    await button(page, 'Delete for good').click();
    await page.getByRole('heading', { name: 'Confirm it’s you' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').getByText('Confirm that it is you', { exact: true }).waitFor();
  }
  expect(portal.site.world.account).not.toBeNull();
  expect(callsTo('DELETE', '/v1/account')).toHaveLength(2);
});
