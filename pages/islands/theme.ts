import { keep, readKept } from '../src/kept.ts';

const name = 'tollgate.theme';

/** Lets the reader choose the theme; the choice stays in this browser, also for the portal. Empty: as the system has it. */
export function chooseTheme(): void {
  const choice = document.querySelector<HTMLSelectElement>('[data-theme-choice]');
  if (!choice) return;
  choice.value = readKept(name) ?? '';
  choice.addEventListener('change', () => {
    keep(name, choice.value);
    if (choice.value) document.documentElement.dataset.theme = choice.value;
    else delete document.documentElement.dataset.theme;
  });
}
