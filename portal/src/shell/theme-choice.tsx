import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const storageName = 'tollgate.theme';
const themes = ['auto', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

function chosenTheme(): Theme {
  const stored = localStorage.getItem(storageName);
  return themes.find((each) => each === stored) ?? 'auto';
}

/** Shows the theme, and keeps the choice in this browser. The public pages share it. */
function chooseTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'auto') {
    localStorage.removeItem(storageName);
    delete root.dataset.theme;
    return;
  }
  localStorage.setItem(storageName, theme);
  root.dataset.theme = theme;
}

/** The choice of the theme: the system's, light or dark. */
export function ThemeChoice() {
  const { t } = useTranslation();
  const [theme, setTheme] = useState(chosenTheme);
  const choose = (wanted: Theme) => {
    chooseTheme(wanted);
    setTheme(wanted);
  };
  return (
    <label className="theme-choice">
      {t('theme.label')}
      <select value={theme} onChange={({ target }) => choose(themes.find((each) => each === target.value) ?? 'auto')}>
        {themes.map((each) => (
          <option key={each} value={each}>
            {t(`theme.${each}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
