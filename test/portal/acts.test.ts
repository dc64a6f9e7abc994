/** The acts on one organization in the console: the menu, the preview, and what is sent. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { loadAxe, violations } from './axe.ts';
import { portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';

const portal = portalOfFile();
const address = '/console/organizations/acc_0';

async function choose(page: Page, act: string): Promise<void> {
  await page.getByRole('button', { name: 'Act' }).click();
  await page.getByRole('menuitem', { name: act, exact: true }).click();
}

test('the last invoice is refunded as the preview said, with a reason', async () => {
  const page = await portal.openSettled(address);
  await choose(page, 'Refund');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('$98 goes back to the payment method.').waitFor();
  await dialog.getByText('The subscription ends immediately').waitFor();
  await dialog.getByLabel('Reason').fill('Charged twice');
  await dialog.getByRole('button', { name: 'Refund $98' }).click();
  await dialog.waitFor({ state: 'detached' });
  const order = expect.any(String);
  expect(portal.sent()).toEqual([
    [
      'POST',
      '/v1/admin/accounts/acc_0/billing/refunds',
      { invoice: 'in_1', amountMinor: 9_800, ends: true, order, reason: 'Charged twice' },
    ],
  ]);
  expect(new URL(page.url()).search).toBe('');
});

test('another amount is shown before it is refunded', async () => {
  const page = await portal.openSettled(`${address}?act=refund`);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Another invoice or amount').click();
  await dialog.getByLabel('Amount in USD').fill('25.50');
  await dialog.getByLabel('Reason').fill('An outage');
  await dialog.getByRole('button', { name: 'Show what this refunds' }).click();
  await dialog.getByText('$25.50 goes back to the payment method.').waitFor();
  await dialog.getByText('Access stays as it is.').waitFor();
  expect(portal.sent()).toEqual([]);
  await dialog.getByRole('button', { name: 'Refund $25.50' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(portal.sent().map(([, , body]) => body)).toMatchObject([{ amountMinor: 2_550, ends: false }]);
});

test('a refusal stands in the dialog, which keeps what was typed', async () => {
  const page = await portal.openSettled(`${address}?act=credit`);
  const refusal = refuse('stripe_unavailable', 'Stripe did not answer. Try again.');
  portal.site.faults.set('POST /v1/admin/accounts/acc_0/billing/credit', refusal);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Amount').fill('10');
  await dialog.getByLabel('Reason').fill('Goodwill');
  await dialog.getByRole('button', { name: 'Give credit' }).click();
  await dialog.getByText('Stripe did not answer. Try again.').waitFor();
  expect(await dialog.getByLabel('Amount').inputValue()).toBe('10');
});

test('a private price is shown beside the public one before it is offered, and an offer is withdrawn', async () => {
  const page = await portal.openSettled(`${address}?act=price`);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Plan or badge').selectOption('Pro');
  await dialog.getByLabel('Amount').fill('4000');
  await dialog.getByLabel('Last day to buy it').fill('2099-12-31');
  await dialog.getByText('Pro for $4,000 per month').waitFor();
  await dialog.getByText('Everybody else pays $5,000 per month.').waitFor();
  await dialog.getByText('It can be bought until 31 Dec 2099.').waitFor();
  await dialog.getByLabel('Reason').fill('As agreed in May');
  await dialog.getByRole('button', { name: 'Offer a private price' }).click();
  await dialog.waitFor({ state: 'detached' });

  await choose(page, 'Withdraw a private price');
  await dialog.getByLabel('Price').selectOption('Pro for $80 per month');
  await dialog.getByLabel('Reason').fill('They chose another');
  await dialog.getByRole('button', { name: 'Withdraw a private price' }).click();
  await dialog.waitFor({ state: 'detached' });
  const offers = '/v1/admin/accounts/acc_0/billing/offers';
  const offer = { plan: 'pro', amountMinor: 400_000, currency: 'usd', interval: 'month', until: '2099-12-31' };
  expect(portal.sent()).toEqual([
    ['POST', offers, { ...offer, order: expect.any(String), reason: 'As agreed in May' }],
    ['POST', `${offers}/withdraw`, { price: expect.stringMatching(/^offer:p:pro:/), reason: 'They chose another' }],
  ]);
});

test('the menu is used by keyboard, and Escape leads back to its button', async () => {
  const page = await portal.openSettled(address);
  const button = page.getByRole('button', { name: 'Act' });
  await button.focus();
  await page.keyboard.press('Enter');
  const focused = () => page.evaluate<string>('document.activeElement.textContent');
  await expect.poll(focused).toBe('Refund');
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).toBe('Give credit');
  await page.keyboard.press('r');
  await expect.poll(focused).toBe('Restore');
  await page.keyboard.press('Escape');
  await expect.poll(() => button.evaluate((element) => element.matches(':focus'))).toBe(true);
});

test('curl shows the change as the fields stand', async () => {
  const page = await portal.openSettled(`${address}?act=limits`);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Requests a minute').fill('600');
  await dialog.getByText('Requests a minute: 120 now, then 600.').waitFor();
  await dialog.locator('summary').last().click();
  expect(await dialog.locator('pre').textContent()).toContain('"requestsPerMinute":600');
});

test.each([
  'refund',
  'credit',
  'units',
  'comp',
  'endComp',
  'limits',
  'restore',
  'revokeKey',
  'hold',
  'releaseUnits',
  'newCustomer',
])('the dialog “%s” is accessible and fits a narrow screen in Arabic', async (act) => {
  const page = await portal.open(`${address}?act=${act}`, { language: 'ar' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('dialog').waitFor();
  await loadAxe(page, portal.site);
  expect(await violations(page, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag22aa'] } })).toEqual([]);
  expect(await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(
    0,
  );
});

test('records that an ended instance never reported are released, by their period', async () => {
  const page = await portal.openSettled(`${address}?act=releaseUnits`);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('took and never reported: 30.').waitFor();
  await dialog.getByLabel('Period').selectOption({ label: 'Prepaid' });
  await dialog.getByText('took and never reported: 4.').waitFor();
  await dialog.getByLabel('Reason').fill('The instance was stopped');
  await dialog.getByRole('button', { name: 'Release records' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(portal.sent()).toEqual([
    ['POST', '/v1/admin/accounts/acc_0/release-units', { periodStart: 'CREDIT', reason: 'The instance was stopped' }],
  ]);
});

test('a new Stripe customer is refused in place while Stripe has the former one', async () => {
  const page = await portal.openSettled(`${address}?act=newCustomer`);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill('Deleted by mistake');
  await dialog.getByRole('button', { name: 'Give a new Stripe customer' }).click();
  await dialog.getByText('Stripe still has the customer cus_1.').waitFor();
  expect(portal.sent().map(([, path]) => path)).toEqual(['/v1/admin/accounts/acc_0/new-customer']);
});
