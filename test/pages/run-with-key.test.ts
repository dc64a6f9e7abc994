import type { Page, Request } from 'playwright-core';
import { expect, test } from 'vitest';
import { pagesOfFile } from './pages-browser.ts';

const pages = pagesOfFile();
const json = (status: number, body: object) => ({ status, type: 'application/json', body: JSON.stringify(body) });
const expiresAt = new Date(Date.now() + 900_000).toISOString();
const record = { id: 'p_1', postedAt: '2026-11-01T00:00:00Z', brand: 'Acme', text: 'Hello' };

/** The page of a dataset in a browser that signed in, with the requests that it sends. */
async function openSignedIn(path = '/datasets/posts'): Promise<{ page: Page; sent: Request[] }> {
  const { page } = await pages.open('/licences');
  await page.evaluate(
    "localStorage.setItem('tollgate.signedIn', 'yes'); localStorage.setItem('tollgate.organization', 'acc_1')",
  );
  const sent: Request[] = [];
  page.on('request', (request) => void (/\/(v1\/keys|data\/)/.test(request.url()) && sent.push(request)));
  await page.goto(pages.site.origin + path);
  return { page, sent };
}

const run = (page: Page) => page.locator('[data-run=posts] button[type=submit]').click();

test('a stranger sees no choice of a key', async () => {
  const { page } = await pages.open('/datasets/posts');
  expect(await page.getByLabel('Key', { exact: true }).isVisible()).toBe(false);
});

test('a test key is minted for this page once, for the organization of this browser, and reads without a question', async () => {
  pages.site.faults.set('/v1/keys', json(201, { secret: 'tg_test_secret', expiresAt }));
  pages.site.faults.set('/data/posts', json(200, { data: [record] }));
  const { page, sent } = await openSignedIn();
  await page.getByLabel('Key', { exact: true }).selectOption('test');
  expect(await page.locator('.run-request').textContent()).toBe('GET /data/posts?limit=10');
  await run(page);
  await page.getByText(/ms · 1 sample record · free/).waitFor();
  await page.getByLabel('brand', { exact: true }).fill('Acme');
  await run(page);
  await expect.poll(() => sent.length).toBe(3);
  const [mint, ...reads] = sent;
  expect([mint?.method(), mint?.postDataJSON()]).toEqual(['POST', { purpose: 'browser', environment: 'test' }]);
  expect(mint?.headers()).toMatchObject({ 'x-csrf': '1', 'tollgate-organization': 'acc_1' });
  for (const read of reads) expect(read.headers().authorization).toBe('Bearer tg_test_secret');
  expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain('tg_test');
});

test.each([
  ['asks once more, with a new key', 2, 'ms · 1 sample record · free'],
  ['says so where the new one is refused too', 3, 'We couldn’t run this.'],
])('a page whose key another tab replaced %s', async (_what, refused, says) => {
  const { page, sent } = await openSignedIn();
  const minted: string[] = [];
  await page.route('**/v1/keys', (route) => {
    minted.push(`tg_test_${minted.length + 1}`);
    return route.fulfill({ status: 201, json: { secret: minted.at(-1), expiresAt } });
  });
  await page.route('**/data/posts?**', (route) =>
    Number(route.request().headers().authorization?.at(-1)) < refused
      ? route.fulfill({ status: 401, json: { code: 'key_revoked' } })
      : route.fulfill({ json: { data: [record] } }),
  );
  await page.getByLabel('Key', { exact: true }).selectOption('test');
  await run(page);
  await page.getByText(says).waitFor();
  expect(minted).toHaveLength(2);
  expect(sent).toHaveLength(4);
});

test('a live key asks first and names the cost; nothing is sent until the reader agrees', async () => {
  pages.site.faults.set('/v1/keys', json(201, { secret: 'tg_live_secret', expiresAt }));
  pages.site.faults.set('/data/posts', json(200, { data: [record] }));
  const { page, sent } = await openSignedIn();
  await page.getByLabel('Key', { exact: true }).selectOption('live');
  await run(page);
  await page.getByText('This reads up to 10 records of your allowance.').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(sent).toEqual([]);
  await run(page);
  await page.getByRole('button', { name: 'Read records' }).click();
  await page.locator('[data-run=posts] td', { hasText: 'Acme' }).first().waitFor();
  expect(sent[0]?.postDataJSON()).toMatchObject({ environment: 'live' });
  expect(await page.locator('[data-panel="0"] pre').textContent()).toContain('Bearer $TOLLGATE_KEY');
});

test.each([
  [401, 'session_missing', 'Your session has ended.'],
  [403, 'licence_not_accepted', 'accepts the licence first.'],
  [403, 'presence_required', 'Sign in again to use a key here.'],
])('a refusal of a key with %i %s says what to do, and leads to its page', async (status, code, says) => {
  pages.site.faults.set('/v1/keys', json(status, { code }));
  const { page } = await openSignedIn();
  await page.getByLabel('Key', { exact: true }).selectOption('test');
  await run(page);
  await page.getByText(says).waitFor();
  expect(await page.getByRole('link', { name: 'Learn more' }).getAttribute('href')).toBe(`/problems/${code}`);
  expect(await page.locator('[data-run=posts] tbody tr').count()).toBe(10);
});

test('a plan that does not cover the request says so', async () => {
  pages.site.faults.set('/v1/keys', json(201, { secret: 'tg_live_secret', expiresAt }));
  pages.site.faults.set('/data/posts', json(402, { code: 'credit_exhausted' }));
  const { page } = await openSignedIn('/ar/datasets/posts');
  await page.getByLabel('المفتاح').selectOption('live');
  await run(page);
  await page.getByRole('button', { name: 'قراءة السجلات' }).click();
  await page.getByText('باقتك لا تغطي هذا الطلب.').waitFor();
  expect(await page.getByRole('link', { name: 'معرفة المزيد' }).getAttribute('href')).toBe(
    '/ar/problems/credit_exhausted',
  );
});
