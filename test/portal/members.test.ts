import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { rolesThatMay } from '../../portal/src/members/roles.ts';
import { members } from '../../shared/domain/access/authority.ts';
import { button, portalOfFile } from './portal-file.ts';
import { accepted, drawn, gone, refuse } from './stub-answers.ts';
import { otherOrganization } from './stub-members.ts';

const portal = portalOfFile();

const { callsTo, sent } = portal;

const inDialog = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });

test('the roles that the portal lets do something are those of the API’s routes', () => {
  const { all, allAndKeys: _, ...others } = members;
  const declared = Object.entries(others).map(([act, callers]) => [act, callers.members]);
  expect(rolesThatMay).toEqual(Object.fromEntries(declared));
});

test('a member is invited by address and role with the keyboard alone, and shown as invited', async () => {
  const page = await portal.openSettled('/app/team');
  await button(page, 'Invite member').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('dev@example.com');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('#members li', { hasText: 'dev@example.com' }).getByText('Invited', { exact: true }).waitFor();
  expect(sent()).toEqual([['POST', '/v1/members', { email: 'dev@example.com', role: 'developer' }]]);
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Invite member');
});

test('an address that is a member already is refused beside the form', async () => {
  const page = await portal.openSettled('/app/team');
  await button(page, 'Invite member').click();
  await page.getByLabel('Email', { exact: true }).fill('finance@example.com');
  await button(page, 'Send invitation').click();
  await page.getByRole('dialog').getByText('This address belongs to a member already.').waitFor();
});

test('an owner changes a role, removes a member and withdraws an invitation', async () => {
  const page = await portal.openSettled('/app/team');
  await button(page, 'Change role of finance@example.com').click();
  expect(await page.getByLabel('Billing').isChecked()).toBe(true);
  await page.getByLabel('Admin').check();
  await button(page, 'Save role').click();
  await page.locator('#members li', { hasText: 'finance@example.com' }).getByText('Admin').waitFor();
  await button(page, 'Remove finance@example.com').click();
  await inDialog(page, 'Remove member').click();
  await page.locator('#members li', { hasText: 'finance@example.com' }).waitFor({ state: 'detached' });
  await button(page, 'Withdraw the invitation of new@example.com').click();
  await inDialog(page, 'Withdraw invitation').click();
  await page.locator('#members li', { hasText: 'new@example.com' }).waitFor({ state: 'detached' });
  expect(sent()).toEqual([
    ['PATCH', '/v1/members/person_3', { role: 'admin' }],
    ['DELETE', '/v1/members/person_3', {}],
    ['DELETE', '/v1/members/inv_1', {}],
  ]);
});

test('the only owner cannot leave before another member owns the organization, then steps down', async () => {
  const page = await portal.openSettled('/app/team');
  await page.getByText('You’re the only owner.').waitFor();
  expect(await button(page, 'Leave').count()).toBe(0);
  await button(page, 'Transfer ownership').click();
  await page.getByLabel('New owner').selectOption('finance@example.com');
  await inDialog(page, 'Transfer ownership').click();
  await button(page, 'Leave').click();
  await inDialog(page, 'Leave organization').click();
  await page.getByRole('heading', { name: 'You’re not in an organization yet', level: 1 }).waitFor();
  expect(sent()).toEqual([
    ['PATCH', '/v1/members/person_3', { role: 'owner' }],
    ['PATCH', '/v1/members/person_1', { role: 'admin' }],
    ['DELETE', '/v1/members/person_1', {}],
  ]);
});

test('an admin may not touch an owner, and a viewer reads who may change what', async () => {
  const { account, members: listed } = portal.site.world;
  if (account) account.role = 'admin';
  for (const each of listed) if (each.id !== 'person_3' && each.role === 'owner') each.role = 'admin';
  for (const each of listed) if (each.id === 'person_3') each.role = 'owner';
  const page = await portal.openSettled('/app/team');
  await button(page, 'Change role of a.very.long.address.of.a.colleague@subdomain.of.a.company.example').waitFor();
  expect(await button(page, 'Change role of finance@example.com').count()).toBe(0);
  await button(page, 'Invite member').click();
  expect(await page.locator('dialog input[value=owner]').count()).toBe(0);

  if (account) account.role = 'viewer';
  await page.reload();
  await page.getByText('Your role can’t change this. It needs: Owner or Admin.').first().waitFor();
  expect(await button(page, 'Invite member').count()).toBe(0);
  await page.goto(`${portal.site.origin}/app/keys`);
  await page.locator('#keys').getByText('Your role can’t change this. It needs: Owner, Admin or Developer.').waitFor();
  for (const name of ['Create a key', 'Revoke Nightly import']) expect(await button(page, name).count()).toBe(0);
  await page.goto(`${portal.site.origin}/app/settings`);
  await button(page, 'Delete account').waitFor();
  expect(await button(page, 'Delete organization').count()).toBe(0);
});

