import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { TimelineLineView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Tag } from '../../ui/tag.tsx';
import { Curl } from '../curl.tsx';
import { PagedListing } from '../listing.tsx';
import { timelineKinds } from '../search/search-words.ts';
import { knownAction } from '../trail-actions.ts';
import { timelinePath, useTimeline } from './organization-api.ts';
import { factsOf, timelineCsv } from './timeline-csv.ts';

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

function Line({ line }: { readonly line: TimelineLineView }) {
  const { t } = useTranslation();
  const { dateTime } = useFormat();
  const { what, who, detail } = factsOf(line);
  const name = 'action' in line ? knownAction(line.action) : undefined;
  return (
    <tr>
      <th scope="row">
        {name && t(`operator.did.${name}`)}
        <span className="small">
          <Code>{what}</Code>
        </span>
      </th>
      <td>
        <Tag tone={line.kind === 'refusal' ? 'warn' : 'plain'}>{t(`consoleOrganization.kind.${line.kind}`)}</Tag>
      </td>
      <td>
        <bdi>{who}</bdi>
        <span className="small trail-detail">
          {line.kind === 'email' ? t(`consoleOrganization.outcome.${line.outcome}`) : <bdi>{detail}</bdi>}
        </span>
      </td>
      <td className="nowrap">{dateTime(line.at)}</td>
    </tr>
  );
}

/** Saves the lines that are shown; nothing is read again. */
function SaveCsv({ id, lines }: { readonly id: string; readonly lines: readonly TimelineLineView[] }) {
  const { t } = useTranslation();
  const save = () => {
    const url = URL.createObjectURL(new Blob([timelineCsv(lines)], { type: 'text/csv;charset=utf-8' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: `timeline-${id}.csv` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return <Button onClick={save}>{t('consoleOrganization.csv')}</Button>;
}
