import type { Browser, BrowserContext, Page } from 'playwright-core';
import { mailedToken, worldUrl } from './client.ts';

/** A browser of its own, with empty storage, at the world of this test file. */
export async function visitorOf(
  browser: Browser,
  { width = 1280, locale = 'en-US' }: { readonly width?: number; readonly locale?: string } = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: worldUrl(), viewport: { width, height: 900 }, locale });
  context.setDefaultTimeout(60_000);
  return context;
}

/** Signs in by the newest link that was mailed, which leads to `page` of the portal. */
export async function followMailedLink(page: Page, email: string, path = '/app'): Promise<void> {
  await page.goto(`/sign-in/link?token=${await mailedToken(email)}`);
  await page.getByText(email).first().waitFor();
  await page.locator('main form button, main button').first().click();
  await page.waitForURL(`**${path}`);
}

/** Signs up in the portal. */
export async function signUpInBrowser(page: Page, email: string, organization = 'Chromium Ltd'): Promise<void> {
  await page.goto('/sign-up');
  await page.locator('main input[type=email]').fill(email);
  await page.locator('main form input:not([type=email])').fill(organization);
  await page.locator('main form button').click();
  await page.getByText(email).first().waitFor();
  await followMailedLink(page, email);
}