test('the organization’s details are saved, an empty one as none, and its name follows everywhere', async () => {
  const page = await portal.openSettled('/app/settings');
  await page.getByLabel('Name', { exact: true }).fill('Brand Watch GmbH');
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel('Email the daily statements').check();
  await button(page, 'Save details').click();
  await page.locator('.lead', { hasText: 'Brand Watch GmbH' }).waitFor();
  const details = { name: 'Brand Watch GmbH', legalName: null, country: 'DE', mailsStatements: true };
  expect(sent()).toEqual([['PATCH', '/v1/organizations/acc_1', details]]);
});

test('a person in one organization makes a second one, and works on in it', async () => {
  const page = await portal.openSettled('/app');
  const opener = page.getByRole('button', { name: 'Brand Watch Ltd: switch organization' });
  await opener.click();
  await button(page, 'New organization').click();
  await inDialog(page, 'Cancel').click();
  expect(await page.evaluate('document.activeElement.className')).toContain('organization-switch');
  await opener.click();
  await button(page, 'New organization').click();
  await page.getByRole('textbox', { name: 'Organization' }).fill('Second Ltd');
  await button(page, 'Create organization').click();
  await page.locator('.lead', { hasText: 'Second Ltd' }).waitFor();
  expect(callsTo('POST', '/v1/organizations').map(({ body }) => body)).toEqual([{ name: 'Second Ltd' }]);
  expect(await page.evaluate("localStorage.getItem('tollgate.organization')")).toBe('acc_3');
});

test('a person in several organizations opens another in this browser', async () => {
  portal.site.world.organizations.push(otherOrganization());
  const page = await portal.openSettled('/app');
  await page.getByRole('button', { name: 'Brand Watch Ltd: switch organization' }).click();
  const switched = page.waitForRequest((each) => each.headers()['tollgate-organization'] === 'acc_2');
  await button(page, 'Open دار الأخبار').click();
  await switched;
  portal.site.calls.length = 0;
  const other = await page.context().newPage();
  await other.goto(`${portal.site.origin}/app`);
  await expect.poll(() => callsTo('GET', '/v1/keys')[0]?.headers['tollgate-organization']).toBe('acc_2');
});

test('a picture that needs a session is read for the organization that the page shows', async () => {
  Object.assign(portal.site.world.badges[0] ?? {}, { pictureUrl: null, picture: '/v1/badges/brandwatch/picture' });
  portal.site.faults.set(
    'GET /v1/badges/brandwatch/picture',
    drawn('image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'),
  );
  const page = await portal.openSettled('/app/badges/brandwatch');
  await page.locator('#profile img.picture').waitFor();
  expect(await page.locator('#profile img.picture').getAttribute('src')).toMatch(/^data:image\/svg/);
  expect(callsTo('GET', '/v1/badges/brandwatch/picture')[0]?.headers['tollgate-organization']).toBe('acc_1');
});

test('an organization that is not the person’s any more is forgotten, and no change is repeated for another', async () => {
  const page = await portal.openSettled('/app/keys');
  await page.evaluate("localStorage.setItem('tollgate.organization', 'acc_9')");
  await page.reload();
  await page.getByRole('heading', { name: 'Keys', level: 1 }).waitFor();
  await expect.poll(() => page.evaluate("localStorage.getItem('tollgate.organization')")).toBeNull();

  await button(page, 'Revoke Nightly import').click();
  portal.site.world.organizations = [otherOrganization()];
  const { id, name: organization, role } = otherOrganization();
  Object.assign(portal.site.world.account ?? {}, { id, organization, role });
  await button(page, 'Revoke key').click();
  await page.locator('.organization-switch', { hasText: 'دار الأخبار' }).waitFor();
  expect(callsTo('DELETE', '/v1/keys/key_1')).toHaveLength(1);
  expect(portal.site.world.keys[0]?.revokedAt).toBeNull();
});

test('a person without an organization may sign out, or make an organization and go on in it', async () => {
  portal.site.world.isAlone = true;
  const page = await portal.openSettled('/app');
  await button(page, 'Sign out').waitFor();
  await page.getByRole('textbox', { name: 'Organization' }).fill('Ada’s Data');
  await button(page, 'Create organization').click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  await page.locator('.lead', { hasText: 'Ada’s Data' }).waitFor();
});

