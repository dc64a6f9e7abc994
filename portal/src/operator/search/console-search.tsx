import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { later } from '../../later-pages.tsx';
import { Button } from '../../ui/button.tsx';

const SearchPalette = later(() => import('./search-palette.tsx'), 'today', 'console', 'overview', 'buyer');

/** The search of the console: a dialog by its button, or by Ctrl or ⌘ with K. Today has a field in place of the button. Its code is loaded on first use. */
export function ConsoleSearch() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const isToday = useLocation().pathname === '/console';
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <search className="console-search">
      {!isToday && (
        <Button onClick={() => setOpen(true)}>
          {t('shell.search')} <kbd dir="ltr">Ctrl K</kbd>
        </Button>
      )}
      {isOpen && (
        <Suspense fallback={null}>
          <SearchPalette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </search>
  );
}
