import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { PagedListing } from '../listing.tsx';
import { EventRow } from './event-row.tsx';
import { replayChosen, useAdminEvents, type Wanted } from './events-api.ts';
import { ReplayMany } from './replay-many.tsx';

const columns = ['type', 'outcome', 'received', 'customer', 'action'] as const;

/** The events of a filter, of which those that need a replay can be chosen and replayed together. */
export function EventList({ wanted }: { readonly wanted: Wanted }) {
  const { t } = useTranslation();
  const query = useAdminEvents(wanted);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = (id: string) =>
    setChosen((ids) => new Set(ids.has(id) ? [...ids].filter((each) => each !== id) : [...ids, id]));
  const there = (query.data ?? []).filter(({ id, outcome }) => outcome === 'parked' && chosen.has(id));
  return (
    <>
      <Chosen ids={there.map(({ id }) => id)} onNone={() => setChosen(new Set())} />
      <PagedListing query={query} empty={emptyText()}>
        {(events) => (
          <ScrollTable
            lists
            caption={t('operator.events.title')}
            head={columns.map((column) => t(`operator.events.${column}`))}
          >
            {events.map((event) => (
              <EventRow key={event.id} event={event} chosen={chosen.has(event.id)} onChosen={() => choose(event.id)} />
            ))}
          </ScrollTable>
        )}
      </PagedListing>
    </>
  );

  function emptyText() {
    if (query.hasNextPage) return t('eventGroups.noneSoFar');
    if (wanted.error !== null) return t('eventGroups.noneOfError');
    if (wanted.outcome === 'parked') return t('operator.events.noneParked');
    return t(wanted.outcome === '' ? 'operator.events.none' : 'eventGroups.noneOfOutcome');
  }
}

function Chosen({ ids, onNone }: { readonly ids: readonly string[]; readonly onNone: () => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  return (
    <div className="button-row">
      <p role="status">{ids.length > 0 && t('organizationList.chosen', { number: number(ids.length) })}</p>
      {ids.length > 0 && (
        <>
          <ReplayMany
            name={t('eventGroups.replayChosen')}
            title={t('eventGroups.chosenTitle')}
            replay={(reason) => replayChosen(ids, reason)}
            onReplayed={onNone}
          />
          <Button onClick={onNone}>{t('organizationList.none')}</Button>
        </>
      )}
    </div>
  );
}
