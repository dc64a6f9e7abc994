import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadAxe, violations } from './axe.ts';
import { type Portal, startPortal } from './portal-browser.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await startPortal();
}, 60_000);
afterAll(() => portal.close());

test('axe finds each requested rule that a page breaks, with the element, and no other rule', async () => {
  const page = await portal.open('/favicon.svg');
  await page.goto('about:blank');
  await page.setContent(`<html lang="en"><title>t</title><main><img src="x"><p style="color: #eee">faint</p></main>`);
  await loadAxe(page);
  const found = await violations(page, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa'] } });
  expect(found).toEqual(['color-contrast: <p style="color: #eee">faint</p>', 'image-alt: <img src="x">']);
  const contrast = await violations(page, { runOnly: { type: 'rule', values: ['color-contrast'] } });
  expect(contrast).toEqual(found.slice(0, 1));
  await page.context().close();
});
