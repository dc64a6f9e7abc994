import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Curl } from '../curl.tsx';
import { PagedListing } from '../listing.tsx';
import { timelineKinds } from '../search/search-words.ts';
import { timelinePath, useTimeline } from './organization-api.ts';
import { Line, SaveCsv } from './timeline-line.tsx';

const columns = ['what', 'kindOf', 'detail', 'when'] as const;

/** The timeline of an organization; the address says which kind of line it shows. */
export function Timeline({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const kinds = timelineKinds.filter((kind) => (params.get('kinds') ?? '').split(',').includes(kind));
  const query = useTimeline(id, kinds);
  const options = [
    { value: '', label: t('consoleOrganization.kind.all') },
    ...timelineKinds.map((kind) => ({ value: kind, label: t(`consoleOrganization.kind.${kind}`) })),
  ];
  const choose = (kind: string) => setParams(kind === '' ? {} : { kinds: kind }, { replace: true });
  return (
    <Section
      id="timeline"
      title={t('consoleOrganization.timeline')}
      actions={query.data && query.data.length > 0 && <SaveCsv id={id} lines={query.data} />}
    >
      <Segments legend={t('consoleOrganization.show')} options={options} value={kinds.join(',')} onChange={choose} />
      <PagedListing query={query} empty={t('consoleOrganization.none')}>
        {(lines) => (
          <ScrollTable
            lists
            caption={t('consoleOrganization.timeline')}
            head={columns.map((column) => t(`consoleOrganization.${column}`))}
          >
            {lines.map((line) => (
              <Line key={`${line.kind} ${line.id}`} line={line} />
            ))}
          </ScrollTable>
        )}
      </PagedListing>
      <Curl path={timelinePath(id, kinds)} />
    </Section>
  );
}
