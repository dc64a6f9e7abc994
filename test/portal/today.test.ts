/** Today and revenue in the console. */
import { expect, test } from 'vitest';
import { portalOfFile } from './portal-file.ts';
import { ok } from './stub-answers.ts';
import { busyToday, quietToday } from './stub-today.ts';

const portal = portalOfFile();

test('Today begins with failing payments, above the fold, and leads to the organization that loses access first', async () => {
  const page = await portal.openSettled('/console');
  await page.setViewportSize({ width: 1280, height: 720 });
  const note = page.locator('.note').first();
  const box = await note.boundingBox();
  expect((box?.y ?? 720) + (box?.height ?? 0)).toBeLessThan(720);
  expect(await note.textContent()).toContain('Organizations with a failing payment: 6');
  expect(await note.textContent()).toContain('$5,108 not paid. The first of them loses access on 6 Jan 2027');
  expect(await note.textContent()).toContain('The payment for a badge failed · verified · $8');
  await note.getByRole('link', { name: /Brand Watch/ }).click();
  await page.waitForURL('**/console/organizations/acc_0');
});

test('Today counts what waits, and says “at least” where counting ended', async () => {
  const page = await portal.openSettled('/console');
  await page.getByText('Stripe events that need replay: at least 35').waitFor();
  await page.getByText('No error was noted').waitFor();
  expect(await page.locator('#today > .rows > li').allTextContents()).toEqual([
    'Badges to reviewoldest since 22 Nov 2026, 09:00 UTC4',
    'Use cases to decideoldest since 20 Nov 2026, 09:00 UTCat least 100',
    'Contested statements to decideoldest since 23 Nov 2026, 09:00 UTC1',
    'Differences from Stripe corrected in 24 hourslast 24 Nov 2026, 02:00 UTC2',
  ]);
  expect(await page.locator('#business').textContent()).toContain(
    '$64,200In 30 days: $1,950 in all, $2,500 new, $550 lost',
  );
  expect(await page.locator('#running li').allTextContents()).toEqual([
    'Webhook deliverieslast seen 24 Nov 2026, 08:59 UTCWorking',
    'Stripe eventslast seen 24 Nov 2026, 08:59 UTC · work waits since 24 Nov 2026, 08:40 UTCNot working',
    'Emailsnever seenNot measured',
    'Queues1,216 waiting · 13 in progress4 failed',
  ]);
});

test('a webhook that does not answer leads to its deliveries, and the operators’ own to theirs', async () => {
  const page = await portal.openSettled('/console');
  const note = page.locator('.note', { hasText: 'Webhooks that do not answer: 3' });
  expect(await note.locator('li').allTextContents()).toEqual([
    'hooks.brand.example مراقب العلامات Brand Watch · fails since 23 Nov 2026, 08:00 UTC · 503',
    'gone.example Disabledacc_1 · fails since 22 Nov 2026, 08:00 UTC · 410',
    'ours.example Your own webhook · fails since 20 Nov 2026, 08:00 UTC · timeout',
  ]);
  await note.getByRole('link', { name: 'hooks.brand.example' }).click();
  await page.getByRole('heading', { name: 'Deliveries' }).waitFor();
  await page.locator('tbody tr', { hasText: 'access.changed' }).getByText('timed_out').waitFor();
  const asked = portal.site.calls.find(({ path }) => path === '/v1/admin/webhooks/hook_1/deliveries');
  expect(asked?.query.get('organization')).toBe('acc_0');
});

test('yesterday’s suspension has its reason and operator, and ends with a reason', async () => {
  const page = await portal.openSettled('/console');
  const row = page.locator('#suspended li');
  await row.getByText('by operator@example.com').waitFor();
  expect(await row.textContent()).toContain('Scraping the archive');
  await row.getByRole('button', { name: /^Restore/ }).click();
  await page.getByLabel('Reason').fill('It was our mistake');
  await page.locator('dialog .button-primary').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  const sent = portal.site.calls.find(({ path }) => path === '/v1/admin/accounts/acc_0/restore');
  expect(sent?.body).toEqual({ reason: 'It was our mistake' });
});

test('on a quiet day it says when it was checked, and nothing else needs anybody', async () => {
  portal.site.faults.set('GET /v1/admin/today', ok(quietToday));
  const page = await portal.openSettled('/console');
  await page.getByText('Nothing needs you. Checked 24 Nov 2026, 09:00 UTC.').waitFor();
  expect(await page.locator('#today .note, #today .rows').count()).toBe(0);
  await page.getByText('No subscription has been paid for yet.').waitFor();
});

test('one kind of work alone is shown, and is not called a quiet day', async () => {
  const { contests } = busyToday.reviews;
  const reviews = { ...quietToday.reviews, contests };
  portal.site.faults.set('GET /v1/admin/today', ok({ ...quietToday, reviews }));
  const page = await portal.openSettled('/console');
  await page.getByText('Contested statements to decide').waitFor();
  expect(await page.locator('#today .rows > li').count()).toBe(1);
  expect(await page.getByText('Nothing needs you').count()).toBe(0);
});

test('revenue has a bridge from start to end, and what the next week may take', async () => {
  const page = await portal.openSettled('/console/revenue');
  const cells = async (caption: string) => {
    const rows = await page.getByRole('table', { name: caption }).locator('tbody tr').all();
    return Promise.all(rows.map((row) => row.locator('th, td').allTextContents()));
  };
  expect(await cells('Changes in this range')).toEqual([
    ['At the start', '$62,250', ''],
    ['New', '$2,500', '5'],
    ['Grown', '$0', '0'],
    ['Shrunk', '$0', '0'],
    ['Lost', '-$550', '1'],
    ['At the end', '$64,200', ''],
  ]);
  expect(await cells('At risk in the next seven days')).toEqual([
    ['A payment fails', '$108', '1'],
    ['Cancelled, ends this week', '$5,000', '1'],
  ]);
  const chart = page.getByRole('img', { name: 'Monthly revenue by day: $62,250 on 22 Nov, $64,200 on 24 Nov' });
  expect(await chart.locator('.chart-day').count()).toBe(3);
});
