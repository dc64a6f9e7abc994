import { describe, expect, it, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';

const portal = portalOfFile();

test('a failing payment is shown first, although credit and another plan still give access', async () => {
  const page = await portal.openSettled('/app');
  const first = page.locator('main .note').first();
  expect(await first.textContent()).toContain('Your Verified payment failed');
  expect(await first.textContent()).toContain('Pay by 12 Nov 2026, 00:00 UTC, or your badge is hidden.');
  expect(await first.getByRole('link', { name: 'Pay invoice' }).getAttribute('href')).toBe('/elsewhere/invoice');
});

test('a failing payment with no page to pay on leads to the payment method', async () => {
  const [basic] = portal.site.world.account?.subscriptions ?? [];
  Object.assign(basic!, { status: 'past_due', failingPayment: { accessUntil: null } });
  const page = await portal.openSettled('/app');
  const note = page.locator('main .note').filter({ hasText: 'Your Basic payment failed' });
  expect(await note.textContent()).toContain('Your access has stopped. Pay to restore it.');
  await note.getByRole('button', { name: 'Update payment method' }).click();
  await page.waitForURL('**/elsewhere/**');
});

test('an invoice that cannot be created says how to fix it, and leads to the page that corrects the address', async () => {
  const [basic] = portal.site.world.account?.subscriptions ?? [];
  const failing = { status: 'active', unpaidBecause: 'location_unknown', failingPayment: { accessUntil: null } };
  Object.assign(basic!, { ...failing, amount: { amountMinor: 90_00, currency: 'usd' } });
  const page = await portal.openSettled('/app/billing');
  const note = page.locator('main .note').filter({ hasText: 'We couldn’t create your Basic invoice' });
  expect(await note.textContent()).toContain('Your address is missing or incomplete');
  expect(await note.textContent()).toContain('Your access has stopped.');
  expect(await note.textContent()).not.toContain('Pay to restore');
  expect(await page.locator('main').textContent()).toContain('$90');
  await note.getByRole('button', { name: 'Payment methods and invoices' }).click();
  await page.waitForURL('**/elsewhere/**');
});

test('the page of a badge says that its payment fails', async () => {
  const page = await portal.openSettled('/app/badges/acme');
  expect(await page.locator('main .note').first().textContent()).toContain('Your Verified payment failed');
});

test('a suspended buyer sees the reason, the time and the contact', async () => {
  Object.assign(portal.site.world.account!, {
    suspension: { reason: 'Reads for a competitor.', at: '2026-11-20T09:30:00.000Z', supportEmail: 'help@example.com' },
  });
  const page = await portal.openSettled('/app');
  const note = page.locator('main .note').first();
  expect(await note.textContent()).toContain('Your organization is suspended');
  expect(await note.textContent()).toContain('Since 20 Nov 2026, 09:30 UTC');
  expect(await note.textContent()).toContain('Reason: Reads for a competitor.');
  expect(await note.getByRole('link').getAttribute('href')).toBe('mailto:support@example.com');
});

describe('a legal hold', () => {
  const hold = { reason: 'A claim about reads in May.', since: '2026-11-20T09:30:00.000Z' };

  it('is said in the section of the data, with its reason, and before a deletion of the organization or a login', async () => {
    Object.assign(portal.site.world.account!, { hold });
    const page = await portal.openSettled('/app/settings');
    const section = page.locator('#own-data');
    expect(await section.textContent()).toContain('Since 20 Nov 2026, 09:30 UTC');
    expect(await section.textContent()).toContain('Reason: A claim about reads in May.');
    const dialog = page.locator('dialog');
    await page.getByRole('button', { name: 'Delete organization', exact: true }).click();
    await dialog.getByText('After that we erase them without another request.').waitFor();
    await dialog.getByText('Backups of our database have all that was erased for 35 days more.').waitFor();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('button', { name: 'Delete account', exact: true }).click();
    await dialog.getByText('After that we erase it without another request.').waitFor();
  });

  it('is said in Arabic too', async () => {
    Object.assign(portal.site.world.account!, { hold });
    const page = await portal.openSettled('/app/settings?language=ar');
    expect(await page.locator('#own-data').textContent()).toContain('لحفظ قانوني');
  });

  it('is not mentioned where there is none', async () => {
    const page = await portal.openSettled('/app/settings');
    expect(await page.locator('#own-data').textContent()).not.toContain('legal hold');
  });
});

test('the console shows what an organization pays for, and which payment fails until when', async () => {
  const page = await portal.open('/console/organizations');
  await settled(page);
  const badgesOnly = page.locator('tbody tr').filter({ hasText: 'someone5@example.com' });
  expect(await badgesOnly.textContent()).not.toContain('Basic');
  expect(await badgesOnly.textContent()).toContain('Verified Organization');
  const failing = page.locator('tbody tr').filter({ hasText: 'someone2@example.com' });
  expect(await failing.textContent()).toContain('Payment failed Basic until 12 Dec 2026, 00:00 UTC');
});

test('the reason of an approved badge is a remark, and that of a refusal an alarm', async () => {
  const approved = portal.site.world.badges.find(({ handle }) => handle === 'brandwatch');
  Object.assign(approved!, { reason: 'Known to us since 2019.' });
  const page = await portal.openSettled('/app/badges/brandwatch');
  const toneOf = (words: string) => page.locator('#standing .note').filter({ hasText: words }).getAttribute('class');
  expect(await toneOf('Known to us since 2019.')).toBe('note note-plain');
  await page.goto(`${portal.site.origin}/app/badges/acme`);
  await settled(page);
  expect(await toneOf('The site does not name you.')).toBe('note note-bad');
});

test.each(['en', 'ar'] as const)('a name in another script begins where its row does (%s)', async (language) => {
  Object.assign(portal.site.world.adminAccounts[0]!, { organization: 'دار الصحافة', email: 'a@example.com' });
  const page = await portal.open('/console/organizations', { language });
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
});

test('a late invoice is called overdue, not a failed payment', async () => {
  const [basic] = portal.site.world.account?.subscriptions ?? [];
  const late = { status: 'past_due', invoiceDueAt: '2026-11-19T00:00:00.000Z', failingPayment: { accessUntil: null } };
  Object.assign(basic!, late);
  const page = await portal.openSettled('/app/billing');
  expect(await page.locator('#plan .plan-head').first().textContent()).toBe('BasicOverdue');
});

test('the question before the end of a badge mentions the badge, and offers to keep the subscription', async () => {
  const page = await portal.openSettled('/app/billing');
  await page.getByRole('button', { name: 'Cancel Verified', exact: true }).click();
  const dialog = page.locator('dialog');
  expect(await dialog.textContent()).toContain('Your badge shows until 5 Dec 2026, then it is hidden.');
  await dialog.getByRole('button', { name: 'Keep subscription' }).click();
  expect(portal.sent()).toEqual([]);
});

test('used and left add up to the credit bought, with what idle servers hold and a stopped one lost', async () => {
  const credit = { bought: 4_000, used: 1_240, remaining: 2_000, held: 700, unusable: 60 };
  Object.assign(portal.site.world.usage.day, { credit });
  const page = await portal.openSettled('/app/billing');
  const text = await page.locator('#credit').textContent();
  for (const part of ['2,000 left', 'of 4,000 bought', 'idle servers: 700', 'stopped: 60'])
    expect(text).toContain(part);
});

test('a refusal in an Arabic page is Arabic throughout', async () => {
  portal.site.faults.set('GET /v1/keys', refuse('unavailable', 'The table did not answer.'));
  const page = await portal.open('/app/keys', { language: 'ar' });
  const note = page.locator('#keys .note-bad');
  await note.waitFor();
  expect(await note.locator('p').first().textContent()).toBe('أعد المحاولة بعد دقيقة.');
});

test('an unknown address of the console says so', async () => {
  const page = await portal.openSettled('/console/none');
  await page.getByText('Page not found').waitFor();
});

test('a subscription with a discount shows the total of its latest invoice next to its price', async () => {
  const [basic] = portal.site.world.account?.subscriptions ?? [];
  Object.assign(basic!, {
    amount: { amountMinor: 100_00, currency: 'usd' },
    invoiced: { amountMinor: 75_00, currency: 'usd' },
  });
  const page = await portal.openSettled('/app/billing');
  await page.getByText('Latest invoice: $75, with discounts, usage and tax').waitFor();
  Object.assign(basic!, { invoiced: basic!.amount });
  const paidInFull = await portal.openSettled('/app/billing');
  expect(await paidInFull.getByText('Latest invoice:').count()).toBe(0);
});

test('in Arabic only the name of a coming product keeps its own direction, not the sentence around it', async () => {
  const page = await portal.open('/app/billing', { language: 'ar' });
  const note = page.locator('#plan .note', { hasText: 'Verified Organization' });
  expect(await note.textContent()).toContain('\u2068Verified Organization\u2069 مع 3 منتسبين');
});
