import { expect, test } from 'vitest';
import { portalOfFile } from './portal-file.ts';

const portal = portalOfFile();

/** As a browser that keeps nothing: reading the storage throws. Source: HTML Standard, 12.2.3, "The localStorage getter". */
const forbidStorage = `for (const name of ['localStorage', 'sessionStorage'])
  Object.defineProperty(window, name, { get() { throw new DOMException('Access is denied', 'SecurityError'); } });`;
const forbidCookies = "Object.defineProperty(navigator, 'cookieEnabled', { get: () => false });";

test.each([
  ['storage', '/app', 'en', forbidStorage, 'Allow cookies and site data'],
  ['storage', '/sign-in?language=ar', 'ar', forbidStorage, 'اسمح لهذا الموقع بملفات تعريف الارتباط'],
  ['cookies', '/sign-up', 'en', forbidCookies, 'Allow cookies and site data'],
])('a browser that forbids %s reads at %s what to allow', async (_, path, language, forbid, text) => {
  const context = await (await portal.open('/favicon.svg')).context().browser()!.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => void errors.push(message));
  await page.addInitScript(forbid);
  await page.goto(portal.site.origin + path);
  await page.locator('main p', { hasText: text }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe(language);
  expect(await page.locator('h1').count()).toBe(1);
  expect(errors).toEqual([]);
  expect(portal.site.calls).toEqual([]);
  await context.close();
});
