import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { loadAxe, violations } from '../portal/axe.ts';
import { pagesOfFile } from './pages-browser.ts';

const pages = pagesOfFile();
const json = (status: number, body: object) => ({ status, type: 'application/json', body: JSON.stringify(body) });
const expiresAt = new Date(Date.now() + 900_000).toISOString();
const partOf = (page: Page, id: string) => page.locator(`section[aria-labelledby=${id}]`);

/** A page of the reference in a browser that signed in. */
async function openSignedIn(path: string) {
  const opened = await pages.open('/licences');
  await opened.page.evaluate(
    "localStorage.setItem('tollgate.signedIn', 'yes'); localStorage.setItem('tollgate.organization', 'acc_1')",
  );
  await opened.page.goto(pages.site.origin + path);
  return opened;
}

test('an operation that needs nothing runs for a stranger, and shows its answer', async () => {
  pages.site.faults.set('/v1/catalog', json(200, { name: 'Shop', plans: [] }));
  const { page, faults } = await pages.open('/docs/reference/billing');
  const part = partOf(page, 'readCatalog');
  await part.getByRole('button', { name: 'Run' }).click();
  await part.getByText(/200 \d+ ms/).waitFor();
  expect(JSON.parse((await part.locator('form figure code').textContent()) ?? '')).toEqual({ name: 'Shop', plans: [] });
  expect(faults).toEqual([]);
});

test('a stranger is shown where to sign in, and no form, where a session or a key is needed', async () => {
  const { page } = await pages.open('/docs/reference/keys');
  const part = partOf(page, 'listKeys');
  expect(await part.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/sign-in');
  expect(await part.locator('form').isVisible()).toBe(false);
});

test('a session’s own operation runs for the organization of this browser; a change has its command alone', async () => {
  pages.site.faults.set('/v1/keys', json(200, { data: [{ id: 'key_1' }] }));
  const { page } = await openSignedIn('/docs/reference/keys');
  const asked = page.waitForRequest('**/v1/keys');
  const part = partOf(page, 'listKeys');
  await part.getByRole('button', { name: 'Run' }).click();
  expect((await asked).headers()['tollgate-organization']).toBe('acc_1');
  await part.getByText('"key_1"').waitFor();
  expect(await partOf(page, 'createKey').locator('form').count()).toBe(0);
  expect(await partOf(page, 'createKey').locator('pre').first().textContent()).toContain('--header "X-CSRF: 1"');
});

test('a live key that can cost asks first and names the number; a test key does not', async () => {
  pages.site.faults.set('/v1/keys', json(201, { secret: 'tg_live_secret', expiresAt }));
  pages.site.faults.set('/data/posts/counts', json(200, { data: [{ bucket: 'Acme', count: 3 }] }));
  const { page } = await openSignedIn('/docs/reference/data');
  const part = partOf(page, 'countRecords');
  const sent: string[] = [];
  page.on(
    'request',
    (request) => void (request.url().includes('/data/') && sent.push(request.headers().authorization ?? '')),
  );
  await part.getByLabel('Key', { exact: true }).selectOption('live');
  await part.getByRole('button', { name: 'Run' }).click();
  await part.getByText('This reads up to 1,000 records of your allowance.').waitFor();
  await part.getByRole('button', { name: 'Cancel' }).click();
  expect(sent).toEqual([]);
  await part.getByRole('button', { name: 'Run' }).click();
  await part.getByRole('button', { name: 'Read records' }).click();
  await part.getByText('"Acme"').waitFor();
  expect(sent).toEqual(['Bearer tg_live_secret']);
});

test('a key that lacks a scope is told so in place, in the language of the page, with its page of the code', async () => {
  pages.site.faults.set('/v1/keys', json(201, { secret: 'tg_test_secret', expiresAt }));
  const detail = 'صلاحيات هذا المفتاح لا تشمل مجموعة البيانات هذه.';
  pages.site.faults.set('/data/posts/counts', json(403, { code: 'scope_missing', detail }));
  const { page } = await openSignedIn('/ar/docs/reference/data');
  const asked = page.waitForRequest('**/data/posts/counts?*');
  const part = partOf(page, 'countRecords');
  await part.locator('button[type=submit]').click();
  expect((await asked).headers()['accept-language']).toBe('ar');
  await part.locator('.run-status').getByText(detail).waitFor();
  expect(await part.getByRole('link', { name: 'معرفة المزيد' }).getAttribute('href')).toBe(
    '/ar/problems/scope_missing',
  );
});

test('a required parameter stays asked for until it is given', async () => {
  const { page } = await openSignedIn('/docs/reference/badges');
  const part = partOf(page, 'listAffiliates');
  await part.getByRole('button', { name: 'Run' }).click();
  expect(await part.locator('input:invalid').count()).toBe(1);
});

test.each(['/docs/reference/badges', '/ar/docs/reference/data'])(
  'the forms of %s are accessible and fit every width',
  async (path) => {
    const { page, faults } = await openSignedIn(path);
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      expect(
        await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
        `${width} px`,
      ).toBeLessThanOrEqual(0);
    }
    await loadAxe(page, pages.site);
    expect(
      await violations(page, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag22aa', 'best-practice'] } }),
    ).toEqual([]);
    expect(faults).toEqual([]);
  },
);
