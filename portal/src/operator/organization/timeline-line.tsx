import { useTranslation } from 'react-i18next';
import type { TimelineLineView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';
import { knownAction } from '../../trail/actions.ts';
import { Button } from '../../ui/button.tsx';
import { Code } from '../../ui/code.tsx';
import { saveCsv } from '../../ui/csv.ts';
import { Tag } from '../../ui/tag.tsx';
import { factsOf, timelineCsv } from './timeline-csv.ts';

/** A line of a timeline: what happened, its kind, its facts and its time. */
export function Line({ line }: { readonly line: TimelineLineView }) {
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
export function SaveCsv({ id, lines }: { readonly id: string; readonly lines: readonly TimelineLineView[] }) {
  const { t } = useTranslation();
  const save = () => saveCsv(`timeline-${id}`, timelineCsv(lines));
  return <Button onClick={save}>{t('consoleOrganization.csv')}</Button>;
}
