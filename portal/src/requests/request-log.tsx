import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { RequestListView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { useKeys } from '../keys/keys-api.ts';
import { Paged } from '../ui/paged.tsx';
import { ScrollTable } from '../ui/scroll-table.tsx';
import { Section } from '../ui/section.tsx';
import { logAddress, narrowing, type Wanted, wantedIn } from './log-address.ts';
import { useRequestLog } from './log-api.ts';
import { LogFilter } from './log-filter.tsx';
import { LogRow } from './log-row.tsx';

/** `/app/requests`: the log of requests, narrowed as the address says. Refused ones are listed first. */
export function RequestLog() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const wanted = wantedIn(params);
  const { query, reach } = useRequestLog(wanted);
  const { data: keys } = useKeys();
  // An id that becomes a label would move the columns.
  const labelOf = (id: string) => keys && (keys.find((key) => key.id === id)?.label ?? id);
  const want = (change: Partial<Wanted>) =>
    setParams(new URL(logAddress({ ...wanted, ...change }), location.origin).searchParams, { replace: true });
  return (
    <Section id="requests" title={t('requestLog.title')} lead={t('requestLog.lead')}>
      <LogFilter wanted={wanted} onWanted={want} />
      <Reach wanted={wanted} reach={reach} />
      <Paged query={query} empty={<Empty wanted={wanted} isMore={query.hasNextPage} />}>
        {(rows) => (
          <ScrollTable
            lists
            caption={t('requestLog.title')}
            head={(['request', 'state', 'key', 'when'] as const).map((name) => t(`requestLog.column.${name}`))}
          >
            {rows.map((row) => (
              <LogRow key={row.id} request={row} keyLabel={labelOf(row.key) ?? ''} />
            ))}
          </ScrollTable>
        )}
      </Paged>
    </Section>
  );
}

type ReachProps = { readonly wanted: Wanted; readonly reach: RequestListView | undefined };

/** As far as the log can know: refused requests are kept for a time, served ones are listed once their hour is sealed. */
function Reach({ wanted: { status }, reach }: ReachProps) {
  const { t } = useTranslation();
  const { date, dateTime } = useFormat();
  if (!reach) return null;
  const { servedThrough, refusedSince } = reach;
  if (status === 'refused') return <p className="small">{t('requestLog.keptSince', { date: date(refusedSince) })}</p>;
  return (
    <p className="small">
      {servedThrough === null ? t('requestLog.notSealed') : t('requestLog.sealed', { at: dateTime(servedThrough) })}
    </p>
  );
}

type EmptyProps = { readonly wanted: Wanted; readonly isMore: boolean };

/** A log without rows: nothing was refused or served, or nothing that the filter lets through. */
function Empty({ wanted, isMore }: EmptyProps) {
  const { t } = useTranslation();
  const isNarrowed = narrowing.some((name) => wanted[name] !== '');
  if (isMore) return <p>{t('requestLog.noneSoFar')}</p>;
  if (!isNarrowed) return <p>{t(`requestLog.none.${wanted.status}`)}</p>;
  return (
    <p>
      {t('requestLog.noMatch')} <Link to={logAddress({ status: wanted.status })}>{t('requestLog.clear')}</Link>
    </p>
  );
}
