import { afterEach, beforeAll, expect, test } from 'vitest';
import { loadAxe, violations } from './axe.ts';
import { type Portal, startPortal } from './portal-browser.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterEach(() => portal.clear());

test('axe names each rule that a page breaks with its element, and runs only the rules asked for', async () => {
  const page = await portal.open('/favicon.svg');
  const body = `<html lang="en"><title>t</title><main><img src="x"><p style="color: #eee">faint</p></main>`;
  await page.route('**/faulty', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(`${portal.site.origin}/faulty`);
  await loadAxe(page, portal.site);
  const found = await violations(page, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa'] } });
  expect(found).toEqual(['color-contrast: <p style="color: #eee">faint</p>', 'image-alt: <img src="x">']);
  const contrast = await violations(page, { runOnly: { type: 'rule', values: ['color-contrast'] } });
  expect(contrast).toEqual(found.slice(0, 1));
});
