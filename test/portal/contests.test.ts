import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { button, portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

const sent = () => portal.site.calls.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body]);

test('a contest that waits is accepted with a reason, and with credit in the currency that is chosen', async () => {
  const page = await portal.open('/console/contests');
  await settled(page);
  const card = page.locator('#contests .card');
  expect(await card.count()).toBe(1);
  await button(page, 'Accept the contest of مرصد العلامات').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Currency').selectOption('eur');
  await dialog.getByLabel('Credit').fill('12.345');
  await dialog.getByLabel('Reason').fill('Counted twice.');
  await button(page, 'Accept').last().click();
  await dialog.getByText('An amount above zero').first().waitFor();
  expect(sent()).toEqual([]);
  await dialog.getByLabel('Credit').fill('12.34');
  await button(page, 'Accept').last().click();
  await page.getByText('No contest waits for a decision.').waitFor();
  const credit = { amountMinor: 1_234, currency: 'eur' };
  expect(sent()).toEqual([['/v1/admin/contests/acct_1/ct_2/accept', { reason: 'Counted twice.', credit }]]);
});

test('one is rejected without credit, and the state that is listed stands in the address', async () => {
  const page = await portal.open('/console/contests');
  await settled(page);
  await button(page, 'Reject the contest of مرصد العلامات').click();
  await page.getByRole('dialog').getByLabel('Reason').fill('The log has your key.');
  await button(page, 'Reject').last().click();
  await page.getByText('No contest waits for a decision.').waitFor();
  expect(sent()).toEqual([['/v1/admin/contests/acct_1/ct_2/reject', { reason: 'The log has your key.' }]]);
  await page.getByLabel('State').selectOption('closed');
  await page.getByText(/25(\.00)? credit. Stripe has not taken it yet; we try again each night/).waitFor();
  expect(new URL(page.url()).search).toBe('?state=closed');
  expect(await page.locator('#contests .card').count()).toBe(2);
});

test('a contest that another operator decided in the meantime is said so, and read again', async () => {
  const page = await portal.open('/console/contests');
  await settled(page);
  await button(page, 'Reject the contest of مرصد العلامات').click();
  portal.site.world.contests[0]!.state = 'accepted';
  await page.getByRole('dialog').getByLabel('Reason').fill('No.');
  await button(page, 'Reject').last().click();
  await page.getByText('This contest was decided in the meantime. Reload it.').waitFor();
  await page.locator('#contests').getByText('No contest waits for a decision.').waitFor({ state: 'attached' });
});
