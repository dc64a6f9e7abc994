import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';

const portal = portalOfFile();

test('the console is offered to operators only', async () => {
  const page = await portal.open('/app');
  await page.getByRole('link', { name: 'Console' }).waitFor();
  if (portal.site.world.account) portal.site.world.account.operator = false;
  await page.reload();
  await settled(page);
  expect(await page.getByRole('link', { name: 'Console' }).count()).toBe(0);
});

test.each([
  ['/console', 'GET /v1/admin/today'],
  ['/console/organizations', 'GET /v1/admin/organizations'],
])('if a passkey is required, %s says how to get one', async (address, route) => {
  portal.site.faults.set(route, refuse('passkey_required', 'Sign in with a passkey.'));
  const page = await portal.open(address);
  await page.getByRole('link', { name: 'Add passkey' }).click();
  await page.getByRole('heading', { name: 'Passkeys' }).waitFor();
  expect(await page.evaluate('document.activeElement.id')).toBe('passkeys-title');
});

test('accounts are read page after page to the last one', async () => {
  const page = await portal.open('/console/organizations');
  const rows = page.locator('tbody tr');
  const more = page.getByRole('button', { name: 'Show more' });
  await rows.nth(9).waitFor();
  expect(await rows.count()).toBe(10);
  await more.click();
  await rows.nth(19).waitFor();
  await more.click();
  await rows.nth(24).waitFor();
  expect(await more.count()).toBe(0);
});

