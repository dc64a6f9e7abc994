import { expect, test } from 'vitest';
import { button, portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

const sent = (method: string) =>
  portal.site.calls
    .filter((call) => call.method === method && call.path.includes('/webhooks'))
    .map(({ path, body }) => [path, body]);
const open = (path = '/app/webhooks') => portal.openSettled(path);

test('a webhook is added for the ticked groups, and its secret is shown until it is closed', async () => {
  const page = await open();
  await button(page, 'Add webhook').click();
  await page.getByLabel('Address').fill('https://hooks.example.com/in');
  for (const name of [/^Billing/, /^Access/, /^Badges/]) await page.getByRole('checkbox', { name }).uncheck();
  await button(page, 'Add').click();
  expect(await page.getByLabel('Signing secret', { exact: true }).inputValue()).toMatch(/^whsec_/);
  expect(sent('POST')).toEqual([
    [
      '/v1/webhooks',
      {
        url: 'https://hooks.example.com/in',
        types: ['usage.threshold_reached', 'statement.created', 'contest.decided'],
      },
    ],
  ]);
  await page.keyboard.press('Escape');
  await button(page, 'I have saved it').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  expect(await page.locator('#webhooks').textContent()).not.toContain('whsec_');
  await page.locator('#webhooks li', { hasText: 'https://hooks.example.com/in' }).waitFor();
});

test('a webhook whose address did not answer the challenge says so, and how to answer', async () => {
  const page = await open();
  const row = (address: string) => page.locator('#webhooks li', { hasText: address });
  await row('hooks.example.com').getByText('Address confirmed', { exact: true }).waitFor();
  const unanswered = row('billing.example.com');
  await unanswered.getByText('Address not confirmed', { exact: true }).waitFor();
  expect(await unanswered.textContent()).toContain('Answer a test with its data.challenge');
  expect(await row('hooks.example.com').textContent()).not.toContain('data.challenge');
});

test('a disabled webhook says why, and can be enabled again', async () => {
  const page = await open();
  const row = page.locator('#webhooks li', { hasText: 'old.example.com' });
  expect(await row.textContent()).toContain('after five days without a successful delivery');
  await button(page, 'Enable https://old.example.com/').click();
  await row.getByText('Working').waitFor();
  expect(sent('PATCH')).toEqual([['/v1/webhooks/hook_3', { enabled: true }]]);
});

test('deliveries show their outcome, can be sent again, and tested', async () => {
  const page = await open();
  await button(page, 'Deliveries to https://hooks.example.com/tollgate').click();
  const rows = page.locator('dialog .rows li');
  await rows.first().waitFor();
  expect(await rows.allTextContents()).toEqual([
    expect.stringMatching(/usage\.threshold_reached.*Delivered.*204/),
    expect.stringMatching(/billing\.payment_failed.*Pending.*tries: 3.*503/),
    expect.stringMatching(/access\.changed.*Failed.*tries: 10.*timed_out/),
  ]);
  await rows.nth(2).getByRole('button').click();
  await page.locator('dialog [role=status]', { hasText: 'The event is on its way again.' }).waitFor();
  await button(page, 'Send test').click();
  await page.locator('dialog [role=status]', { hasText: 'A test is on its way.' }).waitFor();
  expect(sent('POST')).toEqual([
    ['/v1/webhooks/hook_1/replay', { event: 'evt_1' }],
    ['/v1/webhooks/hook_1/test', {}],
  ]);
});

test('operators have webhooks of their own, and remove one with a reason', async () => {
  const page = await open('/console/webhooks');
  await button(page, 'Remove https://old.example.com/').click();
  await page.getByLabel('Reason').fill('It moved.');
  await page.locator('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.locator('#webhooks li', { hasText: 'old.example.com' }).waitFor({ state: 'detached' });
  expect(sent('DELETE')).toEqual([['/v1/admin/webhooks/hook_3', {}]]);
  const { query } = portal.site.calls.find(({ method }) => method === 'DELETE')!;
  expect([...query]).toEqual([['reason', 'It moved.']]);
});
