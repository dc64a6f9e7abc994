import { useTranslation } from 'react-i18next';
import { useResourceTitle } from '../../catalog/resource-title.ts';
import { useFormat } from '../../i18n/format.ts';
import { knownAction } from '../../trail/actions.ts';
import { Code } from '../../ui/code.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useDetailWords } from './detail-words.ts';
import { EventFacts } from './event-facts.tsx';
import { InvoiceFacts } from './invoice-facts.tsx';
import { MailFacts, type MailLine } from './mail-facts.tsx';
import { ServedFacts } from './served-facts.tsx';
import { factsOf, type ShownLine } from './timeline-csv.ts';

type LineProps = { readonly organization: string; readonly line: ShownLine };

/** A line of a timeline: what happened, its kind, its facts and its time. */
export function Line({ organization, line }: LineProps) {
  const { t } = useTranslation();
  const { date, dateTime } = useFormat();
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
        <Tag tone={isTrouble(line) ? 'warn' : 'plain'}>{t(`consoleOrganization.kind.${line.kind}`)}</Tag>
      </td>
      <td>
        <bdi>{who}</bdi>
        <InWords organization={organization} line={line} stored={detail} />
      </td>
      <td className="nowrap">{line.kind === 'served' ? date(line.at) : dateTime(line.at)}</td>
    </tr>
  );
}

const isTrouble = (line: ShownLine): boolean =>
  line.kind === 'refusal' ||
  (line.kind === 'invoice' && (line.status === 'open' || line.status === 'uncollectible')) ||
  (line.kind === 'event' && (line.outcome === 'failed' || line.outcome === 'parked')) ||
  (line.kind === 'email' && (line.outcome === 'held_back' || line.reports.some(isBad)));

const isBad = ({ fate }: MailLine['reports'][number]): boolean => fate !== 'delivered';

type InWordsProps = LineProps & { readonly stored: string };

/** The facts of a line in sentences; the detail as it is stored is folded. */
function InWords({ organization, line, stored }: InWordsProps) {
  const { t } = useTranslation();
  const { isolate, number } = useFormat();
  const wordsOf = useDetailWords();
  const titleOf = useResourceTitle();
  if (line.kind === 'email') return <MailFacts organization={organization} line={line} />;
  if (line.kind === 'event') return <EventFacts line={line} />;
  if (line.kind === 'invoice') return <InvoiceFacts line={line} />;
  if (line.kind === 'served') return <ServedFacts line={line} />;
  if (line.kind === 'refusal') {
    const dataset = isolate(titleOf(line.dataset));
    return <span className="small">{t('timelineWords.refused', { number: number(line.count), dataset })}</span>;
  }
  const words = wordsOf(line.detail).join(' · ');
  const { reason } = line.detail;
  return (
    <>
      {words && <span className="small">{words}</span>}
      {reason && <span className="small">{t('timelineWords.reason', { value: isolate(reason) })}</span>}
      {stored && (
        <details className="small">
          <summary>{t('timelineWords.stored')}</summary>
          <bdi className="trail-detail">{stored}</bdi>
        </details>
      )}
    </>
  );
}