test('an account is suspended and restored with a reason, and says that it is suspended', async () => {
  const page = await portal.open('/console/organizations');
  const row = page.locator('tbody tr').filter({ hasText: 'someone0@example.com' });
  await row.getByRole('button', { name: 'Suspend Organization 0' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
  await page.getByText('Fill this in.').waitFor();
  await page.getByLabel('Reason').fill('scraping');
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click();
  await page.getByText('The organization is suspended.').waitFor();
  await row.getByText('Suspended', { exact: true }).waitFor();
  await row.getByRole('button', { name: 'Restore Organization 0' }).click();
  await page.getByLabel('Reason').fill('they stopped');
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByText('The organization is restored.').waitFor();
  await row.getByText('Suspended', { exact: true }).waitFor({ state: 'detached' });
});

test('related organizations are shown beside an account, page after page, and lead to their activity', async () => {
  const page = await portal.open('/console/organizations');
  await page.getByRole('button', { name: 'Organizations related to Organization 0', exact: true }).click();
  const rows = page.locator('dialog .rows li');
  await rows.nth(9).waitFor();
  expect(await rows.first().textContent()).toMatch(
    /Organization 7Card 2\sOct\s2026 – 24\sNov\s2026Network 20\sNov\s2026/,
  );
  await page.locator('dialog').getByRole('button', { name: 'Show more' }).click();
  await rows.nth(11).waitFor();
  await page.getByText('And more, which are not listed.').waitFor();
  await rows.first().getByRole('link').click();
  await page.locator('#trail').waitFor();
  expect(new URL(page.url()).search).toBe('?account=acc_7');
  expect(await page.locator('dialog').count()).toBe(0);
});

test('an account with which no other shares anything says so', async () => {
  const page = await portal.open('/console/organizations');
  await page.getByRole('button', { name: 'Organizations related to Organization 1', exact: true }).click();
  await page.getByText('No organization shares a card, domain, network or device').waitFor();
});

test('a role sees only the actions that it may use', async () => {
  if (portal.site.world.account) portal.site.world.account.operatorRole = 'reviewer';
  const page = await portal.openSettled('/console/organizations');
  expect(await page.getByRole('button', { name: /^Suspend/ }).count()).toBe(0);
  expect(await page.getByRole('button', { name: /^Organizations related/ }).count()).toBe(10);
  await page.getByRole('link', { name: 'Badges' }).click();
  await page.getByRole('button', { name: 'Approve The Newsroom' }).waitFor();
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await page.locator('#webhooks li').first().waitFor();
  expect(await page.getByRole('button', { name: 'Add webhook' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
});

test('parked events can be seen alone and replayed', async () => {
  const page = await portal.open('/console/events');
  await page.locator('tbody tr').nth(5).waitFor();
  await page.getByLabel('Outcome').selectOption('Needs replay');
  await page.getByText('Stripe did not answer within 10 s').waitFor();
  await page.locator('tbody tr').nth(1).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^Replay evt_/ }).click();
  await page.getByLabel('Reason').fill('Stripe is back');
  await page.getByRole('dialog').getByRole('button', { name: 'Replay' }).click();
  await page.getByText('No event needs replay.').waitFor();
});

test('all parked events of a range are replayed, in any number of parts, and the page shows how many', async () => {
  const parked = { outcome: 'parked', receivedAt: '2026-11-22T10:00:00.000Z' } as const;
  for (const event of portal.site.world.adminEvents.slice(0, 2)) Object.assign(event, parked);
  const page = await portal.open('/console/events');
  await page.getByRole('button', { name: 'Replay all' }).click();
  await page.getByLabel('Received from (UTC)').fill('2026-11-21T00:00');
  await page.getByLabel('Received before (UTC)').fill('2026-11-23T12:30');
  await page.getByLabel('Reason').fill('Stripe is back');
  await page.getByRole('button', { name: 'Replay', exact: true }).last().click();
  await page.getByText('2 events are on the queue again.').waitFor();
  const range = { from: '2026-11-21T00:00:00.000Z', to: '2026-11-23T12:30:00.000Z', reason: 'Stripe is back' };
  const sent = portal.site.calls.filter(({ method }) => method === 'POST').map(({ body }) => body);
  expect(sent).toEqual([range, { ...range, cursor: 'more' }]);
  expect(portal.site.world.adminEvents.filter(({ outcome }) => outcome === 'parked')).toHaveLength(1);
});

test('a refused range stays open, with the reason next to the field', async () => {
  const detail = 'from must be a time such as 2026-11-24T12:00:00Z.';
  const errors = [{ field: 'from', message: 'must be a time such as 2026-11-24T12:00:00Z' }];
  portal.site.faults.set('POST /v1/admin/events/replay', refuse('invalid_request', detail, errors));
  const page = await portal.open('/console/events');
  await page.getByRole('button', { name: 'Replay all' }).click();
  await page.getByLabel('Reason').fill('Stripe is back');
  await page.getByRole('button', { name: 'Replay', exact: true }).last().click();
  await page.locator('dialog .field-error').waitFor();
  expect(await page.locator('dialog').isVisible()).toBe(true);
});

test('drift shows the account, the cause, and both values', async () => {
  const page = await portal.open('/console/drift');
  const [first, second] = [page.locator('tbody tr').first(), page.locator('tbody tr').nth(1)];
  await first.getByText('Organization 3').waitFor();
  expect(await first.textContent()).toMatch(/No event.*Access changed.*cancelAtPeriodEndno→yes/);
  expect(await first.textContent()).toContain('13 Dec 2026, 00:00 UTC');
  expect(await second.locator('th').textContent()).toContain('acc_5');
  await second.getByText('4 differences').click();
  expect(await second.textContent()).toMatch(
    /nothing→status: active, createdAt: 5 Nov 2026, 00:00 UTC, items: lookupKey: basic_monthly/,
  );
});

test.each([
  ['Approve', 'approve', 'approved'],
  ['Refuse', 'refuse', 'refused'],
] as const)('to %s a badge takes a reason, and the badge leaves the queue', async (label, path, state) => {
  const page = await portal.open('/console/badges');
  await page.getByRole('button', { name: `${label} The Newsroom` }).click();
  await page.getByLabel('Reason').fill('The site names the account.');
  await page.getByRole('button', { name: label, exact: true }).click();
  await page.getByText('No application waits for a decision.').waitFor();
  expect(portal.site.calls.find(({ method }) => method === 'POST')?.path).toBe(`/v1/admin/badges/newsroom/${path}`);
  expect(portal.site.world.adminBadges[0]).toMatchObject({ state, reason: 'The site names the account.' });
});

test('a refusal without a reason is not sent', async () => {
  const page = await portal.open('/console/badges');
  await page.getByRole('button', { name: 'Refuse The Newsroom' }).click();
  await page.getByRole('button', { name: 'Refuse', exact: true }).click();
  await page.getByText('Fill this in.').waitFor();
  expect(portal.site.calls.some(({ method }) => method === 'POST')).toBe(false);
});

test('a suppressed address is released after a confirmation, even if another operator was faster', async () => {
  const page = await portal.open('/console/suppressions');
  await page.getByRole('button', { name: 'Release someone3@example.com' }).click();
  await page.getByRole('dialog').getByText('Only if the mailbox works again').waitFor();
  await page.getByLabel('Reason').fill('The mailbox works again.');
  await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
  await page.getByText('We email this address again.').waitFor();
  expect(await page.locator('tbody tr').count()).toBe(1);
  portal.site.world.suppressions = [];
  await page.locator('tbody button').click();
  await page.getByRole('dialog').getByText('Only if its reader asks for it').waitFor();
  await page.getByLabel('Reason').fill('Its reader asked.');
  await page.getByRole('dialog').getByRole('button', { name: 'Release' }).click();
  await page.getByText('No blocked addresses.').waitFor();
});

test('the trail shows the actor and action of every entry, even actions without a text', async () => {
  const page = await portal.openSettled('/console/trail');
  const rows = await page.locator('tbody tr').allTextContents();
  expect(rows).toEqual([
    expect.stringMatching(/Webhook added.*webhook\.added.*url https:.*operator@example\.com/),
    expect.stringMatching(/Code for an operator’s passkey created.*second\.operator@example\.com.*command line/),
    expect.stringMatching(/^something\.newer/),
  ]);
});

test('the trail of an account is read from the list of accounts, page after page, and leads back to the operators’ own', async () => {
  const page = await portal.openSettled('/console/organizations');
  await page.getByRole('link', { name: 'Activity of Organization 0', exact: true }).click();
  const rows = page.locator('#trail tbody tr');
  await rows.nth(9).waitFor();
  expect(await rows.first().textContent()).toMatch(
    /Organization suspended.*Reason: scraping.*operator@example\.comSupport/,
  );
  await page.getByRole('button', { name: 'Show more' }).click();
  await rows.nth(11).waitFor();
  await page.getByRole('link', { name: 'Activity of the operators' }).click();
  await page.getByText('Webhook added').waitFor();
});
