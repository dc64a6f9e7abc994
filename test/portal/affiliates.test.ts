import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { button, portalOfFile } from './portal-file.ts';
import { gone } from './stub-answers.ts';

const portal = portalOfFile();

const { sent } = portal;

const open = (path = '/app/badges/brandwatch') => portal.openSettled(path);

test('an organization invites into a free seat, confirms a changed profile and removes', async () => {
  const page = await open();
  const rows = page.locator('#affiliates .rows li');
  await rows.first().waitFor();
  await button(page, 'Invite affiliate').click();
  await page.getByText('1 seat is free.').waitFor();
  await page.getByLabel('Email').fill('new@brandwatch.example');
  await button(page, 'Send invitation').click();
  await rows.filter({ hasText: 'new@brandwatch.example' }).waitFor();
  await rows.first().getByText('Changed, to confirm').waitFor();
  await rows
    .first()
    .getByRole('button', { name: /^Confirm/ })
    .click();
  await page.locator('dialog').getByText('lina.example').waitFor();
  await page.locator('dialog').getByRole('button', { name: 'Confirm', exact: true }).click();
  await rows.first().getByText('Accepted').waitFor();
  await rows
    .first()
    .getByRole('button', { name: /^Remove/ })
    .click();
  await page.locator('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.locator('#affiliates').getByText('Removed', { exact: true }).waitFor();
  const path = '/v1/badges/brandwatch/affiliates';
  expect(sent()).toEqual([
    ['POST', path, { email: 'new@brandwatch.example' }],
    ['POST', `${path}/aff_1/confirm`, { version: 4 }],
    ['DELETE', `${path}/aff_1`, {}],
  ]);
});

test('a new number of seats is bought at the price that was shown; fewer than are taken are refused', async () => {
  const [organization] = portal.site.world.badges;
  if (organization) organization.badge = 'verified_organization';
  const page = await open();
  const change = async (seats: string, confirm: string) => {
    await button(page, 'Change seats').click();
    await page.getByLabel('Seats', { exact: true }).fill(seats);
    await button(page, 'See the cost').click();
    await button(page, confirm).click();
  };
  await change('5', 'Pay $250 and change');
  await page.locator('#affiliates').getByText('5 paid seats').waitFor();
  await change('1', 'Change on 5 Dec 2026');
  await page.locator('dialog').getByText('2 seats are taken or promised').waitFor();
  const path = '/v1/badges/brandwatch/affiliates/seats';
  expect(sent()).toEqual([
    ['POST', `${path}/preview`, { seats: 5 }],
    ['PUT', path, { seats: 5, prorationAt: '2026-11-24T10:00:00.000Z' }],
    ['POST', `${path}/preview`, { seats: 1 }],
    ['PUT', path, { seats: 1 }],
  ]);
});

test('an invitation is accepted with a profile, and an affiliation is left after a confirmation', async () => {
  const page = await open('/app/badges');
  await button(page, 'Accept: The Daily').click();
  await page.getByLabel('Name as shown').fill('A Reporter');
  await page.getByRole('textbox', { name: 'Handle' }).fill('daily_reporter');
  await page.getByLabel('Website').fill('https://reporter.example');
  await page.locator('dialog').getByRole('button', { name: 'Accept', exact: true }).click();
  await button(page, 'Leave: The Daily').waitFor();
  await button(page, 'Leave: The Weekly').click();
  await page.locator('dialog').getByRole('button', { name: 'Leave', exact: true }).click();
  await page.locator('#affiliations li', { hasText: '@weekly' }).waitFor({ state: 'detached' });
  const profile = { handle: 'daily_reporter', displayName: 'A Reporter', url: 'https://reporter.example' };
  expect(sent()).toEqual([
    ['POST', '/v1/affiliations/aff_8/accept', profile],
    ['POST', '/v1/affiliations/aff_9/leave', {}],
  ]);
});

test('without affiliates on offer, the page shows nothing about them', async () => {
  portal.site.faults.set('GET /v1/affiliations', gone);
  portal.site.faults.set('GET /v1/badges/brandwatch/affiliates', gone);
  const page = await open();
  expect(await page.locator('#affiliates').count()).toBe(0);
  await page.goto(`${portal.site.origin}/app/badges`);
  await settled(page);
  expect(await page.locator('#affiliations').count()).toBe(0);
});
