import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { followMailedLink, signUpInBrowser, visitorOf } from '../support/browser-person.ts';
import { cards, freshEmail, local, mailedToken, read } from '../support/client.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const visitor = (options?: Parameters<typeof visitorOf>[1]) => visitorOf(browser, options);

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });

async function payOnHostedPage(page: Page, card: string): Promise<void> {
  await page.locator('input[name=card]').fill(card);
  await page.locator('input[name=name]').fill('Ada Browser');
  await page.locator('[name=country]').evaluate((field, value) => {
    (field as unknown as { value: string }).value = value;
  }, 'US');
  await page.locator('input[name=postal_code]').fill('10001');
  await page.locator('form button').first().click();
}

/** A picture of one point, as PNG. */
const onePoint = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const isDrawn = (picture: Locator) =>
  picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth > 0);

/** The rules of WCAG 2.2 AA that the page breaks, as far as a program can tell. */
async function barriers(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.map(({ id }) => id);
}

async function acceptAllLicences(page: Page): Promise<void> {
  await button(page, /^Read and accept/)
    .first()
    .click();
  await page.getByLabel('Your name').fill('Ada Browser');
  await page.getByLabel('Your role').fill('Engineer');
  for (const consent of await page.getByLabel(/^I have read/).all()) await consent.check();
  await button(page, 'Accept').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function createKeyInBrowser(page: Page): Promise<string> {
  await button(page, 'Create a key').click();
  await page.getByLabel('Label').fill('browser');
  await page.getByLabel('Live', { exact: false }).first().check();
  await button(page, 'Create key').click();
  const secret = await page.getByRole('textbox', { name: 'Your key' }).inputValue();
  await button(page, 'I have saved it').click();
  return secret;
}

/** Refuses an address, rotates the key and ends the old secret, on the page of the key; the trail then has all of it. Answers the new secret. */
async function manageKeyInBrowser(page: Page, old: string): Promise<string> {
  await page.goto('/app/keys');
  await page.locator('#keys li').getByRole('link', { name: 'browser' }).click();
  await page.locator('.lead').getByText('Works').waitFor();
  await button(page, 'Edit: Allowed IP addresses').click();
  await page.locator('#settings textarea').fill('office');
  await button(page, 'Save').click();
  await page.getByText('office/32 is not an address range.').waitFor();
  await button(page, 'Cancel').click();
  await button(page, 'Rotate').click();
  await button(page, 'Rotate key').click();
  const secret = await page.getByRole('textbox', { name: 'Your key' }).inputValue();
  await button(page, 'I have saved it').click();
  await page.getByText(/The secret before this one works until/).waitFor();
  for (const each of [old, secret]) expect((await read('/data/films?limit=1', each)).status).toBe(200);
  await button(page, 'End it now').click();
  await page.getByRole('dialog').getByRole('button', { name: 'End it now' }).click();
  await page.getByText(/The secret before this one works until/).waitFor({ state: 'detached' });
  await expect.poll(async () => (await read('/data/films?limit=1', old)).status, { timeout: 15_000 }).toBe(401);
  await page.goto('/app/activity?kind=key');
  const acts = page.locator('#activity tbody th');
  await expect.poll(() => acts.allTextContents()).toEqual(['Key revoked', 'Key rotated', 'Key created']);
  expect(await barriers(page)).toEqual([]);
  return secret;
}

test('a buyer does the whole story in the portal: plan, 3-D Secure, licences, key, usage, end', async () => {
  const context = await visitor();
  const page = await context.newPage();
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(error.message));
  const email = freshEmail('chromium');

  await signUpInBrowser(page, email);
  await page.goto('/app/plans');
  await button(page, /\$100/).first().click();
  await page.waitForURL(/127\.0\.0\.1|localhost:(?!.*\/app)/);
  await payOnHostedPage(page, cards.threeDSecure);
  await page.locator('[name=result]').first().waitFor({ state: 'attached' });
  await page.locator('button[value=complete], form button').first().click();
  await page.waitForURL('**/app?checkout=success&session=*');
  await local.advance(0);
  await page.getByText('Payment confirmed').waitFor();

  await page.goto('/app/licences');
  await acceptAllLicences(page);
  await page.goto('/app/keys');
  const secret = await createKeyInBrowser(page);
  expect(secret).toMatch(/^tg_live_/);
  await expect.poll(() => page.locator('#try pre, pre').first().textContent()).toContain(secret);
  expect((await read('/data/films?limit=42', secret)).status).toBe(200);
  await local.advance(0);

  await page.reload();
  await page.getByRole('heading', { name: 'Keys', level: 1 }).waitFor();
  expect(await page.content()).not.toContain(secret);
  await page.goto('/app/usage');
  await page.getByText('42', { exact: false }).first().waitFor();
  expect(await page.content()).not.toContain(secret);
  expect(await barriers(page)).toEqual([]);

  const next = await manageKeyInBrowser(page, secret);
  expect(await page.content()).not.toContain(next);

  await page.goto('/app/billing');
  await button(page, /^Cancel Basic/).click();
  await button(page, 'Cancel subscription').click();
  await page.getByText(/is not renewed/).waitFor();
  await button(page, /^Resume Basic/).click();
  await button(page, 'Resume the subscription').click();
  await page.getByText(/Renews on/).waitFor();

  await button(page, 'Payment methods and invoices').click();
  await page.waitForURL(/127\.0\.0\.1/);
  expect(await page.content()).toContain('Basic');
  expect(failures).toEqual([]);
  await context.close();
});

