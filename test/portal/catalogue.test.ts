import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { button, portalOfFile } from './portal-file.ts';
import { refuse } from './stub-answers.ts';
import { freshWorld } from './stub-world.ts';

const portal = portalOfFile();
const route = 'GET /v1/admin/catalogue';
const asked = () => portal.site.calls.filter(({ path }) => path === '/v1/admin/catalogue').length;

test('each change that a push would make is named by field, first what differs, with the command that pushes', async () => {
  const page = await portal.open('/console/catalogue');
  await settled(page);
  const rows = page.locator('#catalogue tbody tr');
  expect(await rows.count()).toBe(5);
  expect(await rows.nth(0).textContent()).toMatch(
    /^BasicPlan · tollgate_plan_basicChangedNameStarter→BasicPrice · basic_monthly/,
  );
  const plain = (await rows.nth(0).textContent())?.replaceAll(/[\u2066-\u2069]/g, '');
  expect(plain).toMatch(/\$100(\.00)? a month→\$120(\.00)? · €110(\.00)? a month plus tax$/);
  expect(await rows.nth(1).textContent()).toMatch(/nothing→.*\$5.* a month, for every 1,000 used$/);
  expect(await rows.nth(2).textContent()).toMatch(/^صيف 2026.*Only at StripeDiscount25% off for 3 months→nothing$/);
  expect(await rows.nth(3).textContent()).toMatch(/^Billing portalChangedPausing a subscriptionyes→no$/);
  expect(await rows.nth(4).textContent()).toMatch(/^ProPlan · tollgate_plan_proSame/);
  await page.getByText('4 things at Stripe would change. Stripe was asked').waitFor();
  expect(await page.locator('#catalogue pre').first().textContent()).toBe('npm run catalog -- push');
});

test('a catalogue that Stripe holds would change nothing, and no command is shown', async () => {
  portal.site.world = { ...freshWorld(), ...{ account: portal.site.world.account } };
  const page = await portal.open('/console/catalogue');
  await page.getByText('Nothing would change: Stripe holds this catalogue.').waitFor();
  expect(await page.getByText('npm run catalog').count()).toBe(0);
});

test('Stripe is asked once, again when somebody wants it, and what was read stays while it is away', async () => {
  const page = await portal.open('/console/catalogue');
  await settled(page);
  await page.locator('a[href="/console/drift"]').first().click();
  await page.waitForURL('**/console/drift');
  await page.goBack();
  await page.getByText('4 things at Stripe would change.').waitFor();
  expect(asked()).toBe(1);
  portal.site.faults.set(route, refuse('stripe_unavailable', 'The payment service does not respond.'));
  await button(page, 'Ask Stripe again').click();
  await page.locator('#catalogue .note-bad').waitFor();
  expect(await page.locator('#catalogue tbody tr').count()).toBe(5);
});

test('while Stripe is away the page says so, and tries again', async () => {
  portal.site.faults.set(route, refuse('stripe_unavailable', 'The payment service does not respond.'));
  const page = await portal.open('/console/catalogue');
  const again = page.locator('#catalogue').getByRole('button', { name: 'Try again' });
  await again.waitFor();
  portal.site.faults.delete(route);
  await again.click();
  await page.getByText('4 things at Stripe would change.').waitFor();
});
