import type { ConsoleMessage, Page } from 'playwright-core';
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { loadAxe, violations } from './axe.ts';
import { gauged } from './gauges.ts';
import { type Case, cases } from './page-cases.ts';
import { type Portal, settled, startPortal } from './portal-browser.ts';
import { refuse } from './stub-answers.ts';
import { otherOrganization } from './stub-members.ts';
import type { Site } from './stub-server.ts';
import { busyWorld, freshWorld } from './stub-world.ts';

function prepare(site: Site, world: Case['world']) {
  site.faults.clear();
  site.world = world === 'fresh' ? freshWorld() : busyWorld();
  site.world.declines = world === 'declined';
  if (world === 'stranger') site.world.account = null;
  site.world.isAlone = world === 'alone';
  if (world === 'several') site.world.organizations.push(otherOrganization());
  if (world === 'viewer' && site.world.account) site.world.account.role = 'viewer';
  site.world.isAbsent = world === 'absent' || world === 'absent, without passkeys';
  if (world === 'absent, without passkeys') site.world.passkeys = [];
  if (world === 'unreachable' && site.world.account) site.world.account.mailHeldBack = 'bounce';
  if (world !== 'broken') return;
  for (const path of ['licences', 'keys', 'keys/key_1', 'events', 'requests', 'usage', 'badges', 'passkeys']) {
    site.faults.set(`GET /v1/${path}`, refuse('unavailable', 'The table did not answer.'));
  }
}

/** Errors in the tab's console from now on until the test is over, except the browser's notes of intended refusals. */
function watchConsole(page: Page): string[] {
  const errors: string[] = [];
  const noteError = (error: Error) => void errors.push(error.message);
  const noteLine = (message: ConsoleMessage) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  };
  page.on('pageerror', noteError).on('console', noteLine);
  onTestFinished(() => void page.off('pageerror', noteError).off('console', noteLine));
  return errors;
}

/** `npm run test:long:pages` runs axe over every page in Arabic too. */
const isEveryPage = process.env.EVERY_PAGE === '1';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** All of WCAG 2.2 A and AA. */
const everyRule = (page: Page) => violations(page, { runOnly: { type: 'tag', values: wcag } });

/** All rules in the dark theme. */
async function inDark(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  return everyRule(page);
}

const overflow = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');

const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };

/** The wide screen, the same at a zoom of 200 %, a phone, and the narrowest that WCAG 1.4.10 asks for. */
const screens = [wide, { width: 640, height: 450 }, { width: 320, height: 568 }, narrow];

/** The screens on which the page has to be scrolled sideways, with the pixels. The page ends on the narrow one. */
async function tooWide(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const screen of screens) {
    await page.setViewportSize(screen);
    const pixels = await overflow(page);
    if (pixels > 0) found.push(`${screen.width} px: ${pixels} px more`);
  }
  return found;
}

/** There, the bar at the bottom of a narrow screen covers nothing; elsewhere it covers what one can scroll away from under it. */
const toTheEnd = 'window.scrollTo(0, document.documentElement.scrollHeight)';

/** Runs of at least two Latin words in texts without an Arabic letter, but for code, names that people gave, and what says its language. */
const englishTexts = `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim();
    const isEnglish = /[A-Za-z]{2,} +[A-Za-z]{2,}/.test(text) && !/[\\u0600-\\u06ff]/.test(text);
    if (isEnglish && !node.parentElement.closest('code, pre, bdi, textarea, noscript, script, style, [lang=en]')) found.push(text);
  }
  return found;
})()`;

/**
 * The tests of every page in one language. In English, axe runs wide in the light theme and narrow in the dark one. In Arabic, which has the
 * same elements, it runs narrow in the light one: over every fourth page in `npm test`, over all in `npm run test:long:pages`.
 */
export function testPages(language: 'en' | 'ar'): void {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  }, 60_000);
  afterEach(() => portal.clear());

  describe(`in ${language}`, () => {
    test.each(Object.entries(cases).map(([name, item], at) => ({ name, item, at })))(
      '$name is accessible, fits every screen, stays where it is and breaks nothing',
      async ({ item, at }) => {
        prepare(portal.site, item.world);
        const page = await portal.open('/favicon.svg', { language, signedIn: item.world !== 'stranger' });
        const errors = watchConsole(page);
        if (language === 'ar' && !item.act) await page.setViewportSize(narrow);
        await page.goto(portal.site.origin + item.path);
        await settled(page);
        await item.act?.(page);

        expect(await page.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
        if (language === 'ar') {
          const data = JSON.stringify(portal.site.world);
          const isOurs = (text: string) =>
            !data.includes(JSON.stringify(text.replace(/[\u2066-\u2069]/g, '')).slice(1, -1));
          expect((await page.evaluate<string[]>(englishTexts)).filter(isOurs)).toEqual([]);
        }
        const { shift, blocked } = await gauged(page);
        expect(shift).toBeLessThanOrEqual(0.05);
        const isForAxe = language === 'en' || isEveryPage || at % 4 === 0;
        if (isForAxe) await loadAxe(page, portal.site);
        if (language === 'en') expect(await everyRule(page)).toEqual([]);
        expect(await tooWide(page)).toEqual([]);
        await page.evaluate(toTheEnd);
        if (isForAxe) expect(await (language === 'en' ? inDark(page) : everyRule(page))).toEqual([]);
        expect(blocked).toEqual([]);
        expect(errors).toEqual([]);
      },
    );
  });
}
