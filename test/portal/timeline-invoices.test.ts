/** Invoices stand among the other lines of an organization's timeline, though Stripe has them; while it is away, the rest goes on. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { portalOfFile } from './portal-file.ts';
import { ok, refuse } from './stub-answers.ts';

const portal = portalOfFile();
const path = '/console/organizations/acc_0';
const invoicesPath = '/v1/admin/accounts/acc_0/billing/invoices';
const rows = (page: Page) => page.locator('#timeline tbody tr th').allTextContents();

test('in the order of time, and page by page where Stripe has more', async () => {
  const page = await portal.openSettled(path);
  const first = await rows(page);
  expect(first.slice(0, 4)).toEqual(['402 payment_required', 'payment_failed', 'member_invited', 'BW-0004']);
  expect(first.at(-1)).toBe('BW-0003');
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.locator('#timeline tbody tr', { hasText: 'BW-0001' }).waitFor();
  const all = await rows(page);
  expect(all.slice(0, first.length)).toEqual(first);
  expect(all.slice(first.length)).toEqual(['Licence acceptedlicence.accepted', 'served', 'BW-0001']);
  expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  expect(portal.callsTo('GET', invoicesPath)).toHaveLength(2);
});

test('with amount, state and the way to Stripe’s page; one that is not paid stands out', async () => {
  const page = await portal.openSettled(path);
  const open = page.locator('#timeline tbody tr', { hasText: 'BW-0004' });
  expect(await open.textContent()).toContain('$108 · Open');
  expect(await open.getByRole('link').getAttribute('href')).toBe('https://invoice.stripe.com/i/in_3');
  expect(await open.locator('.tag-warn').count()).toBe(1);
  expect(await page.locator('#timeline tbody tr', { hasText: 'BW-0003' }).locator('.tag-warn').count()).toBe(0);
});

test('alone where the address asks for them, without a read of the rest', async () => {
  const page = await portal.openSettled(`${path}?kinds=invoice`);
  expect(await rows(page)).toEqual(['BW-0004', 'BW-0003']);
  expect(portal.callsTo('GET', '/v1/admin/organizations/acc_0/timeline')).toEqual([]);
  await page.getByText('Show curl · Invoices').click();
  await page.getByText(invoicesPath).waitFor();
});

test('while Stripe is away the page says that they are missing, shows the rest, and asks again when told to', async () => {
  portal.site.faults.set(`GET ${invoicesPath}`, refuse('stripe_unavailable', 'Stripe does not answer.'));
  const page = await portal.openSettled(path);
  await page.getByText('Stripe does not answer, so invoices are missing here.').waitFor();
  expect((await rows(page)).at(-1)).toBe('served');
  portal.site.faults.clear();
  await page.locator('#timeline').getByRole('button', { name: 'Try again' }).click();
  await page.locator('#timeline tbody tr', { hasText: 'BW-0004' }).waitFor();
});

test('none, and the timeline is as before', async () => {
  portal.site.faults.set(`GET ${invoicesPath}`, ok({ data: [] }));
  const page = await portal.openSettled(path);
  expect((await rows(page)).at(-1)).toBe('served');
  expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
});

test('a later page that Stripe does not give stops the list there, and is asked for again without moving a line', async () => {
  const page = await portal.openSettled(path);
  const first = await rows(page);
  portal.site.faults.set(`GET ${invoicesPath}`, refuse('stripe_unavailable', 'Stripe is slow today.'));
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText('Stripe is slow today.').waitFor();
  expect(await rows(page)).toEqual(first);
  portal.site.faults.clear();
  await page.locator('#timeline').getByRole('button', { name: 'Try again' }).click();
  await page.locator('#timeline tbody tr', { hasText: 'BW-0001' }).waitFor();
  expect((await rows(page)).slice(0, first.length)).toEqual(first);
});
