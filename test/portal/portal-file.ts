import type { Page } from 'playwright-core';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import { type Portal, settled, startPortal } from './portal-browser.ts';
import { busyWorld } from './stub-world.ts';

/** The portal for a test file. Each test begins in the busy world, with empty tabs, no faults and nothing called. */
export function portalOfFile() {
  let portal: Portal;
  beforeAll(async () => {
    portal = await startPortal();
  }, 60_000);
  afterEach(() => portal.clear());
  beforeEach(() => {
    portal.site.faults.clear();
    portal.site.calls.length = 0;
    portal.site.world = busyWorld();
  });
  return {
    get site() {
      return portal.site;
    },
    open: (...input: Parameters<Portal['open']>) => portal.open(...input),
    /** Opens a page and waits until its data is loaded. */
    async openSettled(path: string): Promise<Page> {
      const page = await portal.open(path);
      await settled(page);
      return page;
    },
    callsTo: (method: string, path: string) =>
      portal.site.calls.filter((call) => call.method === method && call.path === path),
    /** The changes sent, in order. */
    sent: () =>
      portal.site.calls.filter(({ method }) => method !== 'GET').map(({ method, path, body }) => [method, path, body]),
  };
}

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
