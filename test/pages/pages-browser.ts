import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { type PagesSite, startPagesSite } from './site.ts';

type Watched = {
  readonly page: Page;
  /** Errors of the page and its console, violations of the policy among them, and requests to other origins. */
  readonly faults: string[];
};

/** The built pages and a browser, for a test file. */
export function pagesOfFile() {
  let site: PagesSite;
  let browser: Awaited<ReturnType<typeof launchChromium>>;
  beforeAll(async () => {
    [site, browser] = await Promise.all([startPagesSite(inject('pagesFolder')), launchChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  return {
    get site() {
      return site;
    },
    /** A page in a context of its own, which ends with the test. */
    async open(path: string, options: BrowserContextOptions = {}): Promise<Watched> {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options });
      context.setDefaultTimeout(30_000);
      onTestFinished(async () => {
        await context.close();
        site.faults.clear();
        site.calls.length = 0;
      });
      const page = await context.newPage();
      const faults = watch(page, site.origin);
      await page.goto(site.origin + path);
      return { page, faults };
    },
  };
}

function watch(page: Page, origin: string): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => void faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) faults.push(`asks ${request.url()}`);
  });
  return faults;
}
