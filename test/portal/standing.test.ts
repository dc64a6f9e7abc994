import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

test('a failing payment is shown first, although credit and another plan still give access', async () => {
  const page = await portal.openSettled('/dashboard');
  const first = page.locator('main .note').first();
  expect(await first.textContent()).toContain('The payment for Verified failed');
  expect(await first.textContent()).toContain('Pay by Nov 12, 12:00 AM UTC to keep your badge visible.');
  expect(await first.getByRole('link', { name: 'Pay the invoice' }).getAttribute('href')).toBe('/elsewhere/invoice');
  await page.context().close();
});

test('a failing payment with no page to pay on leads to the payment method', async () => {
  const [basic] = portal.site.world.account?.subscriptions ?? [];
  Object.assign(basic!, { status: 'past_due', failingPayment: { accessUntil: null } });
  const page = await portal.openSettled('/dashboard');
  const note = page.locator('main .note').filter({ hasText: 'The payment for Basic failed' });
  expect(await note.textContent()).toContain('Your access has stopped. Pay, and it comes back.');
  await note.getByRole('button', { name: 'Update your payment method' }).click();
  await page.waitForURL('**/elsewhere/**');
  await page.context().close();
});

test('an invoice that cannot be made says what mends it, and leads to where the address is corrected', async () => {
  const [basic] = portal.site.world.account?.subscriptions ?? [];
  const failing = { status: 'active', unpaidBecause: 'location_unknown', failingPayment: { accessUntil: null } };
  Object.assign(basic!, { ...failing, amount: { amountMinor: 90_00, currency: 'usd' } });
  const page = await portal.openSettled('/dashboard');
  const note = page.locator('main .note').filter({ hasText: 'The invoice for Basic could not be made' });
  expect(await note.textContent()).toContain('Your address is missing or incomplete');
  expect(await page.locator('main').textContent()).toContain('$90');
  await note.getByRole('button', { name: 'Cards and invoices' }).click();
  await page.waitForURL('**/elsewhere/**');
  await page.context().close();
});

test('the page of a badge says that its payment fails', async () => {
  const page = await portal.openSettled('/dashboard/badges/acme');
  expect(await page.locator('main .note').first().textContent()).toContain('The payment for Verified failed');
  await page.context().close();
});

test('a suspended buyer reads why, since when, and whom to write to', async () => {
  Object.assign(portal.site.world.account!, {
    suspension: { reason: 'Reads for a competitor.', at: '2026-11-20T09:30:00.000Z', supportEmail: 'help@example.com' },
  });
  const page = await portal.openSettled('/dashboard');
  const note = page.locator('main .note').first();
  expect(await note.textContent()).toContain('Your account is suspended');
  expect(await note.textContent()).toContain('Since Nov 20, 09:30 AM UTC');
  expect(await note.textContent()).toContain('Reason: Reads for a competitor.');
  expect(await note.getByRole('link').getAttribute('href')).toBe('mailto:help@example.com');
  await page.context().close();
});

test('the console shows what an organization pays for, and which payment fails until when', async () => {
  const page = await portal.open('/operator/accounts');
  await settled(page);
  const badgesOnly = page.locator('tbody tr').filter({ hasText: 'someone5@example.com' });
  expect(await badgesOnly.textContent()).toContain('Badges only');
  expect(await badgesOnly.textContent()).toContain('verified_organization');
  const failing = page.locator('tbody tr').filter({ hasText: 'someone2@example.com' });
  expect(await failing.textContent()).toContain('Payment failed basic ends Dec 12, 12:00 AM UTC');
  await page.context().close();
});

test('the reason of an approved badge is a remark, and that of a refusal an alarm', async () => {
  const approved = portal.site.world.badges.find(({ handle }) => handle === 'brandwatch');
  Object.assign(approved!, { reason: 'Known to us since 2019.' });
  const page = await portal.openSettled('/dashboard/badges/brandwatch');
  const toneOf = (words: string) => page.locator('#standing .note').filter({ hasText: words }).getAttribute('class');
  expect(await toneOf('Known to us since 2019.')).toBe('note note-plain');
  await page.goto(`${portal.site.origin}/dashboard/badges/acme`);
  await settled(page);
  expect(await toneOf('The site does not name you.')).toBe('note note-bad');
  await page.context().close();
});

test.each(['en', 'ar'])('a name in another script begins where its row does (%s)', async (language) => {
  Object.assign(portal.site.world.adminAccounts[0]!, { organization: 'دار الصحافة', email: 'a@example.com' });
  const page = await portal.open('/operator/accounts');
  if (language === 'ar') await page.getByRole('button', { name: 'العربية' }).click();
  await settled(page);
  for (const row of [0, 1]) {
    const side = language === 'ar' ? 'right' : 'left';
    const edges = await page.evaluate<
      number[]
    >(`[...document.querySelectorAll('tbody tr')[${row}].querySelector('th').children].map((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return Math.round(range.getBoundingClientRect().${side});
    })`);
    expect(edges).toHaveLength(2);
    expect(new Set(edges).size, `${edges}`).toBe(1);
  }
  await page.context().close();
});
