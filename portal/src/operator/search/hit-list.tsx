import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Code } from '../../ui/code.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { Asked } from './search-words.ts';
import type { Hits } from './use-hits.ts';

/** The id of the option at a place of the list; -1: the one before the hits. */
const optionId = (listId: string, at: number): string => `${listId}-${at}`;

/** The attributes of the field that a list of hits belongs to, by the combobox pattern of the ARIA practices guide. */
export const fieldOf = (listId: string, { hits, readers, chosen }: Hits) => ({
  'aria-expanded': hits.length > 0 || readers !== null,
  'aria-controls': listId,
  'aria-activedescendant': chosen >= 0 || readers ? optionId(listId, chosen) : undefined,
});

type HitListProps = { readonly listId: string; readonly of: Hits };

/** The hits of a search, and words for none and for more of them. */
export function HitList({ listId, of }: HitListProps) {
  const { t } = useTranslation();
  const { date, isolate } = useFormat();
  const { hits, readers, chosen, asked, open } = of;
  return (
    <>
      <div id={listId} role="listbox" aria-label={t('consoleSearch.hits')} className="search-hits">
        {readers && (
          <Option id={optionId(listId, -1)} isChosen={chosen < 0} onOpen={() => open(readers)}>
            {t('readers.hit', { title: isolate(readers.title), day: date(readers.day) })}
          </Option>
        )}
        {hits.map((hit, at) => (
          <Option
            key={`${hit.kind} ${hit.id} ${hit.organization?.id}`}
            id={optionId(listId, at)}
            isChosen={at === chosen}
            onOpen={() => open(hit)}
          >
            <Hit hit={hit} asked={asked} />
          </Option>
        ))}
      </div>
      <p className="small" role="status">
        {of.isEmpty && t('consoleSearch.none')}
        {of.hasMore && hits.length > 0 && t('consoleSearch.more')}
        {of.notAsked ? t('requestSearch.stripeAway') : null}
      </p>
      <ProblemNote error={of.error ?? of.notAsked} />
    </>
  );
}

type OptionProps = {
  readonly id: string;
  readonly isChosen: boolean;
  readonly onOpen: () => void;
  readonly children: ReactNode;
};

const Option = ({ id, isChosen, onOpen, children }: OptionProps) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and takes the keys of its list
  <div id={id} role="option" tabIndex={-1} aria-selected={isChosen} onClick={onOpen}>
    {children}
  </div>
);

type HitProps = { readonly hit: SearchHit; readonly asked: Asked };

function Hit({ hit: { kind, id, title, detail, organization }, asked: { act } }: HitProps) {
  const { t } = useTranslation();
  return (
    <>
      <Tag>{t(`consoleSearch.kind.${kind}`)}</Tag> <bdi>{title}</bdi>
      <span className="small">
        {kind === 'organization' ? <Code>{id}</Code> : organization && <bdi>{organization.name}</bdi>}
        {kind === 'key' || kind === 'event' || kind === 'stripe' ? <bdi> {detail}</bdi> : null}
      </span>
      {act && organization && <strong> {t(`acts.${act}.name`)}</strong>}
    </>
  );
}
