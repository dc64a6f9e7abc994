import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/format.ts';
import { Code } from '../../ui/code.tsx';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { PagedListing } from '../listing.tsx';
import { useKeyRefusals } from './key-api.ts';

const columns = ['answer', 'dataset', 'count', 'when'] as const;

/** The refused requests of a key, the latest first: how often, for which reason, and the first of them. */
export function KeyRefusals({ organization, id }: { readonly organization: string; readonly id: string }) {
  const { t } = useTranslation();
  const { dateTime, number } = useFormat();
  const query = useKeyRefusals(organization, id);
  return (
    <Section id="refusals" title={t('keyVerdict.refusals')}>
      <PagedListing query={query} empty={t('keyVerdict.noRefusals')}>
        {(rows) => (
          <ScrollTable
            lists
            caption={t('keyVerdict.refusals')}
            head={columns.map((column) => t(`keyVerdict.column.${column}`))}
          >
            {rows.map(({ status, reason, dataset, count, from, to, calls }) => (
              <tr key={`${from} ${reason} ${dataset}`}>
                <th scope="row">
                  <Code>{`${status} ${reason}`}</Code>
                </th>
                <td className="query">
                  <Code>{calls[0]?.query ?? dataset}</Code>
                  {calls[0] && (
                    <span className="small">
                      <Code>{calls[0].address}</Code>
                    </span>
                  )}
                </td>
                <td>{number(count)}</td>
                <td className="nowrap">{dateTime(to)}</td>
              </tr>
            ))}
          </ScrollTable>
        )}
      </PagedListing>
    </Section>
  );
}
