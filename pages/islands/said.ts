import { takeLeft } from '../src/kept.ts';

const showMs = 6_000;
/** The portal leaves a sentence here for the start page: that somebody signed out, or what is deleted. */
const leftName = 'tollgate.said';
let timer: ReturnType<typeof setTimeout> | undefined;

const place = (): HTMLElement | null => document.querySelector('[data-said]');

/** Says an outcome on the screen and to screen readers, for six seconds. */
function say(text: string): void {
  const element = place();
  if (!element) return;
  clearTimeout(timer);
  element.textContent = text;
  timer = setTimeout(() => {
    element.textContent = '';
  }, showMs);
}

/** Says one of the page's own sentences, by its name. */
export const sayOwn = (name: string): void => say(place()?.dataset[name] ?? '');

/** Says what the portal left for this page, once. */
export function sayWhatWasLeft(): void {
  const text = takeLeft(leftName);
  if (text !== null) say(text);
}
