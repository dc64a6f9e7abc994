import { expect, test } from 'vitest';
import { pagesOfFile } from './pages-browser.ts';

const pages = pagesOfFile();

/** The states of controls and of content, each with what draws it. */
const states = {
  'at rest': '.button:not([class*="is-"]):not([aria-busy]):not(:disabled)',
  hover: '.button.is-hover',
  focus: '.button.is-focus',
  pressed: '.button.is-pressed',
  selected: '[aria-pressed="true"]',
  working: '.button[aria-busy="true"]',
  'disabled, with its reason': '.button:disabled + .hint',
  'invalid field, with its message': 'input[aria-invalid="true"] + .field-error',
  'invalid choice, with its message': 'label:has([type="checkbox"][aria-invalid="true"]) + .field-error',
  'read-only': 'input[readonly]',
  'selected row': 'tr.is-selected',
  'empty, with its one action': '.empty > .button-primary:only-of-type',
  'no match, with the way out': '.empty > .button-plain',
  loading: '.skeleton > .visually-hidden',
  'stale, with its content': '.stack:has(> p > .number) > .note-warn',
  'partial, with what answered': '.stack:has(> .scroll-table) > .note-warn > .button',
  'no permission': '.note:not([class*="note-"]) > strong',
  'failed, with the request ID and another try': '.note-bad:has(code) > .button',
};

test.each(['/design', '/ar/design'])('%s draws every state in both themes and both directions', async (path) => {
  const { page } = await pages.open(path);
  for (const direction of ['ltr', 'rtl'])
    for (const theme of ['light', 'dark']) {
      const pane = page.locator(`.shown-theme[data-theme="${theme}"]:dir(${direction})`);
      expect(await pane.count(), `${theme} ${direction}`).toBe(1);
      const missing: string[] = [];
      for (const [state, selector] of Object.entries(states))
        if ((await pane.locator(selector).count()) === 0) missing.push(state);
      expect(missing, `${theme} ${direction}`).toEqual([]);
    }
});
