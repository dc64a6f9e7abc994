import axe, { type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** Loads axe into the page; a new page needs it again. */
export const loadAxe = (page: Page): Promise<unknown> => page.evaluate(`${axe.source}; undefined`);

/** The requested rules that the page breaks, each with the place. Call `loadAxe` before. The portal has no frames to check. */
export async function violations(page: Page, options: RunOptions): Promise<string[]> {
  const run = JSON.stringify({ ...options, resultTypes: ['violations'] });
  return page.evaluate<string[]>(`axe.run(document, ${run}).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`);
}
