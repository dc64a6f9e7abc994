import { expect, test } from 'vitest';
import { pagesOfFile } from './pages-browser.ts';

const pages = pagesOfFile();
const outcomes = '[data-check]';

test('the page asks each part, and says which answers how fast and which does not', async () => {
  const { page } = await pages.open('/status');
  await page
    .getByText(/^Answers in \d+ ms$/)
    .nth(2)
    .waitFor();
  pages.site.faults.set('/v1/catalog', { status: 503, type: 'application/problem+json', body: '{}' });
  await page.reload();
  await page.getByText('Doesn’t answer').waitFor();
  expect(await page.locator(outcomes).nth(1).textContent()).toBe('Doesn’t answer');
  expect(await page.locator(outcomes).first().textContent()).toMatch(/^Answers in/);
});

const day = (each: string, up: number) => ({ day: each, checks: 1_440, up });
const published = {
  checkedAt: '2026-12-01T12:00:00Z',
  parts: {
    api: { up: true, days: [day('2026-11-30', 1_440), day('2026-12-01', 1_440)] },
    data: { up: false, days: [day('2026-11-30', 1_430), day('2026-12-01', 1_440)] },
    webhooks: { up: false, days: [day('2026-12-01', 1_440)] },
    mail: { up: null, days: [] },
    billing: { up: true, days: [day('2026-12-01', 1_440)] },
  },
  work: {
    webhooks: { at: '2026-12-01T12:00:00Z', oldestAt: '2026-12-01T11:50:00Z' },
    mail: { sentAt: null, refusedAt: null },
    billing: { at: '2026-12-01T12:00:00Z', oldestAt: null },
  },
  incidents: [
    { part: 'data', from: '2026-12-01T11:58:00Z', until: null },
    { part: 'data', from: '2026-11-30T10:00:00Z', until: '2026-11-30T10:10:00Z' },
  ],
  datasets: [],
  recentMs: [40, 20, 30, 500],
};

test('the published state shows shares of 90 days, incidents and durations; without it the page says so', async () => {
  const answer = { status: 200, type: 'application/json', body: JSON.stringify(published) };
  pages.site.faults.set('/public/status.json', answer);
  const { page } = await pages.open('/status');
  await page.getByText('99.65% up').waitFor();
  await page.getByText('100% up').first().waitFor();
  await page.getByText('Data: down since 1 Dec 2026, 11:58 UTC').waitFor();
  await page.getByText('half within 40 ms, 99% within 500 ms').waitFor();
  expect(await page.locator('.day-down').count()).toBe(1);
  pages.site.faults.delete('/public/status.json');
  await page.reload();
  await page.getByText('The history is not available right now.').waitFor();
});

test('each part says what was measured of it, and nothing that was not', async () => {
  const answer = { status: 200, type: 'application/json', body: JSON.stringify(published) };
  pages.site.faults.set('/public/status.json', answer);
  const { page } = await pages.open('/status');
  await page.getByText('The oldest waiting delivery has been due since 1 Dec 2026, 11:50 UTC.').waitFor();
  expect(await page.locator('.part-days .tag').allTextContents()).toEqual([
    ...['Works', 'Down', 'Down', 'Not measured', 'Works'],
  ]);
  await page.getByText('No payment event is waiting for Stripe.').waitFor();
  await page.getByText('1 day with downtime').click();
  await page.getByRole('listitem').getByText('30 Nov 2026: down for 10 minutes').waitFor();
  await page.goto(`${pages.site.origin}/ar/status`);
  await page.getByText('يوم واحد فيه انقطاع').click();
  await page.getByRole('listitem').getByText('30 نوفمبر 2026: انقطاع لمدة 10 دقائق').waitFor();
  pages.site.faults.delete('/public/status.json');
});

test('a file of before these parts were measured is shown as far as it goes', async () => {
  const { work: _, ...old } = published;
  const { api, data } = published.parts;
  const body = JSON.stringify({ ...old, parts: { api, data } });
  pages.site.faults.set('/public/status.json', { status: 200, type: 'application/json', body });
  const { page } = await pages.open('/status');
  await page.getByText('99.65% up').waitFor();
  expect(await page.locator('.part-days .tag').allTextContents()).toEqual([
    ...['Works', 'Down', 'Not measured', 'Not measured', 'Not measured'],
  ]);
  pages.site.faults.delete('/public/status.json');
});

test('without script it says that nothing was asked, and shows the facts of the build', async () => {
  const { page } = await pages.open('/status', { javaScriptEnabled: false });
  expect(await page.locator(outcomes).allTextContents()).toEqual(Array(3).fill('Not asked yet'));
  expect(await page.locator('[data-facts=films] [data-fact=records]').textContent()).toBe('3,201');
});
