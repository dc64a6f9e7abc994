import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminEventView } from '../../../shared/http/views.ts';
import { ScrollTable } from '../ui/scroll-table.tsx';
import { Section } from '../ui/section.tsx';
import { EventRow } from './event-row.tsx';
import { PagedListing } from './listing.tsx';
import { useMay } from './may.ts';
import { useAdminEvents } from './operator-api.ts';
import { ReplayParked } from './replay-parked.tsx';

const columns = ['type', 'outcome', 'received', 'customer', 'action'] as const;

/** Stripe's events and their outcomes; parked events can be replayed, one or all. */
export default function Events() {
  const { t } = useTranslation();
  const mayReplay = useMay('support');
  const [onlyParked, setOnlyParked] = useState(false);
  const events = useAdminEvents(onlyParked ? 'parked' : undefined);
  const actions = (
    <div className="button-row">
      <label className="toggle">
        <input type="checkbox" checked={onlyParked} onChange={(event) => setOnlyParked(event.target.checked)} />
        <span>{t('operator.events.onlyParked')}</span>
      </label>
      {mayReplay && <ReplayParked />}
    </div>
  );
  return (
    <Section id="events" title={t('operator.events.title')} lead={t('operator.events.lead')} actions={actions}>
      <PagedListing query={events} empty={t(onlyParked ? 'operator.events.noneParked' : 'operator.events.none')}>
        {(items) => <EventTable events={items} />}
      </PagedListing>
    </Section>
  );
}

function EventTable({ events }: { readonly events: readonly AdminEventView[] }) {
  const { t } = useTranslation();
  return (
    <ScrollTable
      lists
      caption={t('operator.events.title')}
      head={columns.map((column) => t(`operator.events.${column}`))}
    >
      {events.map((event) => (
        <EventRow key={event.id} event={event} />
      ))}
    </ScrollTable>
  );
}
