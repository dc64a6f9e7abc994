import type { Page } from 'playwright-core';

/** Runs before a page's own scripts. A shift counts unless it follows an input within half a second (the Layout Instability API). */
export const gauges = `window.gauged = { shift: 0, blocked: [] };
  new PerformanceObserver((list) => {
    for (const each of list.getEntries()) if (!each.hadRecentInput) gauged.shift += each.value;
  }).observe({ type: 'layout-shift', buffered: true });
  document.addEventListener('securitypolicyviolation', (event) => gauged.blocked.push(event.violatedDirective + ' ' + event.blockedURI));`;

/** Layout shifts of the page so far, and what its policy blocked. */
export const gauged = (page: Page): Promise<{ readonly shift: number; readonly blocked: readonly string[] }> =>
  page.evaluate('gauged');
