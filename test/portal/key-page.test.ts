/** The page of one key: its requests, its settings in their places, its rotation, and its states. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { lastDays } from '../../portal/src/keys/page/days.ts';
import { networksIn } from '../../portal/src/keys/page/networks.ts';
import { fieldLimits, listLimits } from '../../shared/http/field-limits.ts';
import { button, portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';

const portal = portalOfFile();
const settings = (page: Page) => page.locator('#settings');
const edit = (page: Page, name: string) => button(page, `Edit: ${name}`);

describe('the page of a key', () => {
  test('is reached from the list, and says its kind, start, state, last read and creator', async () => {
    const page = await portal.openSettled('/app/keys');
    await page.getByRole('link', { name: 'Nightly import' }).click();
    await page.waitForURL('**/app/keys/key_1');
    await page.getByRole('heading', { name: 'Nightly import', level: 1 }).waitFor();
    await expect.poll(() => page.locator('.lead').textContent()).toBe('Live tg_live_9fQ2… Works');
    await settings(page).getByText('6 Nov 2026, 08:30 UTC · buyer@example.com').waitFor();
    await settings(page).getByText('24 Nov 2026, 09:31 UTC · 203.0.113.7').waitFor();
  });

  test('counts served and refused requests of seven days or thirty, as the address says', async () => {
    const page = await portal.openSettled('/app/keys/key_1');
    const sums = page.locator('.key-sums');
    expect(await sums.textContent()).toBe('Served: 70Refused: 7');
    await page.getByLabel('30 days').check();
    await page.waitForURL('**/app/keys/key_1?days=30');
    await expect.poll(() => sums.textContent()).toBe('Served: 152Refused: 7');
    expect(await page.locator('.key-bars > span').count()).toBe(30);
  });

  test('leads from a reason to the requests refused for it, and shows the last of either kind', async () => {
    const page = await portal.openSettled('/app/keys/key_1');
    const why = page.locator('#days').getByRole('link', { name: 'A paid subscription is needed' });
    expect(await why.getAttribute('href')).toBe('/app/requests?key=key_1&reason=payment_required');
    const rows = page.locator('#requests tbody tr');
    expect(await rows.first().textContent()).toMatch(/Refused 402/);
    await page.locator('#requests').getByLabel('Served').check();
    await rows.first().getByText('100 used').waitFor();
    expect(page.url()).toMatch(/\/app\/keys\/key_1\?status=served$/);
    const all = page.getByRole('link', { name: 'All requests of this key' });
    expect(await all.getAttribute('href')).toBe('/app/requests?status=served&key=key_1');
    await expect.poll(() => page.locator('#try pre').textContent()).toContain('/data/posts?limit=3');
  });

  test('says of a test key that its reads are not counted, instead of counting none', async () => {
    portal.site.world.requests = [];
    const page = await portal.openSettled('/app/keys/key_2?status=served');
    await settings(page).getByText('Not counted for test keys').waitFor();
    expect(await page.getByText('Reads with a test key are free, and not counted here.').count()).toBe(2);
    expect(await page.getByText('Not in the last 30 days').count()).toBe(0);
  });

  test('changes each setting in its own place, and gives the focus back', async () => {
    const page = await portal.openSettled('/app/keys/key_1');
    await edit(page, 'Label').click();
    const label = settings(page).getByLabel('Label');
    expect(await label.getAttribute('maxlength')).toBe(String(fieldLimits.keyLabel));
    expect(await page.evaluate('document.activeElement.name')).toBe('label');
    await label.fill('استيراد');
    await button(page, 'Save').click();
    await page.getByRole('heading', { name: 'استيراد', level: 1 }).waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('Edit: Label');
    await edit(page, 'Datasets and APIs').click();
    await settings(page).getByRole('checkbox').first().uncheck();
    await button(page, 'Save').click();
    await settings(page).getByText('Everything in your plan').waitFor();
    await edit(page, 'Expires').click();
    await settings(page).getByLabel('Last day').fill('2035-02-28');
    await button(page, 'Save').click();
    await settings(page).getByText('28 Feb 2035, 23:59 UTC').waitFor();
    await edit(page, 'Expires').click();
    await settings(page).getByLabel('Last day').fill('');
    await button(page, 'Save').click();
    await settings(page).getByText('Never').waitFor();
    expect(portal.sent().map(([, , body]) => body)).toEqual([
      { label: 'استيراد' },
      { scopes: [] },
      { expiresAt: '2035-02-28T23:59:59.000Z' },
      { expiresAt: null },
    ]);
  });

  test('takes addresses one a line, names the one that the API refuses, and refuses more than the API takes', async () => {
    const page = await portal.openSettled('/app/keys/key_1');
    await edit(page, 'Allowed IP addresses').click();
    const field = settings(page).getByLabel('Allowed IP addresses');
    await field.fill('203.0.113.7\noffice');
    await button(page, 'Save').click();
    await settings(page).getByText('office/32 is not an address range.').waitFor();
    expect(await settings(page).locator('[role=alert] li').count()).toBe(0);
    await field.fill(Array.from({ length: listLimits.keyCidrs + 1 }, (_, at) => `203.0.113.${at}`).join(', '));
    await button(page, 'Save').click();
    await settings(page).getByText('Enter at most 20 ranges.').waitFor();
    expect(portal.callsTo('PATCH', '/v1/keys/key_1')).toHaveLength(1);
    await field.fill('203.0.113.7\n198.51.100.0/24');
    await button(page, 'Save').click();
    await settings(page).getByText('203.0.113.7/32').waitFor();
    expect(portal.site.world.keys[0]?.cidrs).toEqual(['203.0.113.7/32', '198.51.100.0/24']);
  });

  test('refuses a last day that has passed, before it asks the API', async () => {
    const page = await portal.openSettled('/app/keys/key_1');
    await edit(page, 'Expires').click();
    await settings(page).getByLabel('Last day').fill('2026-01-01');
    await button(page, 'Save').click();
    await settings(page).getByText('Choose today or a later day.').waitFor();
    expect(portal.sent()).toEqual([]);
  });
});

