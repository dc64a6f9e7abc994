import { sayOwn } from './said.ts';

/** A press on `[data-copy]` copies the code that is shown beside it. */
export function copyOnRequest(): void {
  document.addEventListener('click', async (event) => {
    const button = event.target instanceof Element ? event.target.closest('[data-copy]') : null;
    if (!button) return;
    const blocks = [...(button.closest('[data-code]')?.querySelectorAll('pre') ?? [])];
    const shown = blocks.find((block) => block.checkVisibility({ visibilityProperty: true }));
    const copied = await copy(shown?.textContent ?? '');
    sayOwn(copied ? 'copied' : 'notCopied');
  });
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
