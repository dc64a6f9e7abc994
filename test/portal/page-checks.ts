import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Case, cases } from './page-cases.ts';
import { type Portal, settled, startPortal } from './portal-browser.ts';
import { refuse } from './stub-answers.ts';
import type { Site } from './stub-server.ts';
import { busyWorld, freshWorld } from './stub-world.ts';

function prepare(site: Site, world: Case['world']) {
  site.faults.clear();
  site.world = world === 'fresh' ? freshWorld() : busyWorld();
  site.world.declines = world === 'declined';
  if (world === 'stranger') site.world.account = null;
  if (world === 'unreachable' && site.world.account) site.world.account.mailHeldBack = 'bounce';
  if (world !== 'broken') return;
  for (const path of ['licences', 'keys', 'usage', 'badges', 'passkeys']) {
    site.faults.set(`GET /v1/${path}`, refuse('unavailable', 'The table did not answer.'));
  }
}

/** Errors in the browser's console, except its notes of answers that are refusals by design. */
function watchConsole(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  });
  return errors;
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const colours = ['color-contrast'];

async function violations(axe: AxeBuilder): Promise<string[]> {
  const { violations: found } = await axe.analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** In the page itself: without frames of elsewhere axe needs no second page. `options` replaces whatever was chosen before it. */
const axeOf = (page: Page) => new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });

/**
 * WCAG 2.2 A and AA, apart from contrast, which is the slowest rule and the same in every language and width. In Arabic it is looked at
 * on the narrow screen only: what is there on a wide one is there in the same elements as in English.
 */
const structure = (page: Page) => violations(axeOf(page).withTags(wcag).disableRules(colours));

/** All of WCAG 2.2 A and AA, then contrast in dark too. */
async function structureAndContrast(page: Page): Promise<string[]> {
  const light = await violations(axeOf(page).withTags(wcag));
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...light, ...(await violations(axeOf(page).withRules(colours)))];
}

const overflow = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');

/** The tests of every page in one language. */
export function testPages(language: 'en' | 'ar'): void {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  }, 60_000);
  afterAll(() => portal.close());

  describe(`in ${language}`, () => {
    test.each(Object.entries(cases))(
      '%s is accessible, fits a wide and a narrow screen and breaks nothing',
      async (_, item) => {
        prepare(portal.site, item.world);
        const page = await portal.open('/favicon.svg', { language, signedIn: item.world !== 'stranger' });
        const errors = watchConsole(page);
        await page.goto(portal.site.origin + item.path);
        await settled(page);
        await item.act?.(page);

        expect(await page.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
        expect(await page.locator('html').getAttribute('lang')).toBe(language);
        if (language === 'en') expect(await structure(page)).toEqual([]);
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        await page.setViewportSize({ width: 390, height: 844 });
        expect(await overflow(page)).toBeLessThanOrEqual(0);
        expect(await (language === 'en' ? structureAndContrast(page) : structure(page))).toEqual([]);
        expect(errors).toEqual([]);
        await page.context().close();
      },
    );
  });
}
