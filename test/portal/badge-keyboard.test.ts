import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { button, portalOfFile } from './portal-file.ts';
import { onePoint } from './stub-badges.ts';

const portal = portalOfFile();

const open = portal.openSettled;

const focused = (page: Page) =>
  page.evaluate<string>(
    '(({ id, name, ariaLabel, textContent }) => id || name || ariaLabel || textContent)(document.activeElement)',
  );
const gone = (page: Page) => page.locator('dialog').waitFor({ state: 'detached' });

test('Tab reaches the parts of a badge’s page in reading order', async () => {
  const page = await open('/app/badges/brandwatch');
  await page.locator('main a').first().focus();
  const reached: string[] = [];
  for (let step = 0; step < 60 && reached.at(-1) !== 'profile'; step += 1) {
    await page.keyboard.press('Tab');
    const part = await page.evaluate<string>("document.activeElement.closest('section[id]')?.id ?? ''");
    if (part && part !== reached.at(-1)) reached.push(part);
  }
  expect(reached).toEqual(['domain', 'affiliates', 'embed', 'credential', 'profile']);
});

test.each([
  ['/app/badges/brandwatch', 'Edit profile', 'displayName'],
  ['/app/badges/brandwatch', 'Change handle', 'handle'],
  ['/app/badges/brandwatch', 'Invite affiliate', 'email'],
  ['/app/badges/acme', 'Appeal', 'text'],
  ['/app/badges', 'Accept: The Daily', 'displayName'],
  ['/console/badges', 'Refuse The Newsroom', 'reason'],
])('on %s the dialog “%s” opens by keyboard in its first field, and Escape leads back', async (path, name, field) => {
  const page = await open(path);
  await button(page, name).focus();
  const opener = await focused(page);
  await page.keyboard.press('Enter');
  await page.locator('dialog').waitFor();
  expect(await page.evaluate('document.activeElement.name')).toBe(field);
  await page.keyboard.press('Escape');
  await gone(page);
  expect(await focused(page)).toBe(opener);
});

test('when the pressed button has gone, the heading of its section gets the focus', async () => {
  const page = await open('/app/badges/brandwatch');
  await button(page, /^Confirm/).click();
  await page.locator('dialog').getByRole('button', { name: 'Confirm', exact: true }).click();
  await gone(page);
  expect(await focused(page)).toBe('affiliates-title');
  await page.goto(`${portal.site.origin}/app/badges/daily_mirror`);
  await settled(page);
  await button(page, 'Answer').click();
  await button(page, 'Send answer').click();
  await gone(page);
  expect(await focused(page)).toBe('standing-title');
  await page.goto(`${portal.site.origin}/console/badges`);
  await settled(page);
  await button(page, 'Approve The Newsroom').click();
  await page.getByLabel('Reason').fill('It matches.');
  await button(page, 'Approve').last().click();
  await gone(page);
  expect(await focused(page)).toBe('badge-queue-title');
});

test('a removed picture can be restored, and the focus is never lost', async () => {
  const page = await open('/app/badges/brandwatch');
  await button(page, 'Edit profile').click();
  await button(page, 'Remove picture').press('Enter');
  expect(await focused(page)).toBe('Undo');
  await button(page, 'Undo').press('Enter');
  await button(page, 'Remove picture').waitFor();
  await page.keyboard.press('Escape');
  await gone(page);
  await page.goto(`${portal.site.origin}/app/badges/acme`);
  await settled(page);
  await button(page, 'Edit profile').click();
  await page.getByLabel('Picture').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: onePoint });
  await button(page, 'Undo').press('Enter');
  await button(page, 'Undo').waitFor({ state: 'detached' });
  expect(await page.evaluate('document.activeElement.name')).toBe('picture');
});
