import { beforeEach, expect, test } from 'vitest';
import { settled } from './portal-browser.ts';
import { portalOfFile } from './portal-file.ts';
import { busyWorld, freshWorld } from './stub-world.ts';

const portal = portalOfFile();
beforeEach(() => {
  portal.site.world = freshWorld();
});

const amountsOf = 'Array.from(document.querySelectorAll("#plans .price-amount"), (each) => each.textContent)';

test('prices are in the chosen currency, which stays in the address and in this browser', async () => {
  const page = await portal.open('/app/plans', { signedIn: false });
  await settled(page);
  expect(await page.evaluate(amountsOf)).toEqual(expect.arrayContaining(['$100', '$5,000']));
  await page.getByLabel('Currency').selectOption({ label: 'Euro' });
  await page.getByText('Extra usage: €4.60 per 1,000 records').waitFor();
  expect(await page.evaluate(amountsOf)).toEqual(expect.arrayContaining(['€92', '€4,600']));
  expect(new URL(page.url()).searchParams.get('currency')).toBe('eur');
  await page.goto(`${portal.site.origin}/app/plans`);
  await settled(page);
  expect(await page.evaluate(amountsOf)).toEqual(expect.arrayContaining(['€92']));
});

test('an address can name a currency, in Arabic too, and one without prices changes nothing', async () => {
  const page = await portal.open('/app/plans?currency=eur', { signedIn: false, language: 'ar' });
  await settled(page);
  expect(await page.getByLabel('العملة').inputValue()).toBe('eur');
  const amounts = (await page.evaluate(amountsOf)) as string[];
  expect(
    amounts.some((each) => each.includes('€') && /92|٩٢/.test(each)),
    amounts.join(),
  ).toBe(true);
  const strange = await portal.open('/app/plans?currency=xyz', { signedIn: false });
  await settled(strange);
  expect(await strange.evaluate(amountsOf)).toEqual(expect.arrayContaining(['$100']));
});

test('a purchase is in the currency that was shown', async () => {
  const page = await portal.open('/app/plans?currency=eur');
  await settled(page);
  await page.getByRole('button', { name: /Basic.*€92/ }).click();
  await page.waitForURL('**/elsewhere/checkout/basic_monthly');
  const [call] = portal.site.calls.filter(({ method, path }) => method === 'POST' && path === '/v1/checkout');
  expect(call?.body).toEqual({ price: 'basic_monthly', currency: 'eur' });
});

test('a price chosen in a currency on the public pages is offered and bought in it', async () => {
  const page = await portal.open('/sign-up?price=basic_monthly&currency=eur');
  await page.getByRole('button', { name: /Basic.*€92/ }).click();
  await page.waitForURL('**/elsewhere/checkout/basic_monthly');
  const [call] = portal.site.calls.filter(({ method, path }) => method === 'POST' && path === '/v1/checkout');
  expect(call?.body).toEqual({ price: 'basic_monthly', currency: 'eur' });
});

test('a buyer who already pays in a currency sees everything in it, and is not offered another', async () => {
  portal.site.world = busyWorld();
  const [subscription] = portal.site.world.account?.subscriptions ?? [];
  if (subscription) subscription.currency = 'eur';
  const page = await portal.open('/app/plans?currency=usd');
  await settled(page);
  await page.getByText('You pay in Euro, as for all your subscriptions.').waitFor();
  expect(await page.getByLabel('Currency').count()).toBe(0);
  expect(await page.evaluate(amountsOf)).toEqual(expect.arrayContaining(['€92', '€4,600']));
  await page.goto(`${portal.site.origin}/app/billing`);
  await settled(page);
  expect(await page.locator('#plan .price-amount').first().textContent()).toBe('€92');
});
