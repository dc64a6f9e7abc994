import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldOf, HitList } from './hit-list.tsx';
import { useHits } from './use-hits.ts';

/** The search of the console in a dialog: a field with its list of hits. */
export default function SearchPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const of = useHits(typed, onClose);
  const field = fieldOf(listId, of);
  return (
    <Dialog title={t('consoleSearch.title')} onClose={onClose} section="search">
      <div className="stack">
        <input
          type="text"
          name="search"
          role="combobox"
          aria-label={t('consoleSearch.field')}
          aria-autocomplete="list"
          {...field}
          aria-expanded={field['aria-expanded']}
          placeholder={t('consoleSearch.field')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          onKeyDown={of.onKeyDown}
        />
        <HitList listId={listId} of={of} />
        <p className="small">{t('consoleSearch.words')}</p>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </div>
    </Dialog>
  );
}
