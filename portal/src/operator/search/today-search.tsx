import { Suspense, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../later-pages.tsx';

const HitsBelow = later(() => import('./hits-below.tsx'), 'today', 'console', 'overview', 'buyer');

/** The search as a field of the page. It has the focus when the page opens, but for screens whose keyboard would cover them. */
export function TodaySearch() {
  const { t } = useTranslation();
  const listId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [entered, setEntered] = useState('');
  const change = (text: string) => {
    setTyped(text);
    setEntered('');
  };
  useEffect(() => {
    const isFree = document.activeElement === document.body && location.hash === '';
    if (isFree && matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, []);
  return (
    <search className="search-field">
      <input
        ref={field}
        type="text"
        name="search"
        role="combobox"
        aria-label={t('consoleSearch.field')}
        aria-autocomplete="list"
        aria-expanded="false"
        placeholder={t('consoleSearch.field')}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={({ target }) => change(target.value)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') change('');
          if (key === 'Enter') setEntered(typed);
        }}
      />
      {typed.trim() !== '' && (
        <Suspense fallback={null}>
          <HitsBelow typed={typed} entered={entered} listId={listId} field={field} onDone={() => change('')} />
        </Suspense>
      )}
    </search>
  );
}
