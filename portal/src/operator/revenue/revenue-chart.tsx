import { useTranslation } from 'react-i18next';
import type { CurrencyRevenueView } from '../../../../shared/http/views.ts';
import { useFormat } from '../../i18n/format.ts';

type ChartProps = { readonly days: CurrencyRevenueView['days']; readonly currency: string };

/** Monthly revenue at the end of each day as bars, in reading direction. The tables beside it have the figures. */
export function RevenueChart({ days, currency }: ChartProps) {
  const { t } = useTranslation();
  const { shortDate, money } = useFormat();
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last || first === last) return null;
  const most = Math.max(1, ...days.map(({ endMinor }) => endMinor));
  const amount = (amountMinor: number) => money({ amountMinor, currency });
  const summary = t('revenue.chart', {
    ...{ from: shortDate(first.day), start: amount(first.endMinor) },
    ...{ to: shortDate(last.day), end: amount(last.endMinor) },
  });
  return (
    <figure className="chart revenue-chart">
      <div className="chart-bars" role="img" aria-label={summary}>
        {days.map(({ day, endMinor }) => (
          <span key={day} className="chart-day" title={`${shortDate(day)}: ${amount(endMinor)}`}>
            <span style={{ blockSize: `${(endMinor / most) * 100}%` }} />
          </span>
        ))}
      </div>
      <p className="chart-axis" aria-hidden="true">
        <span>{shortDate(first.day)}</span>
        <span>{shortDate(last.day)}</span>
      </p>
    </figure>
  );
}
