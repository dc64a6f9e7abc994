import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { button, portalOfFile } from './portal-file.ts';
import { type Answer, refuse } from './stub-answers.ts';
import type { World } from './stub-state.ts';
import { basicSubscription, busyWorld, freshWorld } from './stub-world.ts';

const portal = portalOfFile();

const { callsTo } = portal;
const acceptAll = (world: World) => {
  for (const licence of world.licences) {
    licence.accepted = { at: '2026-11-05T09:12:00.000Z', name: 'D', role: 'CTO' };
    licence.required = false;
  }
};

async function tabTo(page: Page, name: string) {
  const focusedName = 'document.activeElement.getAttribute("aria-label") || document.activeElement.textContent.trim()';
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(focusedName)) === name) return;
  }
  throw new Error(`60 tabs did not reach ${name}`);
}

test('a key is created, copied and closed with the keyboard alone, and shown only once', async () => {
  acceptAll(portal.site.world);
  const page = await portal.open('/app/keys');
  await settled(page);
  await tabTo(page, 'Create a key');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Build server');
  await tabTo(page, 'Create key');
  await page.keyboard.press('Enter');

  const secret = await page.getByLabel('Your key', { exact: true }).inputValue();
  expect(secret).toMatch(/^tg_test_/);
  await page.keyboard.press('Escape');
  await tabTo(page, 'Copy key');
  await page.keyboard.press('Enter');
  await page.locator('dialog [role=status]', { hasText: 'Copied.' }).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(secret);
  await tabTo(page, 'I have saved it');
  await page.keyboard.press('Enter');

  await page.locator('dialog').waitFor({ state: 'detached' });
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Create a key');
  expect(await page.locator('#try pre').textContent()).toContain(secret);
  await page.reload();
  await page.getByText('Build server').waitFor();
  expect(await page.content()).not.toContain(secret);
});

test('the return from checkout promises nothing until the account shows the subscription', async () => {
  portal.site.world = freshWorld();
  const page = await portal.open('/app?checkout=success');
  await page.getByText('Waiting for the payment to be confirmed').waitFor();
  expect(await page.getByText('Payment confirmed').count()).toBe(0);
  portal.site.world.account?.subscriptions.push(basicSubscription);
  await page.getByText('Payment confirmed').waitFor();
});

test('the return from checkout has the account synced with Stripe, and shows the result without a webhook', async () => {
  const world = freshWorld();
  portal.site.world = world;
  const paid = { ...world.account, subscriptions: [basicSubscription] };
  const page = await portal.open('/app/plans');
  await page.route('**/v1/checkout/return', (route) => {
    Object.assign(world.account ?? {}, paid);
    return route.fulfill({ json: paid });
  });
  const asked = page.waitForRequest('**/v1/checkout/return');
  await page.goto(`${portal.site.origin}/app?checkout=success&session=cs_test_1`);
  expect((await asked).postDataJSON()).toEqual({ session: 'cs_test_1' });
  await page.getByText('Payment confirmed').waitFor();
});

test('the result of a checkout stays on the page when the plan is changed immediately', async () => {
  portal.site.world = freshWorld();
  const page = await portal.open('/app/plans');
  await button(page, 'Get Basic for $100 per month').click();
  await page.waitForURL('**/elsewhere/checkout/basic_monthly');
  portal.site.world.account?.subscriptions.push({ ...basicSubscription });
  await page.goto(`${portal.site.origin}/app?checkout=success`);
  await page.getByText('Payment confirmed').waitFor();
  await page.getByRole('link', { name: 'Billing', exact: true }).click();
  await button(page, 'Change Basic').click();
  await button(page, 'See the cost').click();
  await page.getByText('Any extra usage so far is charged first, on an invoice of its own.').waitFor();
  await button(page, 'Pay $1,796.67 and change').click();
  await page.locator('#plan').getByRole('heading', { name: 'Pro', exact: true }).waitFor();
  await page.goBack();
  await page.getByText('Payment confirmed').waitFor();
  expect(await page.getByText('Waiting for the payment to be confirmed').count()).toBe(0);
});

test('a buyer with a plan is offered to change it, not to buy a second one', async () => {
  const page = await portal.open('/app/plans');
  await page.getByRole('link', { name: 'Change to Pro' }).click();
  await button(page, 'Change Basic').waitFor();
  portal.site.world = freshWorld();
  await page.goto(`${portal.site.origin}/app/plans`);
  await button(page, 'Get Pro for $5,000 per month').waitFor();
});

