import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inject } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { gauges } from './gauges.ts';
import { type Site, startSite } from './stub-server.ts';

type OpenOptions = {
  readonly language?: 'en' | 'ar';
  /** As in a browser that signed in before. */
  readonly signedIn?: boolean;
};

/** The built portal, the stub API and a browser: one of each for all test files that share a process. */
export type Portal = {
  readonly site: Site;
  /** A tab that knows nothing but what the options say. */
  open(path: string, options?: OpenOptions): Promise<Page>;
  /** Takes back every tab that was opened, and empties it for the next test. */
  clear(): Promise<void>;
};

type Tab = { readonly kind: string; readonly page: Page };

async function newContext(browser: Browser, options: Required<OpenOptions>): Promise<BrowserContext> {
  const { language, signedIn } = options;
  const locale = language === 'en' ? 'en-US' : 'ar';
  const context = await browser.newContext({ locale, viewport: wide, reducedMotion: 'reduce' });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const remember = "localStorage.setItem('tollgate.signedIn', 'yes')";
  if (signedIn) await context.addInitScript(`if (!localStorage.length) ${remember}`);
  await context.addInitScript(gauges);
  context.setDefaultTimeout(60_000);
  return context;
}

const wide = { width: 1280, height: 900 };

/** A file without scripts. A tab that was emptied shows it, so that opening it costs nothing. */
const blank = '/favicon.svg';

/** Shows a file without scripts, so that nothing writes into the storage after it was emptied. */
async function empty(site: Site, { page }: Tab): Promise<void> {
  page.removeAllListeners();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  for (const other of page.context().pages()) if (other !== page) await other.close();
  await page.goto(site.origin + blank);
  await page.evaluate('localStorage.clear(); sessionStorage.clear()');
  await page.emulateMedia({ media: null, colorScheme: 'light' });
  await page.setViewportSize(wide);
}

let started: Promise<Portal> | undefined;

/**
 * Serves the portal as the project's set-up built it. Chromium is `CHROME_PATH` or Debian's; it ends with this process. A tab is emptied and
 * used again. A new one for each test took three times the processor time, most of it to compile the same bundle.
 */
export const startPortal = (): Promise<Portal> => {
  started ??= start();
  return started;
};

async function start(): Promise<Portal> {
  const site = await startSite(inject('portalFolder'));
  const browser = await launchChromium();
  const free: Tab[] = [];
  const opened: Tab[] = [];
  const take = async (options: Required<OpenOptions>): Promise<Page> => {
    const kind = `${options.language} ${options.signedIn}`;
    const at = free.findIndex((tab) => tab.kind === kind);
    const [known] = at < 0 ? [] : free.splice(at, 1);
    const tab = known ?? { kind, page: await (await newContext(browser, options)).newPage() };
    opened.push(tab);
    return tab.page;
  };
  return {
    site,
    open: async (path, { language = 'en', signedIn = true } = {}) => {
      const page = await take({ language, signedIn });
      if (page.url() !== site.origin + path) await page.goto(site.origin + path);
      return page;
    },
    clear: async () => {
      for (const tab of opened.splice(0)) {
        if (tab.page.isClosed()) continue;
        await empty(site, tab);
        free.push(tab);
      }
    },
  };
}

/** Watches the page from within: one question to the browser, however often the page changes. */
const quiet = `new Promise((resolve) => {
  const isQuiet = () => document.querySelector('main h1') && !document.querySelector('[aria-busy=true]');
  const afterTwoFrames = (then) => requestAnimationFrame(() => requestAnimationFrame(then));
  const end = () => {
    if (!isQuiet()) return;
    observer.disconnect();
    resolve(true);
  };
  const look = () => {
    if (isQuiet()) afterTwoFrames(end);
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributeFilter: ['aria-busy'] });
  look();
})`;

/** Waits until the page has its heading and nothing in it is loading, also after the loaded data is rendered. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(quiet);
}
