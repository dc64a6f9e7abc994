import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Portal, settled, startPortal } from './portal-browser.ts';
import { refuse } from './stub-answers.ts';
import { busyWorld } from './stub-world.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal.close());
beforeEach(() => {
  portal.site.faults.clear();
  portal.site.calls.length = 0;
  portal.site.world = busyWorld();
});

test('the console is offered to operators only', async () => {
  const page = await portal.open('/dashboard');
  await page.getByRole('link', { name: 'Operator' }).waitFor();
  if (portal.site.world.account) portal.site.world.account.operator = false;
  await page.reload();
  await settled(page);
  expect(await page.getByRole('link', { name: 'Operator' }).count()).toBe(0);
  await page.context().close();
});

test('where a passkey is asked for, the console says how to get one', async () => {
  portal.site.faults.set('GET /v1/admin/accounts', refuse('passkey_required', 'Sign in with a passkey.'));
  const page = await portal.open('/operator');
  await page.getByRole('link', { name: 'Add a passkey' }).click();
  await page.getByRole('heading', { name: 'Passkeys' }).waitFor();
  expect(await page.evaluate('document.activeElement.id')).toBe('passkeys-title');
  await page.context().close();
});

test('accounts are read page after page to the last one', async () => {
  const page = await portal.open('/operator/accounts');
  const rows = page.locator('tbody tr');
  const more = page.getByRole('button', { name: 'Show more' });
  await rows.nth(9).waitFor();
  expect(await rows.count()).toBe(10);
  await more.click();
  await rows.nth(19).waitFor();
  await more.click();
  await rows.nth(24).waitFor();
  expect(await more.count()).toBe(0);
  await page.context().close();
});

test('parked events can be seen alone and replayed', async () => {
  const page = await portal.open('/operator/events');
  await page.locator('tbody tr').nth(5).waitFor();
  await page.getByLabel('Only parked').check();
  await page.getByText('Stripe did not answer within 10 s').waitFor();
  await page.locator('tbody tr').nth(1).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Replay evt_/ }).click();
  await page.getByText('No parked events.').waitFor();
  await page.context().close();
});

test.each([
  ['Approve', 'approve', 'approved'],
  ['Refuse', 'refuse', 'refused'],
] as const)('to %s a badge takes a reason, and the badge leaves the queue', async (label, path, state) => {
  const page = await portal.open('/operator/badges');
  await page.getByRole('button', { name: `${label} The Newsroom` }).click();
  await page.getByLabel('Reason').fill('The site names the account.');
  await page.getByRole('button', { name: label, exact: true }).click();
  await page.getByText('Nothing waits for a decision.').waitFor();
  expect(portal.site.calls.find(({ method }) => method === 'POST')?.path).toBe(`/v1/admin/badges/newsroom/${path}`);
  expect(portal.site.world.adminBadges[0]).toMatchObject({ state, reason: 'The site names the account.' });
  await page.context().close();
});

test('a refusal without a reason is not sent', async () => {
  const page = await portal.open('/operator/badges');
  await page.getByRole('button', { name: 'Refuse The Newsroom' }).click();
  await page.getByRole('button', { name: 'Refuse', exact: true }).click();
  await page.getByText('Fill this in.').waitFor();
  expect(portal.site.calls.some(({ method }) => method === 'POST')).toBe(false);
  await page.context().close();
});