test('a licence is accepted with name and role for exactly the text shown, and not if that text differs', async () => {
  const page = await portal.open('/app/licences');
  const review = page.locator('#licences').getByRole('button', { name: 'Read and accept Films licence' });
  await review.click();
  await page.getByLabel('Your name').fill('Dana Haddad');
  await page.getByLabel('Your role').fill('Head of Data');
  await page.getByLabel(/^I have read .?Films licence/).check();
  await button(page, 'Accept').click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  const { id, version, sha256 } = portal.site.world.licences[1] ?? {};
  expect(callsTo('POST', '/v1/licences').map(({ body }) => body)).toEqual([
    { id, version, sha256, name: 'Dana Haddad', role: 'Head of Data' },
  ]);

  portal.site.world = busyWorld();
  portal.site.world.licenceText = 'Another text.';
  await page.reload();
  await review.click();
  await page.getByText('The licence text did not load correctly').waitFor();
  expect(await button(page, 'Accept').count()).toBe(0);
});

test('a licence that binds in English is shown with its Arabic translation to an Arabic reader, who accepts the English bytes', async () => {
  portal.site.world = busyWorld();
  const [first] = portal.site.world.licences;
  for (const licence of portal.site.world.licences) licence.translationUrl = `${licence.url}?language=ar`;
  const page = await portal.open('/app/licences', { language: 'ar' });
  await page.locator('#licences').getByRole('button', { name: 'القراءة والموافقة' }).first().click();
  await page.getByText('توافق على النص الإنجليزي').waitFor();
  const shown = page.locator('dialog .licence-text');
  expect(await shown.evaluateAll((all) => all.map((each) => each.getAttribute('lang')))).toEqual(['ar', 'en']);
  expect(first?.binding).toBe('en');
});

test('a buyer who creates a first key accepts every licence in the same dialog, with one name and role, and gets a test key', async () => {
  portal.site.world = freshWorld();
  const page = await portal.open('/app/keys');
  await button(page, 'Create a key').click();
  const dialog = page.locator('dialog');
  await expect.poll(() => dialog.locator('.licence-text').count()).toBe(2);
  await dialog.getByLabel('Your name').fill('Dana Haddad');
  await dialog.getByLabel('Your role').fill('Head of Data');
  for (const name of ['Conversation licence', 'Films licence']) {
    await button(page, 'Accept and create key').click();
    expect(callsTo('POST', '/v1/licences')).toHaveLength(0);
    await dialog.getByLabel(new RegExp(`^I have read .?${name}`)).check();
  }
  expect(await dialog.getByLabel('Label').inputValue()).toBe('First key');
  await dialog.getByLabel('Label').fill('Laptop');
  const [first, ...others] = await dialog.getByRole('radio').all();
  expect([await first!.getAttribute('value'), await first!.isChecked(), others.length]).toEqual(['test', true, 1]);
  await button(page, 'Accept and create key').click();
  expect(await page.getByLabel('Your key', { exact: true }).inputValue()).toMatch(/^tg_test_/);
  const accepted = callsTo('POST', '/v1/licences').map(({ body }) => [body.id, body.name, body.role]);
  expect(accepted).toEqual([
    ['conversations', 'Dana Haddad', 'Head of Data'],
    ['films', 'Dana Haddad', 'Head of Data'],
  ]);
});

test('a first record is read in the dialog that created the key, and the code for it stays on the page', async () => {
  acceptAll(portal.site.world);
  const page = await portal.open('/app/keys#new');
  await page.route('**/data/posts?limit=3', (route) => {
    const authorization = route.request().headers().authorization ?? '';
    return route.fulfill({ json: { data: [{ id: 'p_1', asked: authorization.slice(0, 15) }] } });
  });
  await page.getByLabel('Label').fill('Laptop');
  await button(page, 'Create key').click();
  await button(page, 'Read 3 records').click();
  await page.getByText('1 record read. The code for it stays on this page.').waitFor();
  expect(await page.locator('dialog pre').textContent()).toContain('"asked": "Bearer tg_test_"');
  await button(page, 'I have saved it').click();
  expect(await page.locator('#try pre').textContent()).toContain('tg_test_abcdefghij');
  await page.reload();
  await page.getByRole('heading', { name: 'Keys', level: 1 }).waitFor();
  expect(await page.locator('dialog').count()).toBe(0);
});

