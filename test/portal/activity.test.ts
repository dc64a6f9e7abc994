/** The organization's own trail: its filters in the address, its lines in words, their things, and the file. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { activityPath, kinds, wantedIn } from '../../portal/src/activity/activity-address.ts';
import { knownAction } from '../../portal/src/trail/actions.ts';
import { factsOf } from '../../portal/src/trail/facts.ts';
import { placeOf } from '../../portal/src/trail/trail-place.ts';
import { button, portalOfFile } from './portal-file.ts';

const portal = portalOfFile();
const rows = (page: Page) => page.locator('#activity tbody tr');

test('the activity of an organization says each change in words, and leads to its thing', async () => {
  const page = await portal.openSettled('/app/activity');
  const texts = await rows(page).allTextContents();
  expect(texts[0]).toBe('Key changed24 Nov 2026, 10:50 UTCbuyer@example.comChanged: label · IP addresses');
  expect(texts[3]).toBe('Member’s role changed23 Nov 2026, 09:00 UTCمريم@example.comFrom: ViewerTo: Developer');
  expect(texts[4]).toBe(
    'Key created6 Nov 2026, 08:30 UTCbuyer@example.comLabel: Nightly importKind: LiveApp: Default app',
  );
  expect(texts[5]).toBe('Spend cap set5 Nov 2026, 08:30 UTCbuyer@example.comCap: $250');
  await button(page, 'Show more').click();
  await rows(page).getByText('Amount: $12.50').waitFor();
  expect(await rows(page).last().textContent()).toBe('something.newer1 Nov 2026, 09:00 UTCAutomatic–');
  await rows(page).first().getByRole('link').click();
  await page.waitForURL('**/app/keys/key_1');
});

test('its filters go into the address, which opens the same lines again', async () => {
  const page = await portal.openSettled('/app/activity');
  await page.getByLabel('About').selectOption('Keys');
  await page.getByLabel('Key', { exact: true }).selectOption('Nightly import');
  await page.getByLabel('By', { exact: true }).selectOption('buyer@example.com');
  await page.getByLabel('Until').fill('2026-11-20');
  await page.waitForURL('**/app/activity?kind=key&key=key_1&actor=buyer%40example.com&until=2026-11-20');
  await page.reload();
  await expect.poll(() => rows(page).allTextContents()).toEqual([expect.stringContaining('Key created')]);
  const asked = portal.callsTo('GET', '/v1/events').at(-1);
  expect(`${asked?.query}`).toBe('kind=key&key=key_1&actor=buyer%40example.com&to=2026-11-21');
  await page.getByLabel('About').selectOption('Webhooks');
  await page.getByText('No line matches these filters.').waitFor();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await rows(page).nth(5).waitFor();
});

test('it is saved as the file that the API writes, narrowed as the page is', async () => {
  const page = await portal.openSettled('/app/activity?kind=key');
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Save as CSV').click()]);
  expect(download.suggestedFilename()).toBe('activity.csv');
  const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
  expect(lines.map((line) => line.split(',')[1])).toEqual(['action', 'key.changed', 'key.created']);
});

test('the page of a key leads to its own changes', async () => {
  const page = await portal.openSettled('/app/keys/key_1');
  await page.getByRole('link', { name: 'Changes of this key' }).click();
  await page.waitForURL('**/app/activity?key=key_1');
  await expect.poll(() => rows(page).count()).toBe(2);
});

test('an address with a kind or a day that is none opens all lines', () => {
  const pathOf = (search: string) => activityPath(wantedIn(new URLSearchParams(search)));
  expect(pathOf('kind=nothing&from=yesterday&until=2026-13-01')).toBe('/v1/events');
  expect(pathOf('kind=key&from=2026-11-01&until=2026-11-01')).toBe('/v1/events?kind=key&from=2026-11-01&to=2026-11-02');
});

test('each kind to choose is one of some act, and each act of a kind has a page', () => {
  for (const kind of kinds) {
    const act = [
      'created',
      'added',
      'set',
      'applied',
      'accepted',
      'declared',
      'ordered',
      'invited',
      'started',
      'resumed',
    ]
      .map((verb) => `${kind}.${verb}`)
      .find((action) => knownAction(action) !== undefined);
    expect(act, kind).toBeDefined();
    expect(placeOf({ action: act ?? '', detail: {} }), kind).toMatch(/^\/app\//);
  }
  expect(placeOf({ action: 'key.rotated', detail: { key: 'key_1', next: 'key_2' } })).toBe('/app/keys/key_2');
  expect(placeOf({ action: 'badge.approved', detail: { handle: 'a/b' } })).toBe('/app/badges/a%2Fb');
  expect(placeOf({ action: 'something.newer', detail: { key: 'key_1' } })).toBeUndefined();
});

test('a detail that is no amount, day or role is shown as it is', () => {
  expect(factsOf({ cap: 'none', from: '2026-11-01', to: 'chief', app: '', amountMinor: '5', currency: 'usd' })).toEqual(
    [
      { name: 'amount', as: 'money', amountMinor: 5, currency: 'usd' },
      { name: 'cap', as: 'code', value: 'none' },
      { name: 'from', as: 'day', value: '2026-11-01' },
      { name: 'to', as: 'text', value: 'chief' },
    ],
  );
});
