const name = 'tollgate.theme';

/** Lets the reader choose the theme; the choice stays in this browser, also for the portal. Empty: as the system has it. */
export function chooseTheme(): void {
  const choice = document.querySelector<HTMLSelectElement>('[data-theme-choice]');
  if (!choice) return;
  choice.value = localStorage.getItem(name) ?? '';
  choice.addEventListener('change', () => {
    if (choice.value) localStorage.setItem(name, choice.value);
    else localStorage.removeItem(name);
    if (choice.value) document.documentElement.dataset.theme = choice.value;
    else delete document.documentElement.dataset.theme;
  });
}