test('a passkey made on the dashboard signs in again, and a scanner that opens the mailed link burns nothing', async () => {
  const context = await visitor({ width: 390 });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const email = freshEmail('passkey');
  await page.goto('/sign-up');
  await page.locator('main input[type=email]').fill(email);
  await page.locator('main form input:not([type=email])').fill('Passkey Ltd');
  await page.locator('main form button').click();
  await page.getByText(email).first().waitFor();
  const scanner = await (await visitor()).newPage();
  await scanner.goto(`/sign-in/link?token=${await mailedToken(email)}`);
  await scanner.getByText(email).first().waitFor();
  await scanner.context().close();
  await followMailedLink(page, email);

  await page.goto('/app/settings');
  await button(page, 'Add passkey').click();
  await page.getByLabel('Device name').fill('Test laptop');
  await button(page, 'Create passkey').click();
  await page.getByText('Test laptop').waitFor();
  await button(page, 'Sign out').click();
  await page.waitForURL(({ pathname }) => pathname === '/');
  await page.goto('/sign-in');
  await button(page, 'Sign in with a passkey').click();
  await page.waitForURL('**/app');
  await page.goto('/app/settings');
  await page.getByText('Test laptop').waitFor();
  await context.close();
});

test('the operator approves a badge in the console, and its public page says verified', async () => {
  const holder = await visitor();
  const page = await holder.newPage();
  const handle = `browser_${process.pid}`;
  await signUpInBrowser(page, freshEmail('badge'));
  await page.goto('/app/badges');
  await button(page, 'Apply for a badge').click();
  await page.getByLabel('Name as shown').fill('Browser Person');
  await page.getByLabel('Handle').fill(handle);
  await page.getByLabel('Website').fill('https://person.example');
  await page.getByLabel('Picture').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: onePoint });
  await button(page, 'Apply').click();
  await button(page, /\$8/).first().click();
  await page.waitForURL(/127\.0\.0\.1/);
  await payOnHostedPage(page, cards.good);
  await page.waitForURL('**/app?checkout=success&session=*');
  await local.advance(0);

  const console = await visitor({ locale: 'ar' });
  const operator = await console.newPage();
  await operator.goto('/sign-in');
  await operator.locator('main input[type=email]').fill('operator@example.com');
  await operator.locator('main form button').first().click();
  await operator.getByText('operator@example.com').first().waitFor();
  await followMailedLink(operator, 'operator@example.com');
  await operator.goto('/console/badges');
  await operator.locator('html[dir=rtl]').waitFor({ state: 'attached' });
  const application = operator
    .locator('li, article')
    .filter({ hasText: `@${handle}` })
    .first();
  await application.waitFor();
  await expect.poll(() => isDrawn(application.locator('img'))).toBe(true);
  await application.getByRole('button', { name: /^الموافقة/ }).click();
  await operator.getByRole('dialog').getByRole('textbox').fill('تحققنا من الموقع.');
  await operator.getByRole('dialog').getByRole('button', { name: 'موافقة', exact: true }).click();
  await expect.poll(async () => (await page.request.get(`/badges/${handle}.json`)).status()).toBe(200);
  const shown = await page.goto(`/badges/${handle}`);
  expect(shown?.status()).toBe(200);
  expect(await page.locator('h1').textContent()).toBe('Browser Person');
  await page.getByText('verified', { exact: true }).first().waitFor();

  for (const path of [`/badges/${handle}`, `/badges/check?url=${handle}`, '/badges?lang=ar']) {
    await page.goto(path);
    expect(await barriers(page), path).toEqual([]);
  }

  await page.goto(`/app/badges/${handle}`);
  for (const picture of ['#embed img', '#profile img']) {
    await expect.poll(() => isDrawn(page.locator(picture))).toBe(true);
  }
  const credential = await page.locator('#credential a').first().getAttribute('href');
  expect((await page.request.get(credential ?? '')).status()).toBe(200);
  await holder.close();
  await console.close();
});
