import { useTranslation } from 'react-i18next';
import type { UsageView } from '../../../shared/http/views.ts';
import { useFormat } from '../i18n/format.ts';
import { ScrollTable } from '../ui/scroll-table.tsx';

type Days = UsageView['data'];

/** Units by UTC day as bars, in reading direction, with the same numbers in a table below. */
export function DayChart({ days }: { readonly days: Days }) {
  const { t } = useTranslation();
  const { shortDate, number } = useFormat();
  const most = Math.max(1, ...days.map(({ units }) => units));
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return null;
  const summary = t('usage.chart', { count: days.length, formatted: number(days.length), most: number(most) });
  return (
    <figure className="chart">
      <figcaption>{t('usage.byDay')}</figcaption>
      <div className="chart-bars" role="img" aria-label={summary}>
        {days.map(({ bucket, units }) => (
          <span key={bucket} className="chart-day" title={`${shortDate(bucket)}: ${number(units)}`}>
            <span style={{ blockSize: `${(units / most) * 100}%` }} />
          </span>
        ))}
      </div>
      <p className="chart-axis" aria-hidden="true">
        <span>{shortDate(first.bucket)}</span>
        <span>{days.length > 1 && shortDate(last.bucket)}</span>
      </p>
      <details>
        <summary>{t('usage.asTable')}</summary>
        <ScrollTable caption={t('usage.byDay')} head={[t('usage.day'), t('usage.units'), t('usage.requests')]}>
          {days.map(({ bucket, units, requests }) => (
            <tr key={bucket}>
              <th scope="row">{shortDate(bucket)}</th>
              <td className="number">{number(units)}</td>
              <td className="number">{number(requests)}</td>
            </tr>
          ))}
        </ScrollTable>
      </details>
    </figure>
  );
}
