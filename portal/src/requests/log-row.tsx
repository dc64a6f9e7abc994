import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RequestView } from '../../../shared/http/views.ts';
import { useResourceTitle } from '../catalog/resource-title.ts';
import { useFormat } from '../i18n/format.ts';
import { Code } from '../ui/code.tsx';
import { Reason } from './reason.tsx';
import { State } from './state.tsx';

type LogRowProps = {
  readonly request: RequestView;
  /** The label of its key; absent: the list is of one key, and has no such column. */
  readonly keyLabel?: string;
};

const shownLength = 90;
const shortened = (text: string) => (text.length > shownLength ? `${text.slice(0, shownLength)}…` : text);

/** Requests of the log: the first of them, why they were refused or what they cost, their key and their time. The row leads to their page. */
export function LogRow({ request, keyLabel }: LogRowProps) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const titleOf = useResourceTitle();
  const { id, calls, count, reason, dataset, units, to } = request;
  const [first] = calls;
  return (
    <tr>
      <th scope="row" className="query">
        <Link to={`/app/requests/${encodeURIComponent(id)}`}>
          {first ? <Code>{shortened(first.query)}</Code> : <bdi>{titleOf(dataset)}</bdi>}
        </Link>
        {count > 1 && <span className="small">{t('requestLog.several', { count, formatted: number(count) })}</span>}
      </th>
      <td>
        <State request={request} />
        <span className="small">
          {reason === null ? (
            t('requestLog.cost', { count: units, formatted: number(units) })
          ) : (
            <Reason code={reason} />
          )}
        </span>
      </td>
      {keyLabel !== undefined && (
        <td>
          <bdi>{keyLabel}</bdi>
        </td>
      )}
      <td className="nowrap">{dateTime(to)}</td>
    </tr>
  );
}