describe('rotating a key', () => {
  test('shows the new secret once, opens the page of the new key, and the old secret can be ended at once', async () => {
    const page = await portal.openSettled('/app/keys/key_1');
    await button(page, 'Rotate').click();
    await page.getByLabel('For 24 more hours').check();
    await button(page, 'Rotate key').click();
    const secret = await page.getByLabel('Your key', { exact: true }).inputValue();
    expect(secret).toMatch(/^tg_live_next/);
    await page.keyboard.press('Escape');
    await button(page, 'I have saved it').click();
    await page.waitForURL('**/app/keys/key_5');
    await page.getByText(/The secret before this one works until/).waitFor();
    expect(await page.content()).not.toContain(secret);
    expect(portal.sent()[0]).toEqual(['POST', '/v1/keys/key_1/rotate', { overlapSeconds: 86_400 }]);
    await page.goto(`${portal.site.origin}/app/keys/key_1`);
    await page.getByText('Being replaced').waitFor();
    expect(await edit(page, 'Expires').count()).toBe(0);
    expect(await button(page, 'Rotate').count()).toBe(0);
    await page.getByRole('link', { name: 'Open the new key' }).click();
    await page.waitForURL('**/app/keys/key_5');
    await button(page, 'End it now').click();
    await page.locator('dialog').getByText('Everything that still uses the old secret').waitFor();
    await page.locator('dialog').getByRole('button', { name: 'End it now' }).click();
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.getByText(/The secret before this one works until/).waitFor({ state: 'detached' });
    expect(portal.sent().at(-1)?.slice(0, 2)).toEqual(['DELETE', '/v1/keys/key_1']);
  });
});

describe('a key', () => {
  test('is revoked after a question, and its page then offers no act', async () => {
    const page = await portal.openSettled('/app/keys/key_1');
    await button(page, 'Revoke').click();
    await button(page, 'Revoke key').click();
    await page.locator('.lead').getByText('Revoked').waitFor();
    expect(await page.getByRole('button', { name: /Edit|Rotate|Revoke/ }).count()).toBe(0);
  });

  test('that an operator revoked says why; one that expired says so', async () => {
    Object.assign(portal.site.world.keys[2] ?? {}, { revokedBecause: 'Found in a public repository' });
    const page = await portal.openSettled('/app/keys/key_3');
    await page.getByText('Found in a public repository').waitFor();
    await page.goto(`${portal.site.origin}/app/keys/key_4`);
    await page.locator('.lead').getByText('Expired').waitFor();
  });

  test('says that nobody here has it, or that it cannot be read now, with another try', async () => {
    const page = await portal.openSettled('/app/keys/nobody');
    await page.getByText('This key doesn’t exist in your organization.').waitFor();
    portal.site.faults.set('GET /v1/keys/key_1', refuse('unavailable', 'The table did not answer.'));
    await page.goto(`${portal.site.origin}/app/keys/key_1`);
    await page.getByText('The table did not answer.').waitFor();
    portal.site.faults.clear();
    await button(page, 'Try again').click();
    await page.getByRole('heading', { name: 'Nightly import', level: 1 }).waitFor();
  });

  test('is only looked at by a viewer, who reads which roles may change it', async () => {
    if (portal.site.world.account) portal.site.world.account.role = 'viewer';
    const page = await portal.openSettled('/app/keys/key_1');
    await settings(page).getByText('Your role can’t change this.').waitFor();
    expect(await page.getByRole('button', { name: /Edit|Rotate|Revoke/ }).count()).toBe(0);
  });
});

test('an address alone is a range of one, and the days of a key have no gap', () => {
  expect(networksIn(' 203.0.113.7,\n2001:db8::7  10.0.0.0/8 ')).toEqual([
    '203.0.113.7/32',
    '2001:db8::7/128',
    '10.0.0.0/8',
  ]);
  const day = { day: '2026-11-23', units: 5, requests: 2, refused: 1 };
  const days = lastDays([day], 3, new Date('2026-11-24T00:30:00.000Z'));
  expect(days.map(({ day: each, requests }) => [each, requests])).toEqual([
    ['2026-11-22', 0],
    ['2026-11-23', 2],
    ['2026-11-24', 0],
  ]);
});
