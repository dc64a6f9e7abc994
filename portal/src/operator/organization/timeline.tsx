import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Curl } from '../curl.tsx';
import { PagedListing } from '../listing.tsx';
import { shownKinds } from '../search/search-words.ts';
import { invoicesPath, useJoinedTimeline } from './joined-timeline.ts';
import { hasInvoices, hasLines, shownIn, timelinePath } from './organization-api.ts';
import { SaveTimeline } from './save-timeline.tsx';
import { Line } from './timeline-line.tsx';
import { TimelineNotes } from './timeline-notes.tsx';

const columns = ['what', 'kindOf', 'detail', 'when'] as const;

/** The timeline of an organization; the address says which kind of line it shows. */
export function Timeline({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const shown = shownIn(params);
  const { kinds, until } = shown;
  const { query, away } = useJoinedTimeline(id, shown);
  const options = [
    { value: '', label: t('consoleOrganization.kind.all') },
    ...shownKinds.map((kind) => ({ value: kind, label: t(`consoleOrganization.kind.${kind}`) })),
  ];
  const choose = (kind: string) => setParams(kind === '' ? {} : { kinds: kind }, { replace: true });
  return (
    <Section
      id="timeline"
      title={t('consoleOrganization.timeline')}
      actions={query.data && query.data.length > 0 && <SaveTimeline id={id} lines={query.data} />}
    >
      <Segments legend={t('consoleOrganization.show')} options={options} value={kinds.join(',')} onChange={choose} />
      <TimelineNotes until={until} away={away} onLatest={() => choose('refusal')} />
      <PagedListing query={query} empty={t(until ? 'requestSearch.none' : 'consoleOrganization.none')}>
        {(lines) => (
          <ScrollTable
            lists
            caption={t('consoleOrganization.timeline')}
            head={columns.map((column) => t(`consoleOrganization.${column}`))}
          >
            {lines.map((line) => (
              <Line key={`${line.kind} ${line.id}`} organization={id} line={line} />
            ))}
          </ScrollTable>
        )}
      </PagedListing>
      {hasLines(shown) && <Curl path={timelinePath(id, shown)} />}
      {hasInvoices(shown) && <Curl path={invoicesPath(id)} of={t('consoleOrganization.kind.invoice')} />}
    </Section>
  );
}
