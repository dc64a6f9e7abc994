import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { settled, startPortal } from './portal-browser.ts';
import type { World } from './stub-state.ts';
import { busyWorld, freshWorld } from './stub-world.ts';

test('the portal is built for production even if NODE_ENV says otherwise, without the development parts of React', () => {
  expect(process.env.NODE_ENV).not.toBe('production');
  const folder = inject('portalFolder');
  const scripts = globSync('assets/*.js', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8'));
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((script) => /jsxDEV|react_stack_bottom_frame/.test(script))).toEqual([]);
});

/** Bytes of the scripts that a first visit loads until nothing more is asked for, each compressed by gzip as the edge does. */
async function scriptOf(path: string, language: 'en' | 'ar', world: World): Promise<number> {
  const portal = await startPortal();
  portal.site.faults.clear();
  portal.site.world = world;
  const page = await portal.open('/favicon.svg', { language });
  await page.setViewportSize({ width: 1280, height: 1400 });
  const scripts = new Set<string>();
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.add(new URL(request.url()).pathname);
  });
  await page.goto(portal.site.origin + path);
  await settled(page);
  await page.waitForLoadState('networkidle');
  await portal.clear();
  expect(scripts.size).toBeGreaterThan(1);
  const bytes = [...scripts].map((name) => gzipSync(readFileSync(join(inject('portalFolder'), name))).length);
  return bytes.reduce((sum, each) => sum + each, 0);
}

/** Nothing needs anybody, so the end of the page is within the first screen. */
function quietWorld(): World {
  const world = busyWorld();
  for (const subscription of world.account?.subscriptions ?? []) subscription.failingPayment = null;
  for (const licence of world.licences)
    Object.assign(licence, { required: false, accepted: { at: '', name: '', role: '' } });
  return world;
}

test.each([
  ['/app', 'en'],
  ['/app', 'ar'],
  ['/console', 'en'],
  ['/console', 'ar'],
] as const)(
  'the first page %s in %s loads at most 150 KB of script, at first and in daily use',
  async (path, language) => {
    expect(await scriptOf(path, language, freshWorld())).toBeLessThanOrEqual(150_000);
    expect(await scriptOf(path, language, busyWorld())).toBeLessThanOrEqual(150_000);
    expect(await scriptOf(path, language, quietWorld())).toBeLessThanOrEqual(150_000);
  },
);
