import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ReaderView } from '../../../../shared/http/views.ts';
import { useResourceTitle } from '../../catalog/resource-title.ts';
import { useFormat } from '../../i18n/format.ts';
import { Code } from '../../ui/code.tsx';
import { Absent } from '../../ui/scroll-table.tsx';

/** A line names so many keys. */
const shownKeys = 3;

/** An organization that read a dataset on a day: how much, with which keys, and under which licence. */
export function ReaderRow({ row }: { readonly row: ReaderView }) {
  const { t } = useTranslation();
  const { date, number } = useFormat();
  const title = useResourceTitle()(row.dataset);
  const { organization, credited, keys, licence } = row;
  return (
    <tr>
      <th scope="row">
        <Link to={`/console/organizations/${encodeURIComponent(organization.id)}`}>
          <bdi>{organization.name || organization.id}</bdi>
        </Link>
        <span className="small">
          <bdi>{title}</bdi>
        </span>
      </th>
      <td className="nowrap">{date(row.day)}</td>
      <td className="number">
        {number(row.units)}
        <span className="small">{t('readers.requests', { number: number(row.requests) })}</span>
        {credited > 0 && <span className="small">{t('readers.credited', { number: number(credited) })}</span>}
      </td>
      <td className="reader-keys">
        {keys.slice(0, shownKeys).map(({ id }) => (
          <div key={id}>
            <Link to={`/console/keys/${encodeURIComponent(id)}`}>
              <Code>{id}</Code>
            </Link>
          </div>
        ))}
        {keys.length > shownKeys && (
          <span className="small">{t('readers.moreKeys', { number: number(keys.length - shownKeys) })}</span>
        )}
      </td>
      <td>
        {licence ? (
          <>
            <Code>{`${licence.id} ${licence.version}`}</Code>
            <span className="small">{t('readers.accepted', { at: date(licence.at) })}</span>
          </>
        ) : (
          <Absent />
        )}
      </td>
    </tr>
  );
}
