import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OwnUsageView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { Loaded } from '../ui/loaded.tsx';
import type { Days } from './sums.ts';
import { daysLater, queryOf, type Wanted } from './usage-address.ts';
import { useLastDayBefore } from './usage-api.ts';

type NoUsageProps = { readonly usage: OwnUsageView; readonly wanted: Wanted; readonly days: Days | null };

/** A range without usage. It says so, and names the last day before it that has any. */
export function NoUsage({ usage: { periodStart, credit }, wanted, days }: NoUsageProps) {
  const { t } = useTranslation();
  const start = days?.from ?? wanted.from;
  if (start === '') return <p className="empty">{t(periodStart || credit ? 'usagePage.none' : 'usage.noPeriod')}</p>;
  return (
    <div className="empty">
      <p>{t('usagePage.none')}</p>
      <LastDay before={start} wanted={wanted} />
    </div>
  );
}

function LastDay({ before, wanted }: { readonly before: string; readonly wanted: Wanted }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  return (
    <Loaded query={useLastDayBefore(before, wanted)} lines={1}>
      {(day) =>
        day === null ? (
          <p>{t('usagePage.noneBefore')}</p>
        ) : (
          <p>
            <Link to={{ search: `?${queryOf({ ...wanted, from: day, to: daysLater(day, 1) })}` }}>
              {t('usagePage.lastBefore', { date: date(day) })}
            </Link>
          </p>
        )
      }
    </Loaded>
  );
}
