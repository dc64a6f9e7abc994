import { Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../later-pages.tsx';
import { Button } from '../../ui/button.tsx';

const SearchPalette = later(() => import('./search-palette.tsx'), 'today', 'console', 'overview', 'buyer');

/** Opens the search of the console, by its button or by Ctrl or ⌘ with K on any of its pages. Its code is loaded on first use. */
export function ConsoleSearch() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
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
      <Button onClick={() => setOpen(true)}>
        {t('shell.search')} <kbd dir="ltr">Ctrl K</kbd>
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <SearchPalette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </search>
  );
}
