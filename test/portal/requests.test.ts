/** The log of requests: its filters in the address, its pages, and the page of one. */
import type { Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { curlOf } from '../../portal/src/requests/curl-of.ts';
import { logPath, wantedIn } from '../../portal/src/requests/log-address.ts';
import { reasons } from '../../portal/src/requests/reasons.ts';
import type { DenialReason } from '../../shared/domain/access/denial.ts';
import { type Portal, startPortal } from './portal-browser.ts';
import { busyWorld } from './stub-world.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
beforeEach(() => {
  portal.site.world = busyWorld();
  portal.site.faults.clear();
  portal.site.calls.length = 0;
});
afterEach(() => portal.clear());

const rows = (page: Page) => page.locator('#requests tbody tr');
const asked = () => portal.site.calls.filter(({ path }) => path === '/v1/requests').map(({ query }) => `${query}`);
const now = new Date('2026-11-24T12:00:00.000Z');
const pathOf = (search: string) => logPath(wantedIn(new URLSearchParams(search)), now);

test('the log opens with refused requests, each with its reason, key and count, and reads the next page on demand', async () => {
  const page = await portal.open('/app/requests');
  await rows(page).first().waitFor();
  expect(await rows(page).first().textContent()).toMatch(
    /GET \/data\/posts\?brand=Havnora[\s\S]*7 requests[\s\S]*Refused 402[\s\S]*A paid subscription is needed[\s\S]*Nightly import/,
  );
  expect(await rows(page).count()).toBe(2);
  await page.getByRole('button', { name: 'Show more' }).click();
  await rows(page).nth(2).waitFor();
  expect(asked()).toEqual(['status=refused', 'status=refused&cursor=2']);
});

test('each filter goes into the address, which opens the same list again, and one link takes them all away', async () => {
  for (const id of ['key_1', 'key_3'])
    Object.assign(portal.site.world.keys.find((key) => key.id === id) ?? {}, { label: 'CI' });
  const page = await portal.open('/app/requests');
  const ofKey = page.getByLabel('Key', { exact: true });
  await ofKey.getByRole('option', { name: 'CI (tg_live_9fQ2…)' }).waitFor({ state: 'attached' });
  await ofKey.selectOption({ label: 'اختبار' });
  await page.getByLabel('Reason').selectOption('rate_limited');
  await page.getByLabel('Until').fill('2026-11-24');
  await page.waitForURL('**/app/requests?key=key_2&reason=rate_limited&until=2026-11-24');
  await page.reload();
  await rows(page).first().waitFor();
  expect(await rows(page).count()).toBe(1);
  expect(asked().at(-1)).toBe('status=refused&key=key_2&reason=rate_limited&to=2026-11-25');
  await page.getByLabel('Dataset or API').selectOption('films');
  await page.getByText('No request matches these filters.').waitFor();
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await page.waitForURL('**/app/requests');
  await rows(page).nth(1).waitFor();
});

test('on a phone the filters are folded behind one button with their number, and the list begins above the fold', async () => {
  const page = await portal.open('/app/requests?key=key_2&reason=rate_limited');
  await page.setViewportSize({ width: 390, height: 844 });
  await rows(page).first().waitFor();
  const open = page.getByRole('button', { name: 'Filters (2)' });
  const before = (await rows(page).first().boundingBox())?.y ?? Number.POSITIVE_INFINITY;
  expect(before).toBeLessThan(844);
  expect(await page.getByLabel('Reason').isVisible()).toBe(false);
  await open.click();
  await page.getByLabel('Reason').selectOption('');
  await page.getByRole('button', { name: 'Filters (1)' }).click();
  expect(await page.getByLabel('Reason').isVisible()).toBe(false);
  await page.setViewportSize({ width: 1280, height: 844 });
  expect(await page.getByLabel('Reason').isVisible()).toBe(true);
});

test('a refused request says why, what to do, its query and address, and how to send it again; back returns to the same filter', async () => {
  const page = await portal.open('/app/requests?reason=payment_required');
  await rows(page).getByRole('link').first().click();
  await page.waitForURL('**/app/requests/refused_31');
  const main = page.locator('main');
  await main.getByText('Choose a plan, or check your card').waitFor();
  expect(await main.getByRole('link', { name: 'Learn more' }).getAttribute('href')).toBe('/problems/payment_required');
  for (const text of [
    '203.0.113.7',
    '7 requests were refused.',
    'tg_live_9fQ2',
    '24 Nov 2026, 10:02 UTC to 24 Nov 2026, 10:31 UTC',
  ])
    await main.getByText(text).first().waitFor();
  expect(await page.locator('#curl pre').textContent()).toContain(`'${portal.site.origin}/data/posts?brand=Havnora'`);
  await page.goBack();
  await page.waitForURL('**/app/requests?reason=payment_required');
});

test('a served request shows its cost, its size and its receipt; one of nobody here says so', async () => {
  const page = await portal.open('/app/requests?status=served');
  await page.getByText('Served requests are listed up to 24 Nov 2026, 11:00 UTC.').waitFor();
  await rows(page).getByRole('link').first().click();
  for (const text of ['100 used', '48,211 bytes', 'i-0a1b2c3d/7/20', 'Seal 41 of the ledger proves it.'])
    await page.locator('#facts').getByText(text).waitFor();
  const gone = await portal.open('/app/requests/5_999');
  await gone.getByText('This request doesn’t exist, or is no longer kept.').waitFor();
});

test('the last day is asked for whole, a day before the log is left out, and a text that is no day is none', () => {
  expect(pathOf('from=2026-11-20&until=2026-11-20')).toBe('/v1/requests?status=refused&from=2026-11-20&to=2026-11-21');
  expect(pathOf('from=2026-10-20')).toBe('/v1/requests?status=refused');
  expect(pathOf('status=served&from=2026-10-20')).toBe('/v1/requests?status=served&from=2026-10-20');
  expect(pathOf('status=served&reason=suspended')).toBe('/v1/requests?status=served');
  expect(pathOf('from=yesterday&until=2026-13-01&status=all')).toBe('/v1/requests?status=refused');
});

test('the command to send a request again quotes what a shell would read, and names another method', () => {
  expect(curlOf("GET /data/posts?brand=D'or&limit=1", 'https://site.example')).toContain(
    `'https://site.example/data/posts?brand=D'\\''or&limit=1'`,
  );
  expect(curlOf('POST /gateway/prices/quotes', 'https://site.example')).toMatch(/^curl -X POST /);
});

test('every reason of the API can be chosen', () => {
  const chosen: Record<DenialReason, true> = Object.fromEntries(reasons.map((reason) => [reason, true])) as Record<
    (typeof reasons)[number],
    true
  >;
  expect(Object.keys(chosen)).toHaveLength(reasons.length);
});

/** By how many pixels the query of the second row stands out of its cell. */
const edges = `(() => {
  const cell = document.querySelectorAll('#requests tbody th')[1];
  return Math.ceil(cell.querySelector('code').getBoundingClientRect().right - cell.getBoundingClientRect().right);
})()`;

test('a long query breaks inside its own cell, on a wide and a narrow screen', async () => {
  const page = await portal.open('/app/requests');
  const cell = rows(page).nth(1).locator('th');
  await cell.waitFor();
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const beyond = await page.evaluate<number>(edges);
    expect(beyond).toBeLessThanOrEqual(0);
  }
});
