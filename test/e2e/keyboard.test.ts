/** Whole journeys without a pointer, on the real functions. Each stop of the focus that is used can be seen. */

import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { visitorOf } from '../support/browser-person.ts';
import { acceptLicences, buy, cards, freshEmail, local, mailedToken, newKey, post, signUp } from '../support/client.ts';
import { enter, tick, typeInto } from '../support/keyboard.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const search = (page: Page) => page.getByRole('combobox', { name: /^Name, address, key/ });

/** The page of Stripe's checkout is not ours, so it is filled in without a count of its stops. */
async function payOnHostedPage(page: Page): Promise<void> {
  await page.locator('input[name=card]').fill(cards.good);
  await page.locator('input[name=name]').fill('Ada Keys');
  await page.locator('input[name=postal_code]').fill('10001');
  await page.locator('form button').first().click();
  await page.waitForURL('**/app?checkout=success&session=*');
}

async function signUpWithKeys(page: Page): Promise<void> {
  const email = freshEmail('keyboard');
  await page.goto('/sign-up');
  await typeInto(page, page.locator('main input[type=email]'), email);
  await typeInto(page, page.locator('main form input:not([type=email])'), 'Keyboard Ltd');
  await page.keyboard.press('Enter');
  await page.getByText(email).first().waitFor();
  await page.goto(`/sign-in/link?token=${await mailedToken(email)}`);
  await enter(page, button(page, /^Sign in as/));
}

async function readFirstRecord(page: Page): Promise<void> {
  await enter(page, link(page, 'Create your first key'));
  await typeInto(page, page.getByLabel('Your name'), 'Ada Keys');
  await typeInto(page, page.getByLabel('Your role'), 'CTO');
  for (const consent of await page.getByLabel(/^I have read/).all()) await tick(page, consent);
  await enter(page, button(page, 'Accept and create key'));
  await enter(page, button(page, 'Read 3 records'));
  await page.getByText('3 records read.').waitFor();
  await enter(page, button(page, 'I have saved it'));
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('a buyer signs up, reads a first record, buys a plan and revokes the key', async () => {
  const context = await visitorOf(browser);
  const page = await context.newPage();
  await signUpWithKeys(page);
  await readFirstRecord(page);

  await enter(page, link(page, 'Billing'));
  await enter(page, page.getByRole('main').getByRole('link', { name: /plan/i }));
  await enter(page, button(page, /\$100/));
  await payOnHostedPage(page);
  await local.advance(0);
  await page.getByText('Payment confirmed').waitFor();

  await enter(page, link(page, 'Keys'));
  await enter(page, button(page, /^Revoke/));
  await enter(page, page.getByRole('dialog').getByRole('button', { name: 'Revoke key' }));
  await page.getByText('Revoked').first().waitFor();
  await context.close();
});

test('an operator finds a key’s refusal, refunds an invoice, and approves a badge', async () => {
  const name = `Keystone${process.pid}`;
  const handle = `keystone_${process.pid}`;
  const buyer = await signUp(freshEmail('keystone'), name);
  await acceptLicences(buyer);
  await buyer.send('POST', '/v1/badges', { kind: 'person', handle, displayName: name, url: 'https://keys.example' });
  await buy(buyer, 'verified');
  await buy(buyer, 'basic');
  const { start } = await newKey(buyer);
  await local.advance(0);

  const context = await visitorOf(browser);
  await post('/v1/login', { email: 'operator@example.com' });
  await context.request.post('/v1/session', { data: { token: await mailedToken('operator@example.com') } });
  await context.addInitScript("localStorage.setItem('tollgate.signedIn', 'yes')");
  const page = await context.newPage();
  await page.clock.setSystemTime((await local.status()).now);
  await page.goto('/console');
  await search(page).waitFor();
  await page.keyboard.type(start);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/console/keys/*');
  await page.getByText('A request with this key').first().waitFor();

  await page.keyboard.press('Control+K');
  await search(page).waitFor();
  await page.keyboard.type(`${name} refund: Charged twice`);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await enter(page, dialog.getByRole('button', { name: /^Refund \$/ }));
  await dialog.waitFor({ state: 'detached' });

  await enter(page, link(page, 'Badges'));
  const card = page.locator('.badge-application', { hasText: handle });
  await enter(page, card.getByRole('button', { name: /Approve/ }));
  await typeInto(page, dialog.getByRole('textbox'), 'Known to us');
  await page.keyboard.press('Enter');
  await card.waitFor({ state: 'detached' });
  await context.close();
});
