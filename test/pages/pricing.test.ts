import { expect, test } from 'vitest';
import { pagesOfFile } from './pages-browser.ts';

const pages = pagesOfFile();

test.each([
  ['5,000', 'Basic', '$100'],
  ['4000', 'Pay-per-use', '$80'],
  ['١٠٠٠٠١', 'Pay-per-use', '$2,020'],
  ['1,000,001', 'Pro', '$5,005'],
])('for %s records a month the calculator names %s at %s', async (records, plan, cost) => {
  const { page } = await pages.open('/pricing');
  await page.getByLabel('Records a month').fill(records);
  await page.getByText(`Cheapest: ${plan} at`).waitFor();
  expect(await page.locator('.costs .amount').textContent()).toBe(cost);
  expect(await page.locator('.costs a').textContent()).toBe(`Get ${plan}`);
});

test('a plan’s way in names its price, and in Arabic the language too', async () => {
  const { page } = await pages.open('/pricing');
  expect(await page.locator('#basic a').getAttribute('href')).toBe('/sign-up?price=basic_monthly');
  await page.goto(`${pages.site.origin}/ar/pricing`);
  expect(await page.locator('#basic a').getAttribute('href')).toBe('/sign-up?price=basic_monthly&language=ar');
});

test('without script there are prices, terms and examples of costs', async () => {
  const { page } = await pages.open('/pricing', { javaScriptEnabled: false });
  expect(await page.locator('#basic .amount').textContent()).toBe('$100');
  expect(await page.locator('#calculator tbody tr').allTextContents()).toContain('10,000Basic$100');
  expect(await page.getByLabel('Records a month').isVisible()).toBe(false);
});

test('the theme that was chosen stays, before anything is shown', async () => {
  const { page } = await pages.open('/pricing', { colorScheme: 'light' });
  const canvas = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
  const light = await canvas();
  await page.getByLabel('Theme').selectOption('dark');
  expect(await canvas()).not.toBe(light);
  await page.reload();
  expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
  expect(await canvas()).not.toBe(light);
});

test('a browser that signed in before is led to the dashboard', async () => {
  const { page } = await pages.open('/');
  expect(await page.getByRole('link', { name: 'Sign in' }).isVisible()).toBe(true);
  await page.evaluate(
    "localStorage.setItem('tollgate.signedIn', 'yes'); sessionStorage.setItem('tollgate.said', 'Signed out.')",
  );
  await page.reload();
  expect(await page.getByRole('link', { name: 'Dashboard' }).isVisible()).toBe(true);
  expect(await page.getByRole('link', { name: 'Sign in' }).isVisible()).toBe(false);
  await page.getByText('Signed out.').waitFor();
});

test('back returns to the place on the page that was left', async () => {
  const { page } = await pages.open('/pricing');
  await page.locator('#questions').scrollIntoViewIfNeeded();
  await page.evaluate('window.scrollTo(0, 1500)');
  const before = await page.evaluate<number>('window.scrollY');
  await page.evaluate("document.querySelector('.footer a').click()");
  await page.waitForURL('**/datasets');
  await page.goBack();
  await expect.poll(() => page.evaluate<number>('window.scrollY')).toBe(before);
});
