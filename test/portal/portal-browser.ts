import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inject } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { type Site, startSite } from './stub-server.ts';

type OpenOptions = {
  readonly language?: 'en' | 'ar';
  readonly width?: number;
  /** Whether the browser signed in before. */
  readonly signedIn?: boolean;
};

/** The built portal and the stub API in a browser; `close` ends all. */
export type Portal = {
  readonly site: Site;
  open(path: string, options?: OpenOptions): Promise<Page>;
  close(): Promise<void>;
};

async function newContext(browser: Browser, options: OpenOptions): Promise<BrowserContext> {
  const { language = 'en', width = 1280, signedIn = true } = options;
  const locale = language === 'en' ? 'en-US' : 'ar';
  const context = await browser.newContext({ locale, viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const remember = "localStorage.setItem('tollgate.signedIn', 'yes')";
  if (signedIn) await context.addInitScript(`if (!localStorage.length) ${remember}`);
  context.setDefaultTimeout(60_000);
  return context;
}

/** Serves the portal that the project's set-up built. Chromium is `CHROME_PATH` or Debian's. */
export async function startPortal(): Promise<Portal> {
  const site = await startSite(inject('portalFolder'));
  const browser = await launchChromium();
  return {
    site,
    open: async (path, options = {}) => {
      const context = await newContext(browser, options);
      const page = await context.newPage();
      await page.goto(site.origin + path);
      return page;
    },
    close: async () => {
      await browser.close();
      await site.close();
    },
  };
}

const twoFrames = 'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))';

/** Waits until the page has its heading and nothing in it is loading, also after the loaded data is rendered. */
export async function settled(page: Page): Promise<void> {
  const busy = page.locator('[aria-busy=true]').first();
  await page.locator('main h1').waitFor();
  await busy.waitFor({ state: 'detached' });
  await page.evaluate(twoFrames);
  await busy.waitFor({ state: 'detached' });
}