test('an invitation is accepted after sign-in, which returns to it, and opens the organization', async () => {
  portal.site.world.account = null;
  const page = await portal.open('/invitation?invitation=good');
  await page.getByText('دار الأخبار invited you', { exact: true }).waitFor();
  await page.getByText('Sign in with b…@example.com to view the invitation.').waitFor();
  expect(await page.getByRole('link', { name: 'Create an account' }).count()).toBe(0);
  await page.getByLabel('Email', { exact: true }).fill('buyer@example.com');
  await button(page, 'Send link').click();
  await page.getByText('a link is on its way').waitFor();
  expect(callsTo('POST', '/v1/login')[0]?.body.returnTo).toBe('/invitation?invitation=good');
  portal.site.world.isAlone = true;
  await page.goto(`${portal.site.origin}/sign-in/link?token=good`);
  await button(page, /Sign in as/).click();
  await page.getByRole('heading', { name: 'Join دار الأخبار', level: 1 }).waitFor();
  await page.getByText('editor@akhbar.example invited you').waitFor();
  expect(await page.locator('main .facts').textContent()).toContain('Viewer');
  expect(callsTo('POST', '/v1/invitations/accept')).toHaveLength(0);
  await button(page, 'Accept invitation').click();
  await page.locator('.lead', { hasText: 'دار الأخبار' }).waitFor();
  expect(callsTo('POST', '/v1/invitations/accept')).toHaveLength(1);
  expect(await page.evaluate("localStorage.getItem('tollgate.organization')")).toBe('acc_2');
});

test('an invitation for another address, or one that is spent, says what to do', async () => {
  const page = await portal.openSettled('/invitation?invitation=elsewhere');
  await button(page, 'Accept invitation').click();
  await page.getByText('Sign out, then sign in with the address that received the invitation.').waitFor();
  portal.site.faults.set('POST /v1/invitations/accept', gone);
  await page.goto(`${portal.site.origin}/invitation?invitation=good`);
  await button(page, 'Accept invitation').click();
  await page.getByRole('heading', { name: 'This invitation no longer works' }).waitFor();
  portal.site.world.account = null;
  for (const path of ['/invitation?invitation=old', '/invitation']) {
    await page.goto(portal.site.origin + path);
    await page.getByRole('heading', { name: 'This invitation no longer works' }).waitFor();
  }
});

test('a session elsewhere is ended, the one of this browser has no button, and a refusal stays in its row', async () => {
  const page = await portal.openSettled('/app/settings');
  const rows = page.locator('#sessions li');
  expect(await rows.first().textContent()).toContain('This browser');
  expect(await rows.first().getByRole('button').count()).toBe(0);
  await rows.filter({ hasText: 'Firefox' }).getByRole('button').click();
  await rows.filter({ hasText: 'Firefox' }).waitFor({ state: 'detached' });
  portal.site.faults.set('DELETE /v1/sessions/ses_3', refuse('unavailable', 'The table did not answer.'));
  await rows.filter({ hasText: 'Unknown browser' }).getByRole('button').click();
  await rows.filter({ hasText: 'Unknown browser' }).getByText('The table did not answer.').waitFor();
});

test('the login is deleted apart from the organization, and the last owner reads which one needs another', async () => {
  const page = await portal.openSettled('/app/settings');
  await button(page, 'Delete account').click();
  await inDialog(page, 'Delete account').click();
  await page.getByRole('dialog').getByText('You are the last owner of Brand Watch Ltd.').waitFor();
  await inDialog(page, 'Cancel').click();
  if (portal.site.world.account) portal.site.world.account.role = 'viewer';
  await page.reload();
  await button(page, 'Delete account').click();
  await inDialog(page, 'Delete account').click();
  await page.getByRole('link', { name: 'Sign in', exact: true }).first().waitFor();
  expect(callsTo('DELETE', '/v1/account')).toHaveLength(0);
});

test('an owner of several organizations who deletes one stays signed in for the other', async () => {
  const { organizations } = portal.site.world;
  organizations.push(otherOrganization());
  portal.site.faults.set('DELETE /v1/account', accepted);
  const page = await portal.openSettled('/app/settings');
  await button(page, 'Delete organization').click();
  await page.getByLabel('Organization name').fill('Brand Watch Ltd');
  await button(page, 'Delete for good').click();
  await page.waitForURL((url) => url.pathname === '/');
  expect(await page.evaluate("sessionStorage.getItem('tollgate.said')")).toContain('We are deleting your organization');
  await page.goto(`${portal.site.origin}/app`);
  await button(page, 'Sign out').waitFor();
  expect(await page.evaluate("localStorage.getItem('tollgate.signedIn')")).toBe('yes');
});
