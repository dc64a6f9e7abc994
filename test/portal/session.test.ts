import type { Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { withAuthenticator } from './authenticator.ts';
import { button, portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';
import { busyWorld, freshWorld } from './stub-world.ts';

const portal = portalOfFile();

const { callsTo } = portal;

test('opening a sign-in link does not use it up; its button does, once', async () => {
  portal.site.world.account = null;
  const page = await portal.open('/sign-in/link?token=good', { signedIn: false });
  await button(page, 'Sign in as buyer@example.com').waitFor();
  await page.reload();
  await button(page, 'Sign in as buyer@example.com').click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  expect(callsTo('POST', '/v1/session')).toHaveLength(1);

  await page.goto(`${portal.site.origin}/sign-in/link?token=good`);
  await page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
  await page.getByRole('link', { name: 'Get a new link' }).waitFor();
});

test('a purchase survives sign-up: the price chosen before is offered after it', async () => {
  portal.site.world = freshWorld();
  portal.site.world.account = null;
  const page = await portal.open('/app/plans', { signedIn: false });
  await page.getByRole('link', { name: 'Get Basic for $100 per month' }).click();
  await page.getByRole('heading', { name: 'Create an account', level: 1 }).waitFor();
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Create an account');
  expect(await page.title()).toBe('Create an account · Parley Data');
  await page.getByLabel('Email').fill('buyer@example.com');
  await page.getByLabel('Organization').fill('Brand Watch Ltd');
  await button(page, 'Send link').click();
  await page.getByText('a link is on its way').waitFor();
  await page.goto(`${portal.site.origin}/sign-in/link?token=good`);
  await button(page, /Sign in as/).click();
  await page.getByText('You chose Basic').waitFor();
  await button(page, 'Get Basic for $100 per month').click();
  await page.waitForURL('**/elsewhere/checkout/basic_monthly');
  expect(callsTo('POST', '/v1/checkout')).toHaveLength(1);
});

const ended = 'Your session has ended';

test('a session that ended leads to sign-in, which says so', async () => {
  const page = await portal.open('/app/keys');
  await button(page, 'Revoke Nightly import').click();
  portal.site.world.account = null;
  await button(page, 'Revoke key').click();
  await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  await page.getByText(ended).waitFor();
});

test('a form that was sent when the session had ended is filled again after sign-in, once, without its consents', async () => {
  const page = await portal.open('/app/keys');
  await button(page, 'Create a key').click();
  await page.getByLabel('Your name').fill('Dana Haddad');
  await page.getByLabel('Your role').fill('Head of Data');
  await page.getByLabel(/^I have read/).check();
  await page.getByLabel('Label').fill('Build server');
  await page.locator('dialog input[value=live]').check();
  portal.site.world.account = null;
  await button(page, 'Accept and create key').click();
  await page.getByText(ended).waitFor();

  await page.goto(`${portal.site.origin}/sign-in/link?token=good`);
  await button(page, /Sign in as/).click();
  await page.getByRole('link', { name: 'Keys', exact: true }).click();
  await button(page, 'Create a key').click();
  await expect.poll(() => page.getByLabel('Label').inputValue()).toBe('Build server');
  expect(await page.getByLabel('Your name').inputValue()).toBe('Dana Haddad');
  expect(await page.locator('dialog input[value=live]').isChecked()).toBe(true);
  expect(await page.getByLabel(/^I have read/).isChecked()).toBe(false);
  await page.keyboard.press('Escape');
  await button(page, 'Create a key').click();
  await page.getByLabel('Label').waitFor();
  expect(await page.getByLabel('Label').inputValue()).toBe('');
});

test('a form that was not sent yet keeps its texts when the session ends under it', async () => {
  const page = await portal.open('/app/keys');
  await button(page, 'Create a key').click();
  await page.getByLabel('Label').fill('Build server');
  portal.site.world.account = null;
  await page.evaluate('Date.now = ((now) => () => now() + 60_000)(Date.now)');
  await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
  await page.getByText(ended).waitFor();

  await page.goto(`${portal.site.origin}/sign-in/link?token=good`);
  await button(page, /Sign in as/).click();
  await page.getByRole('link', { name: 'Keys', exact: true }).click();
  await button(page, 'Create a key').click();
  await expect.poll(() => page.getByLabel('Label').inputValue()).toBe('Build server');
});

test('a half-filled form survives a reload, and is empty again once it was closed', async () => {
  const page = await portal.open('/app/keys');
  await button(page, 'Create a key').click();
  await page.getByLabel('Label').fill('Build server');
  await page.reload();
  await button(page, 'Create a key').click();
  await expect.poll(() => page.getByLabel('Label').inputValue()).toBe('Build server');
  await page.keyboard.press('Escape');
  await page.reload();
  await button(page, 'Create a key').click();
  await page.getByLabel('Label').waitFor();
  expect(await page.getByLabel('Label').inputValue()).toBe('');
});

test('a draft is its writer’s: another person who signs in in the same tab finds an empty form', async () => {
  const page = await portal.open('/app/keys');
  await button(page, 'Create a key').click();
  await page.getByLabel('Your name').fill('Dana Haddad');
  await page.getByLabel('Your role').fill('Head of Data');
  await page.getByLabel(/^I have read/).check();
  await page.getByLabel('Label').fill('Build server');
  portal.site.world.account = null;
  await button(page, 'Accept and create key').click();
  await page.getByText(ended).waitFor();

  const { account } = busyWorld();
  portal.site.world.account = account && { ...account, email: 'other@example.com' };
  await page.goto(`${portal.site.origin}/app/keys`);
  await button(page, 'Create a key').click();
  await page.getByLabel('Label').waitFor();
  expect(await page.getByLabel('Label').inputValue()).toBe('');
});

test('a link with a hash survives sign-in and the mail, also in another browser', async () => {
  portal.site.world.account = null;
  const page = await portal.open('/app#passkeys');
  await page.getByText(ended).waitFor();
  await page.getByLabel('Email').fill('buyer@example.com');
  await button(page, 'Send link').click();
  await page.getByText('a link is on its way').waitFor();
  expect(callsTo('POST', '/v1/login')[0]?.body).toEqual({
    email: 'buyer@example.com',
    returnTo: '/app/settings#passkeys',
  });
  const elsewhere = await portal.open('/sign-in/link?token=good', { signedIn: false });
  await button(elsewhere, /Sign in as/).click();
  await elsewhere.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  expect(new URL(elsewhere.url()).hash).toBe('#passkeys');
  await expect.poll(() => elsewhere.evaluate('document.activeElement.id')).toBe('passkeys-title');
});

test('a visitor who never signed in, or signed out here, sees no message about an ended session', async () => {
  portal.site.world.account = null;
  const stranger = await portal.open('/app', { signedIn: false });
  await stranger.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
  expect(await stranger.getByText(ended).count()).toBe(0);
});

test('signing out everywhere needs one confirmation, and leaves the account', async () => {
  const page = await portal.open('/app/settings');
  await button(page, 'Sign out everywhere').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  expect(callsTo('DELETE', '/v1/sessions')).toHaveLength(1);
});

test('an operator adds the first passkey with a one-time code, and the next once a passkey has confirmed it', async () => {
  portal.site.world.passkeys = [];
  portal.site.world.account = { ...portal.site.world.accountBehindSignIn, operatorStep: 'enrol_passkey' };
  const page = await portal.open('/app/settings');
  await withAuthenticator(page);
  await button(page, 'Add passkey').click();
  await page.getByLabel('One-time code').fill('WRONG-CODE1');
  await page.getByLabel('Device name').fill('Work laptop');
  await button(page, 'Create passkey').click();
  await page.getByText('An operator’s first passkey needs a one-time code').waitFor();
  await page.getByLabel('One-time code').fill('GOOD1-CODE1');
  await button(page, 'Create passkey').click();
  await page.locator('#passkeys').getByText('opens the console').waitFor();

  await button(page, 'Add passkey').click();
  await button(page, 'Confirm with a passkey').click();
  await page.getByLabel('Device name').fill('Phone');
  await button(page, 'Create passkey').click();
  expect(callsTo('POST', '/v1/passkeys/presence')).toHaveLength(1);
  await expect.poll(() => callsTo('POST', '/v1/passkeys/options').at(-1)?.body).toMatchObject({ assertion: {} });
  await page.context().close();
});

test('the chosen language is remembered, sets the page’s direction and goes with every call', async () => {
  const page = await portal.open('/app/plans');
  await page.getByText('Brand conversations').first().waitFor();
  await button(page, 'العربية').click();
  await page.getByRole('heading', { name: 'اختر باقتك', level: 1 }).waitFor();
  portal.site.calls.length = 0;
  await page.reload();
  await page.getByRole('heading', { name: 'اختر باقتك', level: 1 }).waitFor();
  await page.getByText('Brand conversations').first().waitFor();
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  expect(callsTo('GET', '/v1/catalog')[0]?.headers['accept-language']).toBe('ar');
});

test('a passkey that was added here signs in', async () => {
  const page = await portal.open('/app/settings');
  await withAuthenticator(page);
  await button(page, 'Add passkey').click();
  await page.getByLabel('Device name').fill('Test laptop');
  await button(page, 'Create passkey').click();
  await page.locator('#passkeys').getByText('Test laptop').waitFor();
  await button(page, 'Sign out').click();
  await page.getByRole('link', { name: 'Sign in', exact: true }).click();
  await button(page, 'Sign in with a passkey').waitFor();

  // A check of the former session is still in flight, and is answered after the new session began.
  await page.evaluate("localStorage.setItem('tollgate.signedIn', 'yes')");
  const [asked, over] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { status, body } = refuse('session_missing', 'Sign in first.');
  const answerLate = async (route: Route) => {
    asked.resolve();
    await over.promise;
    await route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(body) });
  };
  await page.route('**/v1/account', answerLate, { times: 1 });
  await page.reload();
  await asked.promise;
  await button(page, 'Sign in with a passkey').click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  const answered = page.waitForResponse((response) => response.status() === status);
  over.resolve();
  await answered;
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
  expect(await page.evaluate("localStorage.getItem('tollgate.signedIn')")).toBe('yes');
  await page.context().close();
});