test('a first read that is refused says why, in the dialog', async () => {
  acceptAll(portal.site.world);
  const page = await portal.open('/app/keys#new');
  portal.site.faults.set('GET /data/posts', refuse('quota_exhausted', 'The sample of this month is used up.'));
  await page.getByLabel('Label').fill('Laptop');
  await button(page, 'Create key').click();
  await button(page, 'Read 3 records').click();
  await page.locator('dialog').getByText('The sample of this month is used up.').waitFor();
});

test('the dashboard announces a licence’s change before its day, and keys work until then', async () => {
  const { world } = portal.site;
  acceptAll(world);
  const films = world.licences[1]!;
  const next = { version: '2026-12', inForceFrom: '2026-12-31T00:00:00.000Z', required: false, accepted: null };
  world.licences.push({ ...films, ...next });
  const page = await portal.open('/app');
  await page.getByText(/Films licence.? changes on .*31/).waitFor();
  await page.getByRole('link', { name: 'Keys', exact: true }).click();
  await button(page, 'Create a key').click();
  await page.getByLabel('Label').waitFor();
  await button(page, 'Cancel').click();
  await page.getByRole('link', { name: 'Overview' }).click();
  await button(page, 'Read and accept Films licence').first().click();
  expect(await page.getByLabel('Your name').inputValue()).toBe('D');
  await page.getByLabel(/^I have read .?Films licence/).check();
  await button(page, 'Accept').click();
  await page.getByText(/Films licence.? changes on/).waitFor({ state: 'detached' });
});

test('a future licence version leaves the first step about licences done', async () => {
  const world = freshWorld();
  acceptAll(world);
  world.licences.push({ ...world.licences[1]!, version: '2026-12', accepted: null });
  portal.site.world = world;
  const page = await portal.open('/app');
  await page.locator('.step-done', { hasText: 'Accept the licences' }).waitFor();
});

test('once the day of a changed licence has passed, the dashboard says that keys wait for it', async () => {
  const { world } = portal.site;
  acceptAll(world);
  Object.assign(world.licences[1]!, { version: '2026-12', required: true, accepted: null });
  const page = await portal.open('/app');
  await page.getByText(/Your keys wait for .?Films licence/).waitFor();
});

test('a subscription is cancelled only after a confirmation, and can be resumed', async () => {
  const page = await portal.open('/app/billing');
  await button(page, 'Cancel Basic').click();
  expect(callsTo('POST', '/v1/subscription/cancel')).toHaveLength(0);
  await button(page, 'Cancel subscription').click();
  await page.getByText('Ends on 5 Dec 2026').waitFor();
  expect(callsTo('POST', '/v1/subscription/cancel')[0]?.body).toEqual({ subscription: 'sub_1', when: 'period_end' });
  await button(page, 'Resume Basic').click();
  await button(page, 'Resume the subscription').click();
  await button(page, 'Cancel Basic').waitFor();
});

test('a trial shows its length, its end, and whether a charge follows', async () => {
  const pricing = await portal.open('/app/plans');
  await settled(pricing);
  expect(await pricing.locator('li.plan', { hasText: 'Basic' }).textContent()).toContain(
    '14 days free. One trial per organization and card',
  );
  const trial = { ...basicSubscription, status: 'trialing' };
  const cancelled = { ...trial, id: 'sub_2', cancelAtPeriodEnd: true, endsAt: trial.periodEnd };
  const { account } = portal.site.world;
  portal.site.world.account = account && { ...account, subscriptions: [trial, cancelled] };
  const page = await portal.open('/app/billing');
  await settled(page);
  const rows = await page.locator('#plan li').allTextContents();
  expect(rows[0]).toContain('Free trial until 5 Dec 2026; then the first payment is charged');
  expect(rows[1]).toContain('Free trial until 5 Dec 2026; then it ends, and nothing is charged');
});

