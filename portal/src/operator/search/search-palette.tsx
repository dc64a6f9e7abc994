import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { SearchHit, SearchView } from '../../../../shared/http/views.ts';
import { get } from '../../api/client.ts';
import { useCatalog } from '../../catalog/catalog-api.ts';
import { useFormat } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { type ReadersHit, readersHit } from './readers-hit.ts';
import { addressOf, askedIn } from './search-words.ts';

const useSearch = (text: string) =>
  useQuery({
    queryKey: ['admin', 'search', text],
    queryFn: () => get<SearchView>(`/v1/admin/search?q=${encodeURIComponent(text)}`),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });

/** The search of the console in a dialog: a field with its list of hits, by the combobox pattern of the ARIA practices guide. */
export default function SearchPalette({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const listId = useId();
  const { typed, type, asked, data, error, hits, chosen, open, readers, onKeyDown } = usePalette(onClose);
  const optionId = (at: number) => `${listId}-${at}`;
  return (
    <Dialog title={t('consoleSearch.title')} onClose={onClose} section="search">
      <div className="stack">
        <input
          type="text"
          role="combobox"
          aria-label={t('consoleSearch.field')}
          aria-expanded={hits.length > 0 || readers !== null}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen >= 0 || readers ? optionId(chosen) : undefined}
          placeholder={t('consoleSearch.field')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div id={listId} role="listbox" aria-label={t('consoleSearch.hits')} className="search-hits">
          {readers && (
            <ReadersOption id={optionId(-1)} hit={readers} isChosen={chosen < 0} onOpen={() => open(readers)} />
          )}
          {hits.map((hit, at) => (
            <Hit
              key={`${hit.kind} ${hit.id} ${hit.organization?.id}`}
              {...{ hit, id: optionId(at), isChosen: at === chosen, onOpen: () => open(hit) }}
            />
          ))}
        </div>
        <p className="small" role="status">
          {asked.text !== '' && data && hits.length === 0 && readers === null && t('consoleSearch.none')}
          {data?.more && hits.length > 0 && t('consoleSearch.more')}
        </p>
        <ProblemNote error={error} />
        <p className="small">{t('consoleSearch.words')}</p>
        <Button onClick={onClose}>{t('common.close')}</Button>
      </div>
    </Dialog>
  );
}

/** The typed text, its hits, the one that the arrows chose, and the way to its page. Enter opens that, or the one thing that the text names. */
function usePalette(onClose: () => void) {
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(-1);
  const asked = askedIn(useDeferredValue(typed));
  const { data, error, isPlaceholderData } = useSearch(asked.text);
  const hits = asked.text === '' ? [] : (data?.hits ?? []);
  const readers = readersHit(typed, useCatalog().data, new Date());
  const open = (hit: SearchHit | ReadersHit) => {
    onClose();
    void navigate('to' in hit ? hit.to : addressOf(hit, asked.kind));
  };
  const type = (text: string) => {
    setTyped(text);
    setChosen(-1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((at) => Math.max(-1, Math.min(hits.length - 1, at + step)));
    }
    if (event.key === 'Enter' && readers && chosen < 0) {
      event.preventDefault();
      open(readers);
      return;
    }
    if (event.key !== 'Enter' || isPlaceholderData || askedIn(typed).text !== asked.text) return;
    event.preventDefault();
    const hit = hits[chosen] ?? data?.exact ?? (hits.length === 1 ? hits[0] : undefined);
    if (hit) open(hit);
  };
  return { typed, type, asked, data, error, hits, chosen, open, readers, onKeyDown };
}

type ReadersOptionProps = Omit<HitProps, 'hit'> & { readonly hit: ReadersHit };

function ReadersOption({ id, hit: { title, day }, isChosen, onOpen }: ReadersOptionProps) {
  const { t } = useTranslation();
  const { date, isolate } = useFormat();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and takes the keys of its list
    <div id={id} role="option" tabIndex={-1} aria-selected={isChosen} onClick={onOpen}>
      {t('readers.hit', { title: isolate(title), day: date(day) })}
    </div>
  );
}

type HitProps = {
  readonly hit: SearchHit;
  readonly id: string;
  readonly isChosen: boolean;
  readonly onOpen: () => void;
};

function Hit({ hit: { kind, id: ofHit, title, detail, organization }, id, isChosen, onOpen }: HitProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and takes the keys of its list
    <div id={id} role="option" tabIndex={-1} aria-selected={isChosen} onClick={onOpen}>
      <Tag>{t(`consoleSearch.kind.${kind}`)}</Tag> <bdi>{title}</bdi>
      <span className="small">
        {kind === 'organization' ? <Code>{ofHit}</Code> : organization && <bdi>{organization.name}</bdi>}
        {kind === 'key' || kind === 'event' ? <bdi> {detail}</bdi> : null}
      </span>
    </div>
  );
}
