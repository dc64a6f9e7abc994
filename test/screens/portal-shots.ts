import type { Page } from 'playwright-core';
import { catalogView } from '../../shared/http/present-catalog.ts';
import tollgate from '../../tollgate.config.ts';
import { refuse } from '../portal/stub-answers.ts';
import { startSite } from '../portal/stub-server.ts';
import { busyWorld, freshWorld } from '../portal/stub-world.ts';
import { consoleShots } from './console-shots.ts';
import type { Gallery, Language, Shot } from './shot.ts';

type World = 'busy' | 'fresh' | 'stranger' | 'broken';

const states = { busy: 'full', stranger: 'full', fresh: 'empty', broken: 'failing' } as const;

/** The default catalogue, as the API answers it in each language. */
const catalogs = { en: catalogView(tollgate, 'en'), ar: catalogView(tollgate, 'ar') };

async function settle(page: Page): Promise<void> {
  await page.locator('main h1').waitFor();
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
}

/** Every page of the portal, served from `folder`, over the stub API. */
export async function portalShots(folder: string): Promise<Gallery> {
  const site = await startSite(folder);
  const prepare = (world: World) => (language: Language) => {
    site.faults.clear();
    site.world = { ...(world === 'fresh' ? freshWorld() : busyWorld()), catalog: catalogs[language] };
    if (world === 'stranger') site.world.account = null;
    if (world !== 'broken') return;
    for (const path of [
      'licences',
      'keys',
      'keys/key_1',
      'usage',
      'badges',
      'passkeys',
      'apps',
      'members',
      'admin/organizations',
      'admin/today',
    ])
      site.faults.set(`GET /v1/${path}`, refuse('unavailable', 'The table did not answer.'));
  };
  const at = (page: string, path: string, world: World = 'busy', act?: Shot['act']): Shot => ({
    ...{ page, state: states[world], prepare: prepare(world) },
    address: (language) => `${site.origin}${path}${path.includes('?') ? '&' : '?'}language=${language}`,
    act: async (opened) => {
      await settle(opened);
      await act?.(opened);
    },
  });
  const readsOn = async (page: Page) => {
    await page.locator('.when-seen').scrollIntoViewIfNeeded();
    await page.mouse.move(300, 300);
    await page.locator('#recent li').first().waitFor();
    await page.evaluate('scrollTo(0, 0)');
  };
  const opensKey = (page: Page) => page.locator('#keys .section-header button').click();
  const opensUse = (page: Page) => page.locator('#apps li:nth-child(2) .button-plain').first().click();
  return {
    shots: [
      at('signup', '/sign-up', 'stranger'),
      at('signin', '/sign-in', 'stranger'),
      at('plans', '/app/plans', 'stranger'),
      at('overview', '/app', 'busy', readsOn),
      at('overview', '/app', 'fresh'),
      at('overview', '/app', 'broken'),
      at('keys', '/app/keys'),
      at('keys', '/app/keys', 'fresh'),
      at('newkey', '/app/keys', 'fresh', opensKey),
      at('key', '/app/keys/key_1'),
      at('key', '/app/keys/key_1', 'broken'),
      at('requests', '/app/requests'),
      at('activity', '/app/activity'),
      at('activity', '/app/activity', 'fresh'),
      at('usage', '/app/usage'),
      at('usage', '/app/usage', 'broken'),
      at('billing', '/app/billing'),
      at('webhooks', '/app/webhooks'),
      at('badges', '/app/badges'),
      at('ownlicences', '/app/licences'),
      at('evidence', '/app/evidence'),
      at('settings', '/app/settings'),
      at('badge', '/app/badges/brandwatch'),
      at('apps', '/app/apps'),
      at('apps', '/app/apps', 'fresh'),
      at('apps', '/app/apps', 'broken'),
      at('team', '/app/team'),
      at('team', '/app/team', 'broken'),
      at('usecase', '/app/apps', 'busy', opensUse),
      ...consoleShots(at),
    ],
    close: () => site.close(),
  };
}