test('a subscription with an end set by the operator says so, and offers no impossible action', async () => {
  const soon = { ...basicSubscription, endsAt: '2026-11-28T00:00:00.000Z' };
  const later = { ...basicSubscription, id: 'sub_2', endsAt: '2027-02-01T00:00:00.000Z' };
  const { account } = portal.site.world;
  portal.site.world.account = account && { ...account, subscriptions: [soon, later] };
  const page = await portal.open('/app/billing');
  await settled(page);
  const rows = page.locator('#plan li');
  expect(await rows.nth(0).textContent()).toContain('Ends on 28 Nov 2026 and is not renewed');
  expect(await rows.nth(0).getByRole('button').count()).toBe(0);
  expect(await rows.nth(1).textContent()).toContain('Renews on 5 Dec 2026, ends on 1 Feb 2027');
  expect(await rows.nth(1).getByRole('button').allTextContents()).toEqual(['Cancel']);
});

test('a subscription that ended because of a refund says so', async () => {
  const ended = { ...basicSubscription, status: 'canceled', endedBecause: 'refunded' as const };
  const { account } = portal.site.world;
  portal.site.world.account = account && { ...account, subscriptions: [ended] };
  const page = await portal.open('/app/billing');
  await settled(page);
  expect(await page.locator('#plan li').textContent()).toContain(
    'Ended after the payment for this period was returned in full',
  );
});

test('a plan is changed only after its price was shown, at that price', async () => {
  const page = await portal.open('/app/billing');
  await button(page, 'Change Basic').click();
  await page.locator('dialog').getByLabel('Pro').check();
  await button(page, 'See the cost').click();
  await page.getByText('Unused time on Basic').waitFor();
  expect(callsTo('POST', '/v1/subscription/change')).toHaveLength(0);
  await button(page, 'Pay $1,796.67 and change').click();
  await page.locator('#plan').getByRole('heading', { name: 'Pro', exact: true }).waitFor();
  expect(callsTo('POST', '/v1/subscription/change').map(({ body }) => body)).toEqual([
    { subscription: 'sub_1', price: 'pro_monthly', prorationAt: '2026-11-24T10:00:00.000Z' },
  ]);
});

test('an unpaid change shows where to pay it and can be cancelled', async () => {
  portal.site.world.declines = true;
  const page = await portal.open('/app/billing');
  await button(page, 'Change Basic').click();
  await button(page, 'See the cost').click();
  await button(page, 'Pay $1,796.67 and change').click();
  const note = page.locator('.note', { hasText: 'Your change is waiting for payment' });
  expect(await note.getByRole('link', { name: 'Pay invoice' }).getAttribute('href')).toBe('/elsewhere/invoice');
  await note.getByRole('button', { name: 'Cancel change' }).click();
  await button(page, 'Keep as it is').click();
  await note.waitFor({ state: 'detached' });
  expect(callsTo('POST', '/v1/subscription/resume').map(({ body }) => body)).toEqual([{ subscription: 'sub_1' }]);
});

test('a lower number of affiliates is scheduled for the next period, and the dashboard says so', async () => {
  const page = await portal.open('/app/billing');
  await button(page, 'Change Verified Organization').click();
  const affiliates = page.locator('dialog').getByLabel('Affiliates');
  expect(await affiliates.inputValue()).toBe('12');
  await affiliates.fill('5');
  await button(page, 'See the cost').click();
  await page.getByText('Nothing changes until 5 Dec 2026').waitFor();
  await button(page, 'Change on 5 Dec 2026').click();
  await page.getByText('You switch to Verified Organization with 5 affiliates on 5 Dec 2026.').waitFor();
  expect(callsTo('POST', '/v1/subscription/change').map(({ body }) => body)).toEqual([
    { subscription: 'sub_3', price: 'verified_organization_monthly', affiliates: 5 },
  ]);
});

test('an organization chooses its affiliates before it pays, sees the sum, and cannot send an invalid number', async () => {
  const page = await portal.open('/app/badges');
  const affiliates = page.getByLabel('Affiliates');
  await affiliates.fill('-2');
  await button(page, 'Get Verified Organization for $1,000 per month').click();
  await page.getByText('Enter a whole number from 0 to 1000.').waitFor();
  expect(callsTo('POST', '/v1/checkout')).toHaveLength(0);
  await affiliates.fill('3');
  await button(page, 'Get Verified Organization for $1,150 per month').click();
  await page.waitForURL('**/elsewhere/checkout/verified_organization_monthly');
  expect(callsTo('POST', '/v1/checkout')[0]?.body).toEqual({ price: 'verified_organization_monthly', affiliates: 3 });
});

