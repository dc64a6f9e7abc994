import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { button, portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';

const portal = portalOfFile();

const sent = () => portal.site.calls.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body]);

async function open(state?: string): Promise<Page> {
  const page = await portal.open('/console/badges');
  await settled(page);
  if (state !== undefined) await page.getByLabel('State').selectOption({ label: state });
  await settled(page);
  return page;
}

test('the queue is listed by state, and a search narrows it', async () => {
  const page = await open();
  const cards = page.locator('#badge-queue .card');
  expect(await cards.count()).toBe(1);
  await page.getByLabel('State').selectOption({ label: 'Every state' });
  await cards.nth(2).waitFor();
  await page.getByLabel('Search').fill('@reporter NEWSROOM.example');
  await page.getByText('1 of the 3 read so far').waitFor();
  expect(await cards.textContent()).toContain('A Reporter');
});

test('an application shows its checks, appeal, history and site, and our copy of its picture', async () => {
  const page = await open();
  const card = page.locator('#badge-queue .card');
  const text = await card.textContent();
  expect(text).toMatch(/To reviewName.*two scripts/);
  expect(text).toContain('Our imprint names this account since Monday.');
  expect(text).toContain('xn--bcher-kva.example');
  await card.getByText('3 actions').click();
  expect(await card.locator('.history li').nth(1).textContent()).toMatch(
    /Refused.*operator@example\.com.*does not name/,
  );
  expect(await card.locator('img').getAttribute('src')).toMatch(/^\//);
});

test('a name that mixes scripts is shown letter by letter', async () => {
  const page = await open('Needs changes');
  await page.getByText('Cyrillic, Latin').click();
  const letters = await page.locator('.code-points li').allTextContents();
  expect(letters).toEqual(['РU+0420', 'аU+0430', 'yU+0079', 'рU+0440', 'аU+0430', 'lU+006C']);
});

test('a question to the holder takes the application out of the queue', async () => {
  const page = await open();
  await button(page, 'Ask for more: The Newsroom').click();
  await button(page, 'Ask for more').last().click();
  await page.getByText('Fill this in.').waitFor();
  await page.getByLabel('Your question').fill('Who are you?');
  await button(page, 'Ask for more').last().click();
  await page.getByText('No application waits for a decision.').waitFor();
  expect(sent()).toEqual([['/v1/admin/badges/newsroom/ask', { reason: 'Who are you?', version: 3 }]]);
});

test('a revocation says whether its reason is public and whether money goes back', async () => {
  const page = await open('Verified');
  await button(page, 'Revoke the badge of A Reporter').click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Left the paper.');
  await page.getByLabel('Show the reason publicly').check();
  await page.getByLabel('Refund the last payment').check();
  await button(page, 'Revoke').last().click();
  await page.getByText('Badge revoked.').waitFor();
  expect(sent()).toEqual([
    ['/v1/admin/badges/reporter/revoke', { reason: 'Left the paper.', public: true, refund: true, version: 3 }],
  ]);
});

test('a decision on an application that has changed meanwhile has no effect, says so and shows the new version', async () => {
  const page = await open();
  portal.site.faults.set(
    'POST /v1/admin/badges/newsroom/approve',
    refuse('conflict', 'This badge changed in the meantime. Reload it, then decide.'),
  );
  await button(page, 'Approve The Newsroom').click();
  const [badge] = portal.site.world.adminBadges;
  if (badge) Object.assign(badge, { displayName: 'Another Newsroom', version: 4 });
  await page.getByLabel('Reason').fill('It matches.');
  await button(page, 'Approve').last().click();
  await page.getByText('Nothing was decided.').waitFor();
  expect(await button(page, 'Approve').last().isVisible()).toBe(false);
  await button(page, 'Check again').click();
  await button(page, 'Approve Another Newsroom').waitFor();
});
