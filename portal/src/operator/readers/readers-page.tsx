import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useFormat } from '../../i18n/format.ts';
import { Button } from '../../ui/button.tsx';
import { saveCsv } from '../../ui/csv.ts';
import { ScrollTable } from '../../ui/scroll-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Curl } from '../curl.tsx';
import { PagedListing } from '../listing.tsx';
import { ReaderRow } from './reader-row.tsx';
import { dayAt, readersAddress, readersPath, useReaders, type Wanted, wantedIn } from './readers-api.ts';
import { readersCsv } from './readers-csv.ts';
import { ReadersFilter } from './readers-filter.tsx';

const columns = ['organization', 'day', 'units', 'keys', 'licence'] as const;

/** `/console/requests`: the organizations that read a dataset on some days, or the days of one key; the address has the question. */
export default function ReadersPage() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const now = new Date();
  const wanted = wantedIn(params, now);
  const { query, since } = useReaders(wanted);
  const { date } = useFormat();
  const isAsked = wanted.dataset !== '' || wanted.key !== '';
  const want = (change: Partial<Wanted>) =>
    setParams(new URL(readersAddress({ ...wanted, ...change }), location.origin).searchParams, { replace: true });
  const name = `readers-${wanted.dataset || wanted.key}-${wanted.from}`;
  const rows = query.data ?? [];
  return (
    <Section
      id="readers"
      title={t('readers.title')}
      lead={t('readers.lead')}
      actions={
        rows.length > 0 && <Button onClick={() => saveCsv(name, readersCsv(rows))}>{t('readers.export')}</Button>
      }
    >
      <ReadersFilter wanted={wanted} today={dayAt(now.getTime())} onWanted={want} />
      {isAsked ? (
        <>
          <PagedListing query={query} empty={since ? t('readers.noneSince', { day: date(since) }) : t('readers.none')}>
            {(all) => (
              <ScrollTable
                lists
                caption={t('readers.title')}
                head={columns.map((column) => t(`readers.column.${column}`))}
              >
                {all.map((row) => (
                  <ReaderRow key={`${row.day} ${row.organization.id} ${row.dataset}`} row={row} />
                ))}
              </ScrollTable>
            )}
          </PagedListing>
          <Curl path={readersPath(wanted)} />
        </>
      ) : (
        <p className="empty">{t('readers.ask')}</p>
      )}
    </Section>
  );
}
