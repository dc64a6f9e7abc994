import type { RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import type { Site } from './stub-server.ts';

/** Makes axe known to the page as it is loaded now. The set-up put it beside the portal, so that Chromium compiles it once. */
export const loadAxe = (page: Page, { origin }: Site): Promise<unknown> =>
  page.addScriptTag({ url: `${origin}/assets/axe.min.js` });

/** The rules asked for that the page breaks, each with the elements. After `loadAxe`; the portal has no frames to look into. */
export async function violations(page: Page, options: RunOptions): Promise<string[]> {
  const run = JSON.stringify({ ...options, resultTypes: ['violations'] });
  return page.evaluate<string[]>(`axe.run(document, ${run}).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
}
