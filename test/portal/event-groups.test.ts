/** Stripe's events by their error: a group, or a few that are chosen, go back on the queue together. */
import { expect, test } from 'vitest';
import { portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';

const portal = portalOfFile();
const error = 'Stripe is not responding';

/** Makes the first three of six events parked with the error of the first group of Today. */
function parkThree(): void {
  for (const event of portal.site.world.adminEvents.slice(0, 3)) Object.assign(event, { outcome: 'parked', error });
}
const sent = () =>
  portal.site.calls
    .filter(({ method, path }) => method === 'POST' && path === '/v1/admin/events/replay')
    .map(({ body }) => body);

test('Today leads to the events of an error, and all of them are replayed there', async () => {
  parkThree();
  const page = await portal.openSettled('/console');
  await page.getByRole('link', { name: error }).click();
  await page.waitForURL((url) => url.pathname === '/console/events' && url.searchParams.get('error') === error);
  await page.locator('tbody tr').nth(2).waitFor();
  expect(await page.locator('tbody tr').count()).toBe(3);
  await page.getByRole('button', { name: `Replay the group: ${error}` }).click();
  await page.getByLabel('Reason').fill('Stripe is back');
  await page.getByRole('dialog').getByRole('button', { name: 'Replay' }).click();
  await page.getByText('3 events are on the queue again.').waitFor();
  const body = { error, reason: 'Stripe is back' };
  expect(sent()).toEqual([body, { ...body, cursor: 'more' }, { ...body, cursor: 'more' }]);
  await page.getByText('No event has this error any more.').waitFor();
});

test('groups stand above the rows with their counts, and an empty error has a group as well', async () => {
  const page = await portal.openSettled('/console/events');
  expect(await page.locator('#events .note li').allTextContents()).toEqual([
    expect.stringMatching(/^Stripe is not responding34 tried in vain, 33 of them need replay · invoice/),
    expect.stringMatching(/^No error was noted1 tried in vain, 1 of them need replay/),
  ]);
  await page.getByRole('link', { name: 'No error was noted' }).click();
  await page.waitForURL('**/console/events?error=');
  await page.getByRole('link', { name: 'All events' }).click();
  await page.waitForURL((url) => url.search === '');
});

test('chosen events are replayed together, and the others stay', async () => {
  parkThree();
  const [first, , third] = portal.site.world.adminEvents;
  const page = await portal.openSettled('/console/events');
  expect(await page.getByRole('checkbox').count()).toBe(3);
  for (const event of [first, third]) await page.getByRole('checkbox', { name: `Select ${event?.id}` }).check();
  await page.getByText('2 selected').waitFor();
  await page.getByRole('button', { name: 'Replay selected' }).click();
  await page.getByLabel('Reason').fill('Stripe is back');
  await page.getByRole('dialog').getByRole('button', { name: 'Replay' }).click();
  await page.getByText('2 events are on the queue again.').waitFor();
  expect(sent()).toEqual([{ ids: [first?.id, third?.id], reason: 'Stripe is back' }]);
  await page.getByRole('button', { name: 'Replay selected' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('checkbox').count()).toBe(1);
});

test('the address has the outcome, and Back has it still; another filter forgets what was chosen', async () => {
  parkThree();
  const page = await portal.openSettled('/console/events');
  await page.getByRole('checkbox').first().check();
  await page.getByLabel('Outcome').selectOption('Needs replay');
  await page.waitForURL('**/console/events?outcome=parked');
  await page.locator('tbody tr').nth(3).waitFor({ state: 'detached' });
  expect(await page.getByText('1 selected').count()).toBe(0);
  await page.getByRole('link', { name: 'Corrections' }).first().click();
  await page.locator('#drift').waitFor();
  await page.goBack();
  await page.locator('tbody tr').nth(2).waitFor();
  expect(new URL(page.url()).search).toBe('?outcome=parked');
  expect(await page.getByLabel('Outcome').inputValue()).toBe('parked');
  expect(await page.locator('tbody tr').count()).toBe(3);
});

test('a role that may not replay sees the groups without buttons or checkboxes', async () => {
  parkThree();
  if (portal.site.world.account) portal.site.world.account.operatorRole = 'reviewer';
  const page = await portal.openSettled('/console/events');
  await page.locator('#events .note').getByText(error).waitFor();
  expect(
    await page
      .locator('#events')
      .getByRole('button', { name: /^Replay/ })
      .count(),
  ).toBe(0);
  expect(await page.getByRole('checkbox').count()).toBe(0);
});

test('the rows are there while Today is not', async () => {
  portal.site.faults.set('GET /v1/admin/today', refuse('invalid_request', 'Today is away.'));
  const page = await portal.openSettled('/console/events');
  await page.locator('tbody tr').nth(5).waitFor();
  await page.getByText('Today is away.').waitFor();
});
