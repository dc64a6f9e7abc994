/** A timeline says what happened in sentences, in both languages, and keeps what is stored behind them. */
import { expect, test } from 'vitest';
import { portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

test('money has its currency, times are dates, and what is stored is folded', async () => {
  const page = await portal.openSettled('/console/organizations/acc_0');
  const refund = page.locator('#timeline tbody tr', { hasText: 'refund.made' });
  await refund.getByText('Amount $10.50 · Invoice in_1').waitFor();
  await refund.getByText('Reason: Billed twice').waitFor();
  const stored = refund.getByText('amountMinor=1050');
  expect(await stored.isVisible()).toBe(false);
  await refund.getByText('As stored').click();
  expect(await stored.isVisible()).toBe(true);
  const gift = page.locator('#timeline tbody tr', { hasText: 'comp.given' });
  await gift.getByText('Plan pro · Until 31 Jan 2027, 00:00 UTC').waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText('Requests served: 1,204 · Billed: 11,980 · Keys: 2').waitFor();
  await page.getByText('Requests refused: 211 · Brand conversations').waitFor();
});

test('an email says when it was sent and that it bounced, with the mail service’s own kind', async () => {
  const page = await portal.openSettled('/console/organizations/acc_0');
  const email = page.locator('#timeline tbody tr', { hasText: 'payment_failed' });
  await email.getByText('Sent', { exact: true }).waitFor();
  await email.getByText(/^Bounced .* \(Permanent\/General\)$/).waitFor();
});

test('an event of Stripe’s has its type, its state and the way to all events', async () => {
  const page = await portal.openSettled('/console/organizations/acc_0');
  const event = page.locator('#timeline tbody tr', { hasText: 'invoice.payment_failed' });
  await event.getByText('Processed').waitFor();
  await event.getByRole('link').click();
  await page.waitForURL('**/console/events');
});

test('Arabic has Arabic sentences and its own form of money', async () => {
  const page = await portal.open('/console/organizations/acc_0', { language: 'ar' });
  const refund = page.locator('#timeline tbody tr', { hasText: 'refund.made' });
  await refund.getByText('السبب:').waitFor();
  expect(await refund.textContent()).toMatch(/المبلغ \S*10\.50/);
});
