import { expect, test } from 'vitest';
import { barsOf, daysShown, forecastByDay, rowsOf, scaleTop } from '../../portal/src/usage/sums.ts';
import { queryOf, usagePath, wantedIn } from '../../portal/src/usage/usage-address.ts';
import type { OwnUsageView, UsageGroupView } from '../../shared/http/views.ts';
import { button, portalOfFile } from './portal-file.ts';

const portal = portalOfFile();
const asked = () => portal.callsTo('GET', '/v1/usage').map(({ query }) => `${query}`);
const wanted = (query: string) => wantedIn(new URLSearchParams(query));

test('the figures of the page add up: served less credited is billed, and so is the last row of each table', async () => {
  const page = await portal.openSettled('/app/usage');
  expect(await page.locator('.usage-sums dd').allTextContents()).toEqual(['8,300', '− 60', '= 8,240']);
  const table = page.getByRole('region', { name: 'Usage by key' });
  const cells = await table
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('td')].map((cell) => Number(String(cell.textContent).replace(',', ''))),
      ),
    );
  const [total, ...rows] = cells.toReversed();
  expect(rows).toHaveLength(3);
  expect(total).toEqual([0, 1, 2, 3].map((at) => rows.reduce((sum, row) => sum + row[at]!, 0)));
  await page.getByText('About 11,400 by 5 Dec 2026 at this pace (9,800–13,100), judging by the last 7 days.').waitFor();
});

test('one question has the bars and the break-down, and range, grouping, key and dataset stand in the address', async () => {
  const page = await portal.openSettled('/app/usage');
  expect(asked()).toEqual(['by=day%2Ckey']);
  await page.getByLabel('Status', { exact: true }).check();
  await page.waitForURL('**/app/usage?by=status');
  const table = page.getByRole('region', { name: 'Usage by status' });
  const refused = await table.getByRole('row').nth(2).getByRole('link').getAttribute('href');
  expect(refused).toMatch(/^\/app\/requests\?reason=payment_required&from=2026-11-05&until=/);
  await page.getByRole('combobox', { name: 'Key' }).selectOption('key_1');
  await page.getByLabel('From', { exact: true }).fill('2026-11-07');
  await page.getByLabel('Until', { exact: true }).fill('2026-11-09');
  await page.waitForURL('**/app/usage?from=2026-11-07&to=2026-11-10&key=key_1&by=status');
  await page.getByText('7 Nov 2026 – 9 Nov 2026').waitFor();
  await page.goBack();
  expect(new URL(page.url()).pathname).not.toBe('/app/usage');
});

test('each bar and each row leads to the requests behind it', async () => {
  const page = await portal.openSettled('/app/usage?from=2026-11-07&to=2026-11-10&dataset=posts');
  const bars = page.locator('.usage-plot a');
  expect(await bars.evaluateAll((all) => all.map((bar) => bar.getAttribute('href')))).toEqual(
    ['2026-11-07', '2026-11-08', '2026-11-09'].map(
      (day) => `/app/requests?status=served&dataset=posts&from=${day}&until=${day}`,
    ),
  );
  const row = page.getByRole('region', { name: 'Usage by key' }).getByRole('link', { name: 'Nightly import' });
  expect(await row.getAttribute('href')).toBe(
    '/app/requests?status=served&key=key_1&dataset=posts&from=2026-11-07&until=2026-11-09',
  );
  await bars.nth(1).click();
  await page.waitForURL('**/app/requests?*from=2026-11-08*');
});

test('a range without usage says so, and leads to the last day before it that has any', async () => {
  const page = await portal.openSettled('/app/usage?from=2026-11-25&to=2026-11-28');
  await page.getByText('No usage in this range.').waitFor();
  await page.getByRole('link', { name: 'See 22 Nov 2026, the last day before it with usage' }).click();
  await page.waitForURL('**/app/usage?from=2026-11-22&to=2026-11-23');
  await page.getByRole('region', { name: 'Usage by key' }).waitFor();
});

test('the file is the API’s own answer to the question of the page', async () => {
  const page = await portal.openSettled('/app/usage?by=dataset');
  const saved = page.waitForEvent('download');
  await button(page, 'Save as CSV').click();
  expect((await saved).suggestedFilename()).toBe('usage.csv');
  const [file] = portal.callsTo('GET', '/v1/usage').filter(({ headers }) => headers.accept === 'text/csv');
  expect(`${file?.query}`).toBe('by=day%2Cdataset');
});

const group = (bucket: string, units: number, more: Partial<UsageGroupView> = {}): UsageGroupView => ({
  ...{ bucket, units, served: units, credited: 0, requests: 1, refused: 0 },
  ...more,
});
const usageOf = (data: UsageGroupView[], more: Partial<OwnUsageView> = {}) =>
  ({ data, periodStart: null, forecast: null, ...more }) as OwnUsageView;
const now = new Date('2026-11-20T12:00:00.000Z');

test('an address with a text that is no day, an end before its start or an unknown grouping is read without it', () => {
  const first = { from: '', to: '', by: 'key', key: '', dataset: '' };
  expect(wanted('from=yesterday&to=2026-13-01&by=colour')).toEqual(first);
  expect(wanted('from=2026-11-07&to=2026-11-07').to).toBe('');
  expect(usagePath(wanted('by=day&key=a%26b'))).toBe('/v1/usage?key=a%26b&by=day');
  expect(`${queryOf(wanted('by=key'))}`).toBe('');
});

test('every day of the range has a bar, also one without usage, and a long range has bars of weeks', () => {
  const usage = usageOf([group('2026-11-18', 5), group('2026-11-18', 2, { and: 'b' }), group('2026-11-20', 1)]);
  const days = daysShown(wanted('from=2026-11-17'), usage, now)!;
  expect(days).toEqual({ from: '2026-11-17', until: '2026-11-20' });
  expect(barsOf(usage, days).bars.map(({ units }) => units)).toEqual([0, 7, 0, 1]);
  const { each, bars } = barsOf(usage, { from: '2026-01-01', until: '2026-11-20' });
  expect([each, bars.length, bars.at(-1)?.until]).toEqual([7, 47, '2026-11-20']);
  expect(bars.reduce((sum, { units }) => sum + units, 0)).toBe(8);
  expect(daysShown(wanted(''), usageOf([], { periodStart: '2026-11-05T10:00:00.000Z' }), now)).toEqual({
    from: '2026-11-05',
    until: '2026-11-20',
  });
  expect(daysShown(wanted(''), usageOf([]), now)).toBeNull();
});

test('credits have a row of their own, below all that was read', () => {
  const rows = rowsOf(
    usageOf([group('d', -3, { and: 'repeats' }), group('d', 2, { and: 'a' }), group('e', 9, { and: 'b' })]),
  );
  expect(rows.map(({ of }) => of)).toEqual(['b', 'a', 'repeats']);
});

test('the days to come have equal parts of the forecast, and none once the period is over', () => {
  const forecast = { at: '2026-11-24T00:00:00.000Z', likely: 50, low: 40, high: 60, days: 7 };
  const data = [group('2026-11-19', 10), group('2026-11-20', 4)];
  expect(forecastByDay(usageOf(data, { forecast }), now)).toEqual({ days: 3, units: 10 });
  expect(forecastByDay(usageOf(data), now)).toBeNull();
  expect([0, 1, 3, 480, 8_300].map(scaleTop)).toEqual([1, 1, 5, 500, 10_000]);
});
