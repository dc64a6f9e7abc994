import type { RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** Makes axe known to the page as it is loaded now. The set-up put it beside the portal, so that Chromium compiles it once. */
export const loadAxe = (page: Page, { origin }: { readonly origin: string }): Promise<unknown> =>
  page.addScriptTag({ url: `${origin}/assets/axe.min.js` });

/** Style sheets, which only rules that nobody asks for here would read, are not fetched again for each run. */
const preload = { assets: ['media'] };

/** The requested rules that the page breaks, each with the place. Call `loadAxe` before. The portal has no frames to check. */
export async function violations(page: Page, options: RunOptions): Promise<string[]> {
  const run = JSON.stringify({ ...options, preload, resultTypes: ['violations'] });
  return page.evaluate<string[]>(`axe.run(document, ${run}).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
}
