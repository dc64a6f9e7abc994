/** The search of the console and the page of an organization, by keyboard. */
import { expect, test } from 'vitest';
import { askedIn } from '../../portal/src/operator/search/search-words.ts';
import { loadAxe, violations } from './axe.ts';
import { portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';
import { invoiceOfHit, requestOfHit } from './stub-console.ts';

const portal = portalOfFile();
const search = 'Name, address, key, Stripe ID, request ID, handle or domain';

test('a name, an arrow and Enter lead to an organization from any page of the console', async () => {
  const page = await portal.openSettled('/console/events');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: search }).fill('bran');
  const options = page.getByRole('option');
  await options.nth(1).waitFor();
  expect(await options.nth(1).textContent()).toContain('acc_1');
  await page.keyboard.press('ArrowDown');
  expect(await options.nth(0).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /Brand Watch/ }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/console/organizations/acc_0');
  await page.getByText('Scraping the archive').waitFor();
  await page.getByText('Pays $108 a month').waitFor();
});

test('a key that is found exactly opens at once, and no more than its start is sent', async () => {
  const page = await portal.openSettled('/console/events');
  await page.getByRole('button', { name: /^Find anything/ }).click();
  const asked: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === '/v1/admin/search') asked.push(url.searchParams.get('q') ?? '');
  });
  await page.getByRole('combobox', { name: search }).fill('tg_live_LKkzAAAABBBBCCCCDDDD');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('A request with this key is refused now').waitFor();
  expect(new URL(page.url()).pathname).toBe('/console/keys/key_1');
  expect(asked).toEqual(['tg_live_LKkz']);
});

test('a word after a name opens that part of the timeline', async () => {
  const page = await portal.openSettled('/console/events');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: search }).fill('brand emails');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByText('payment_failed').waitFor();
  expect(new URL(page.url()).search).toBe('?kinds=email');
  expect(await page.locator('#timeline tbody tr').count()).toBe(2);
  await page.getByRole('radio', { name: 'All', exact: true }).check();
  await page.locator('#timeline tbody tr').nth(3).waitFor();
  expect(new URL(page.url()).search).toBe('');
});

test('the id of a request opens its organization’s refusals at that minute, and a button leads to the latest', async () => {
  const page = await portal.openSettled('/console/events');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: search }).fill(requestOfHit);
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('the minute of the request ID').waitFor();
  expect(new URL(page.url()).search).toBe('?kinds=refusal&until=2026-11-24T14:01:00.000Z');
  expect(await page.locator('#timeline tbody tr').count()).toBe(1);
  await page.getByRole('button', { name: 'Show the latest' }).press('Enter');
  await page.getByText('the minute of the request ID').waitFor({ state: 'detached' });
  expect(new URL(page.url()).search).toBe('?kinds=refusal');
});

const typed = async (text: string) => {
  const page = await portal.openSettled('/console/events');
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/v1/admin/stripe/')) asked.push(pathname);
  });
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: search }).fill(text);
  return { page, asked };
};

test('an id that Stripe alone knows is asked there, once it is whole and nothing here has it, and Enter opens its organization', async () => {
  const { page, asked } = await typed(invoiceOfHit.slice(0, 8));
  await page.getByText('Nothing found.').waitFor();
  await page.getByRole('combobox', { name: search }).fill(invoiceOfHit);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/console/organizations/acc_0');
  expect(asked).toEqual([`/v1/admin/stripe/${invoiceOfHit}`]);
});

test('where Stripe is away the search says so, and that everything kept here was searched', async () => {
  portal.site.faults.set(
    `GET /v1/admin/stripe/${invoiceOfHit}`,
    refuse('stripe_unavailable', 'Stripe is not responding.'),
  );
  const { page } = await typed(invoiceOfHit);
  await page.getByText('Stripe did not say what this ID is of.').waitFor();
  await page.getByRole('alert').filter({ hasText: 'Stripe is not responding.' }).waitFor();
  expect(await page.getByText('Nothing found.').count()).toBe(0);
  portal.site.faults.clear();
  await page.getByRole('combobox', { name: search }).fill('brand');
  await page.getByRole('option').first().waitFor();
});

