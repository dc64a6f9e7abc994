import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { followMailedLink, signUpInBrowser, visitorOf } from '../support/browser-person.ts';
import { freshEmail, local } from '../support/client.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const inDialog = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true });
const shows = (page: Page, organization: string) => page.locator('.lead', { hasText: organization }).waitFor();
const member = (page: Page, email: string) => page.locator('#members li', { hasText: email });

/** A tab of a new browser, in which the person has signed up. */
async function signedUp(email: string, organization: string): Promise<Page> {
  const page = await (await visitorOf(browser)).newPage();
  await signUpInBrowser(page, email, organization);
  return page;
}

/** Opens another organization of the person. */
async function switchTo(page: Page, organization: string): Promise<void> {
  await page.locator('.organization-switch').click();
  await button(page, `Open ${organization}`).click();
  await shows(page, organization);
}

async function invite(page: Page, email: string, role: string): Promise<void> {
  await page.goto('/app/team');
  await button(page, 'Invite member').click();
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByLabel(role, { exact: false }).first().check();
  await button(page, 'Send invitation').click();
}

/** The page of the newest invitation that was mailed to an address. */
async function invitationOf(email: string): Promise<string> {
  await local.advance(0);
  const links = (await local.mail()).filter(({ to }) => to === email).flatMap(({ links }) => links);
  const address = links.map((link) => new URL(link)).find(({ pathname }) => pathname === '/invitation');
  if (!address) throw new Error(`No invitation was mailed to ${email}`);
  return address.pathname + address.search;
}

test('a person with two organizations acts in both, hands one over, leaves it, and signs out', async () => {
  const [adaEmail, bobEmail] = [freshEmail('ada'), freshEmail('bob')];
  const ada = await signedUp(adaEmail, 'First Ltd');
  await ada.locator('.organization-switch').click();
  await button(ada, 'New organization').click();
  await ada.getByRole('textbox', { name: 'Organization' }).fill('Second Ltd');
  await button(ada, 'Create organization').click();
  await shows(ada, 'Second Ltd');
  await invite(ada, bobEmail, 'Developer');
  await member(ada, bobEmail).waitFor();

  await switchTo(ada, 'First Ltd');
  await ada.goto('/app/team');
  await member(ada, adaEmail).waitFor();
  expect(await member(ada, bobEmail).count()).toBe(0);
  await ada.goto('/app/settings');
  await ada.getByLabel('Legal name').fill('First Limited');
  await button(ada, 'Save details').click();
  await ada.getByText('Details saved.').waitFor();

  const bob = await signedUp(bobEmail, 'Bob Ltd');
  await bob.goto(await invitationOf(bobEmail));
  await bob.getByRole('heading', { name: 'Join Second Ltd', level: 1 }).waitFor();
  await bob.getByText(`${adaEmail} invited you`).waitFor();
  await button(bob, 'Accept invitation').click();
  await shows(bob, 'Second Ltd');
  await bob.goto('/app/team');
  await bob.getByText('Your role can’t change this. It needs: Owner or Admin.').first().waitFor();
  expect(await button(bob, 'Invite member').count()).toBe(0);
  expect(await button(bob, `Remove ${adaEmail}`).count()).toBe(0);
  await bob.goto('/app/keys');
  await button(bob, 'Create a key').waitFor();
  await bob.goto('/app/settings');
  await button(bob, 'Delete account').waitFor();
  expect(await button(bob, 'Delete organization').count()).toBe(0);
  await switchTo(bob, 'Bob Ltd');
  await bob.goto('/app/settings');
  await button(bob, 'Delete organization').waitFor();

  await switchTo(ada, 'Second Ltd');
  await ada.goto('/app/team');
  await button(ada, 'Transfer ownership').click();
  await ada.getByLabel('New owner').selectOption(bobEmail);
  await inDialog(ada, 'Transfer ownership').click();
  await button(ada, 'Leave').click();
  await ada.getByRole('heading', { name: 'Leave Second Ltd?' }).waitFor();
  await inDialog(ada, 'Leave organization').click();
  await shows(ada, 'First Ltd');
  await ada.goto('/app/settings');
  expect(await ada.getByLabel('Legal name').inputValue()).toBe('First Limited');

  await switchTo(bob, 'Second Ltd');
  await bob.goto('/app/team');
  await button(bob, 'Invite member').waitFor();
  expect(await member(bob, bobEmail).textContent()).toContain('Owner');
  expect(await member(bob, adaEmail).count()).toBe(0);
  await button(bob, 'Sign out').click();
  await bob.getByRole('link', { name: 'Sign in', exact: true }).waitFor();
  for (const page of [ada, bob]) await page.context().close();
});

test('a newcomer reads who invites before they sign in; a link in another tab confirms an absent owner', async () => {
  const [ownerEmail, newcomer] = [freshEmail('owner'), freshEmail('newcomer')];
  const owner = await signedUp(ownerEmail, 'Absent Ltd');
  await local.advance(16 * 60);
  await invite(owner, newcomer, 'Viewer');
  await inDialog(owner, 'Send link').click();
  await owner.getByText('A link is on its way').waitFor();
  const tab = await owner.context().newPage();
  await followMailedLink(tab, ownerEmail, '/sign-in/confirmed');
  await tab.getByRole('heading', { name: 'You’re confirmed' }).waitFor();
  await member(owner, newcomer).waitFor();
  expect(await owner.locator('dialog').count()).toBe(0);

  const page = await (await visitorOf(browser, { width: 390 })).newPage();
  await page.goto(await invitationOf(newcomer));
  await page.getByText('Absent Ltd invited you').waitFor();
  await page.getByLabel('Email').fill(newcomer);
  await button(page, 'Send link').click();
  await page.getByText('a link is on its way').waitFor();
  await followMailedLink(page, newcomer, '/invitation?*');
  await page.getByRole('heading', { name: 'Join Absent Ltd', level: 1 }).waitFor();
  expect(await page.locator('main .facts').textContent()).toContain('Viewer');
  await button(page, 'Accept invitation').click();
  await shows(page, 'Absent Ltd');
  await page.goto(await invitationOf(newcomer));
  await page.getByRole('heading', { name: 'This invitation no longer works' }).waitFor();
  for (const each of [owner, page]) await each.context().close();
});