test('a company orders by invoice: Stripe’s refusals appear next to their fields, then the invoice can be opened', async () => {
  portal.site.world = freshWorld();
  const page = await portal.open('/app/plans');
  await button(page, 'Pay by invoice for Pro').click();
  await page.getByLabel('Street and number').fill('Unter den Linden 1');
  await page.getByLabel('City').fill('Berlin');
  await button(page, 'Place order').click();
  expect(await page.getByLabel('Country').getAttribute('aria-invalid')).toBe('true');
  expect(callsTo('POST', '/v1/checkout/invoice')).toHaveLength(0);
  await page.getByLabel('Country').selectOption('DE');
  await page.getByLabel('VAT number').fill('FRO1234567890');
  await button(page, 'Place order').click();
  await page.locator('.field-error', { hasText: 'Stripe does not take this.' }).waitFor();
  await page.getByLabel('VAT number').fill('DE123456789');
  await button(page, 'Place order').click();
  await page.getByText('Your invoice is on its way').waitFor();
  expect(callsTo('POST', '/v1/checkout/invoice').at(-1)?.body).toEqual({
    price: 'pro_monthly',
    currency: 'usd',
    company: 'Brand Watch Ltd',
    address: { line1: 'Unter den Linden 1', city: 'Berlin', country: 'DE' },
    vatId: 'DE123456789',
  });
  expect(await page.getByRole('link', { name: 'View invoice' }).getAttribute('href')).toContain('/invoice/pro_monthly');
});

test('a failed change shows the API’s reason and is not sent again automatically', async () => {
  acceptAll(portal.site.world);
  const page = await portal.open('/app/keys');
  portal.site.faults.set('POST /v1/keys', refuse('unavailable', 'The table did not answer.'));
  await button(page, 'Create a key').click();
  await page.getByLabel('Label').fill('CI');
  await button(page, 'Create key').click();
  await page.getByRole('alert').getByText('The table did not answer.').waitFor();
  expect(await page.getByLabel('Label').inputValue()).toBe('CI');
  expect(callsTo('POST', '/v1/keys')).toHaveLength(1);
  expect(callsTo('POST', '/v1/keys')[0]?.headers['x-csrf']).toBe('1');
});

test('a message about a field is next to that field, which gets the focus', async () => {
  const page = await portal.open('/app/badges');
  await button(page, 'Apply for a badge').click();
  await page.getByLabel('Name as shown').fill('Acme');
  await page.getByLabel('Handle').fill('not a handle');
  await page.getByLabel('Website').fill('https://acme.example');
  await button(page, 'Apply').click();
  const handle = page.getByLabel('Handle');
  expect(await handle.getAttribute('aria-invalid')).toBe('true');
  expect(callsTo('POST', '/v1/badges')).toHaveLength(0);
  await handle.fill('acme');
  await button(page, 'Apply').click();
  const error = page.locator('.field-error', { hasText: 'This handle is taken.' });
  await error.waitFor();
  expect(await handle.getAttribute('aria-describedby')).toContain(await error.getAttribute('id'));
  expect(await page.evaluate('document.activeElement.name')).toBe('handle');
});

test('a section that loads is marked busy, a failed one can be tried again, an empty one says so', async () => {
  let release: (answer: Answer) => void = () => undefined;
  portal.site.faults.set(
    'GET /v1/keys',
    new Promise((resolve) => {
      release = resolve;
    }),
  );
  const page = await portal.open('/app/keys');
  await page.locator('#keys [aria-busy=true]').waitFor();
  portal.site.faults.set('GET /v1/keys', refuse('unavailable', 'The table did not answer.'));
  release(refuse('unavailable', 'The table did not answer.'));
  await page.locator('#keys').getByRole('alert').waitFor();
  portal.site.faults.clear();
  portal.site.world.keys = [];
  await page.locator('#keys').getByRole('button', { name: 'Try again' }).click();
  await page.getByText('No keys yet.').waitFor();
});

test('a name with markup is text everywhere, also in the code to embed a badge', async () => {
  const [badge] = portal.site.world.badges;
  if (badge) badge.displayName = '<img src=x onerror=alert(1)>"';
  const page = await portal.open('/app/badges/brandwatch');
  const code = await page.locator('#embed pre').textContent();
  expect(code).toContain('alt="&lt;img src=x onerror=alert(1)&gt;&quot;"');
  expect(await page.locator('main img[src=x]').count()).toBe(0);
});