test('an address with a time that no list takes is read without it', async () => {
  for (const query of [
    '?until=2026-11-24T14:01:00.000Z',
    '?kinds=activity&until=2026-11-24T14:01:00.000Z',
    '?kinds=refusal&until=x',
  ]) {
    const page = await portal.openSettled(`/console/organizations/acc_0${query}`);
    await page.locator('#timeline').getByRole('radio').first().waitFor();
    expect(await page.getByText('the minute of the request ID').count(), query).toBe(0);
    expect(await page.getByRole('alert').count(), query).toBe(0);
  }
});

test('a search that finds nothing says how things are found', async () => {
  const page = await portal.openSettled('/console/events');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: search }).fill('zzz');
  await page.getByText('Nothing found.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('the lines that are shown are saved as CSV, without a formula that a spreadsheet would run', async () => {
  const page = await portal.openSettled('/console/organizations/acc_0');
  await page.locator('#timeline tbody tr').nth(3).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as CSV' }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const rows = Buffer.concat(chunks).toString().split('\r\n');
  expect(rows[0]).toBe('at,kind,what,who,detail');
  expect(rows[1]).toContain('"402 payment_required"');
  expect(rows.slice(1, -1)).toHaveLength(await page.locator('#timeline tbody tr').count());
  expect(rows.some((row) => row.includes('BW-0004'))).toBe(true);
});

test('the palette is accessible with its hits', async () => {
  const page = await portal.openSettled('/console/events');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: search }).fill('brand');
  await page.getByRole('option').first().waitFor();
  await loadAxe(page, portal.site);
  expect(await violations(page, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })).toEqual([]);
});

test('Today opens with the search in focus, whose hits lie over the page and are used by keyboard', async () => {
  const page = await portal.openSettled('/console');
  const field = page.getByRole('combobox', { name: search });
  expect(await page.evaluate("document.activeElement.getAttribute('role')")).toBe('combobox');
  await page.keyboard.type('bran');
  await page.getByRole('option').nth(1).waitFor();
  expect(await field.getAttribute('aria-expanded')).toBe('true');
  await page.keyboard.press('ArrowDown');
  const chosen = page.locator('[role=option][aria-selected=true]');
  expect(await field.getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
  await page.keyboard.press('Escape');
  await page.locator('.search-hits').waitFor({ state: 'detached' });
  expect([await field.inputValue(), await field.getAttribute('aria-expanded')]).toEqual(['', 'false']);
  await page.keyboard.type('tg_live_LKkz');
  await page.locator('.search-hits [role=option]').first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/console/keys/key_1');
  expect(await field.count()).toBe(0);
});

test.each(['/console', '/console/events'])(
  'an Enter that comes before the hits waits for them: %s',
  async (address) => {
    const page = await portal.openSettled(address);
    let answer = () => {};
    const answered = new Promise<void>((go) => {
      answer = go;
    });
    await page.route('**/v1/admin/search?*', async (route) => {
      await answered;
      await route.fallback();
    });
    if (address !== '/console') await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: search }).waitFor();
    await page.keyboard.type('tg_live_LKkz');
    await page.keyboard.press('Enter');
    expect(await page.locator('.search-hits [role=option]').count()).toBe(0);
    answer();
    await page.waitForURL('**/console/keys/key_1');
  },
);

test('a word after a name opens an act, with the reason that follows a colon', async () => {
  const page = await portal.openSettled('/console');
  await page.keyboard.type('tg_live_LKkz refund: Charged twice');
  await page
    .getByRole('option', { name: /Refund$/ })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Refund $98' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(portal.sent().map(([, path, body]) => [path, (body as { reason?: string }).reason])).toEqual([
    ['/v1/admin/accounts/acc_0/billing/refunds', 'Charged twice'],
  ]);
});

test('an act is opened in Arabic too, and a colon within a name is no reason', async () => {
  expect(askedIn('براند استرداد: خُصم مرتين')).toEqual({
    text: 'براند',
    kind: null,
    act: 'refund',
    reason: 'خُصم مرتين',
  });
  expect(askedIn('Re: Data')).toEqual({ text: 'Re: Data', kind: null, act: null, reason: '' });
  expect(askedIn('https://a.example/x emails')).toMatchObject({ text: 'https://a.example/x', kind: 'email' });
  expect(askedIn('refund')).toMatchObject({ text: 'refund', act: null });
});
