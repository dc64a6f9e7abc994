import type { Page } from 'playwright-core';

/**
 * Counts the interactions of a person from now on. A press on a control, a field that is typed into, and a key that does something count as one
 * each; `Tab` is free. Fields must be typed into with `pressSequentially`, because `fill` presses no key.
 */
export async function countSteps(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(`(() => {
    let field;
    const add = (step) => { sessionStorage.steps = JSON.stringify([...JSON.parse(sessionStorage.steps ?? '[]'), step]); };
    const textOf = (element) => element.textContent.trim().replace(/\\s+/g, ' ').slice(0, 40);
    addEventListener('pointerdown', (event) => {
      const typed = event.target.closest('textarea,input:not([type=checkbox],[type=radio])');
      if (event.isTrusted && !typed) add('press ' + textOf(event.target.closest('a,button,label,summary') ?? event.target));
    }, true);
    addEventListener('keydown', (event) => {
      const typed = event.target.matches?.('input,textarea') && event.key.length === 1 && !event.ctrlKey && !event.metaKey;
      if (typed) {
        if (field !== event.target) { field = event.target; add('type ' + event.target.name); }
        return;
      }
      if (!['Tab', 'Shift', 'Control', 'Meta', 'Alt', 'Backspace'].includes(event.key)) add('key ' + event.key);
    }, true);
  })()`);
  return async () => JSON.parse(await page.evaluate<string>("sessionStorage.steps ?? '[]'")) as string[];
}
