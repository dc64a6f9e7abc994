import type { Locator, Page } from 'playwright-core';

/** More stops than any page has from its first to its last control. */
const mostStops = 150;

/**
 * Moves the focus to a control with Tab alone, as a person without a pointer does.
 * @throws Error if Tab does not reach it, or if its focus cannot be seen: it lies outside the window, or has no outline
 */
async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.first().waitFor();
  const hasFocus = () => control.first().evaluate((element) => element === element.ownerDocument.activeElement);
  for (let stop = 0; !(await hasFocus()); stop += 1) {
    if (stop > mostStops) throw new Error(`Tab does not reach ${control}`);
    await page.keyboard.press('Tab');
  }
  const seen = await page.evaluate<string>(`(() => {
    const element = document.activeElement;
    const { top, bottom, left, right } = element.getBoundingClientRect();
    if (bottom <= 0 || right <= 0 || top >= innerHeight || left >= innerWidth) return 'outside the window';
    const drawn = [element, element.closest('label')].some((each) => each && getComputedStyle(each).outlineStyle !== 'none');
    return element.matches(':focus-visible') && drawn ? '' : 'without an outline';
  })()`);
  if (seen) throw new Error(`The focus on ${control} is ${seen}`);
}

/** Presses a button or follows a link with Tab and Enter. */
export async function enter(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press('Enter');
}

/** Ticks a checkbox, or chooses a radio button that Tab reaches, with the space bar. */
export async function tick(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press('Space');
}

/** Types into a field that Tab reaches, in place of the text that it has. */
export async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}
