import { expect, test } from 'vitest';
import { portalOfFile } from './portal-file.ts';
import { usageWith } from './stub-usage.ts';
import { freshWorld } from './stub-world.ts';

const portal = portalOfFile();

test('the overview has the forecast of the period, and none while the API has none', async () => {
  const page = await portal.openSettled('/app');
  const records = page.locator('#records');
  await records.getByText('About 11,400 by 5 Dec 2026 at this pace').waitFor();
  Object.assign(portal.site.world.usage.day, { forecast: null });
  const young = await portal.openSettled('/app');
  expect(await young.locator('#records').textContent()).not.toContain('About');
});

test('the overview counts the requests of the UTC day, and leads to those refused and to those served', async () => {
  const page = await portal.openSettled('/app');
  const card = page.locator('#requests-today');
  const today = new Date().toISOString().slice(0, 10);
  const asked = portal.callsTo('GET', '/v1/usage').map(({ query }) => `${query}`);
  expect(asked).toContain(`by=status&from=${today}`);
  const links = await card.getByRole('link').evaluateAll((all) => all.map((each) => each.getAttribute('href')));
  expect(links).toEqual([`/app/requests?status=served&from=${today}`, `/app/requests?from=${today}`, '/app/requests']);
  expect(await card.textContent()).toContain('Mostly: A paid subscription is needed (7)');
});

test('the overview says that reads with test keys are not counted while there are no others', async () => {
  const { world } = portal.site;
  const page = await portal.openSettled('/app');
  const said = page.locator('#requests-today').getByText('Reads with test keys are not counted.');
  expect(await said.count()).toBe(0);
  world.keys = world.keys.filter(({ environment }) => environment === 'test');
  await page.reload();
  await said.waitFor();
});

test('the latest activity is read when somebody scrolls to it, and each line leads to its thing', async () => {
  const page = await portal.openSettled('/app');
  expect(portal.callsTo('GET', '/v1/events')).toEqual([]);
  await page.locator('.when-seen').scrollIntoViewIfNeeded();
  await page.mouse.move(300, 300);
  const lines = page.locator('#recent li');
  await lines.first().waitFor();
  expect(await lines.count()).toBeGreaterThan(1);
  expect(await page.locator('#recent a').last().getAttribute('href')).toBe('/app/activity');
});

test('a new organization has its first steps alone', async () => {
  portal.site.world = freshWorld();
  const page = await portal.openSettled('/app');
  await page.locator('.steps').waitFor();
  expect(await page.locator('#records, #requests-today, .when-seen').count()).toBe(0);
});

test('the overview says so when the list of what needs somebody cannot be read, and shows the rest', async () => {
  portal.site.faults.set('GET /v1/attention', { status: 503, body: { code: 'unavailable', status: 503 } });
  const page = await portal.openSettled('/app');
  await page.locator('main .note-bad').first().waitFor();
  expect(await page.getByText('Your Verified payment failed').count()).toBe(0);
  expect(await page.locator('#records').count()).toBe(1);
});

test('gifts stand on billing with their end, and nothing does where there are none', async () => {
  const page = await portal.openSettled('/app/billing');
  expect(await page.locator('#given').count()).toBe(0);
  portal.site.world.account!.given = {
    comps: [{ plan: 'pro', badge: null, since: '2026-11-01T00:00:00.000Z', until: '2026-12-31T00:00:00.000Z' }],
    limits: { requestsPerMinute: 600, allowance: 50_000, since: '2026-11-02T00:00:00.000Z', until: null },
    offers: [],
  };
  const given = await portal.openSettled('/app/billing');
  const text = await given.locator('#given').textContent();
  for (const part of [
    'ProFree from 1 Nov 2026 until 31 Dec 2026',
    'Allowance of 50,000 per billing period',
    '600 requests per minute',
    'Since 2 Nov 2026, in place of your plan’s',
  ])
    expect(text).toContain(part);
});

test('usage of nothing at all is no error: the card says that nothing was asked for', async () => {
  const { world } = portal.site;
  world.usage.status = usageWith(world.usage.day, []);
  const page = await portal.openSettled('/app');
  expect(await page.locator('#requests-today').textContent()).toContain('0 served0 refused');
});

test('a private price stands on billing with its last day, and leads to a change or, without a plan, to checkout', async () => {
  const lookupKey = 'offer:p:pro:m:usd:400000:AAAAAAAAAAAA';
  const price = { lookupKey, interval: 'month' as const, amountMinor: 400_000, currency: 'usd' };
  const offers = [{ plan: 'pro', badge: null, price, until: '2099-12-31T00:00:00.000Z' }];
  portal.site.world.account!.given = { comps: [], limits: null, offers };
  const page = await portal.openSettled('/app/billing');
  const own = page.locator('#offers');
  expect(await own.textContent()).toContain('Pro$4,000');
  await own.getByText('You can choose it until 31 Dec 2099').waitFor();
  await own.getByRole('button', { name: 'Change to the private price of Pro' }).click();
  await page.getByRole('dialog', { name: 'Change Basic' }).getByText('$4,000').first().waitFor();

  portal.site.world.account!.subscriptions = [];
  const unpaid = await portal.openSettled('/app/billing');
  await unpaid.locator('#offers').getByRole('button', { name: /4,000/ }).waitFor();
});
