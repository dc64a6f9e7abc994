import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../i18n/format.ts';
import { logAddress } from '../requests/log-address.ts';
import { type Bar, scaleTop } from './sums.ts';
import type { Wanted } from './usage-address.ts';

type UsageChartProps = {
  readonly bars: readonly Bar[];
  /** The days of each bar. */
  readonly each: number;
  readonly wanted: Wanted;
  /** Days to come, with the units that are likely on each. */
  readonly forecast: { readonly days: number; readonly units: number } | null;
};

const height = 100;

/**
 * Records of each day as bars in reading direction: what is billed, and above it what was credited. Each bar leads to its requests. The table by
 * day has the same figures and links for those who see or point at none.
 */
export function UsageChart({ bars, each, wanted, forecast }: UsageChartProps) {
  const { t } = useTranslation();
  const { number, shortDate } = useFormat();
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return null;
  const most = Math.max(1, ...bars.map(({ served }) => served), forecast?.units ?? 0);
  const top = scaleTop(most);
  const said = { from: shortDate(first.from), until: shortDate(last.until), most: number(Math.round(most)) };
  const end = forecast ? new Date(Date.parse(last.until) + forecast.days * 86_400_000).toISOString() : last.until;
  return (
    <figure className="usage-chart">
      <figcaption>
        {each === 1 ? t('usagePage.byDay') : t('usagePage.byDays', { count: each, formatted: number(each) })}
      </figcaption>
      <p className="visually-hidden">{t('usagePage.chart', said)}</p>
      <div className="usage-plot" aria-hidden="true">
        <p className="usage-scale">
          <span>{number(top)}</span>
          {top > 1 && <span>{number(top / 2)}</span>}
          <span>{number(0)}</span>
        </p>
        <Plot bars={bars} top={top} wanted={wanted} forecast={forecast} />
      </div>
      <p className="chart-axis usage-axis" aria-hidden="true">
        <span>{shortDate(first.from)}</span>
        <span>{(bars.length > 1 || forecast) && shortDate(end)}</span>
      </p>
      <Legend hasForecast={forecast !== null} />
    </figure>
  );
}

type PlotProps = Pick<UsageChartProps, 'bars' | 'wanted' | 'forecast'> & { readonly top: number };

function Plot({ bars, top, wanted: { key, dataset }, forecast }: PlotProps) {
  const { number } = useFormat();
  const nameOf = useDaysName();
  const tall = (units: number) => (Math.max(0, units) / top) * height;
  return (
    <svg viewBox={`0 0 ${bars.length + (forecast?.days ?? 0)} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      {bars.map(({ from, until, units, served }, at) => (
        <Link key={from} to={logAddress({ status: 'served', key, dataset, from, until })} tabIndex={-1}>
          <title>{`${nameOf({ from, until })}: ${number(units)}`}</title>
          <rect className="bar-day" x={at} y={0} width={1} height={height} />
          <rect className="bar-credited" x={at + 0.1} y={height - tall(served)} width={0.8} height={tall(served)} />
          <rect className="bar-billed" x={at + 0.1} y={height - tall(units)} width={0.8} height={tall(units)} />
        </Link>
      ))}
      {Array.from({ length: forecast?.days ?? 0 }, (_, day) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: days to come are alike and never move
          key={day}
          className="bar-forecast"
          x={bars.length + day + 0.1}
          y={height - tall(forecast?.units ?? 0)}
          width={0.8}
          height={tall(forecast?.units ?? 0)}
        />
      ))}
    </svg>
  );
}

function Legend({ hasForecast }: { readonly hasForecast: boolean }) {
  const { t } = useTranslation();
  const shown = hasForecast ? (['billed', 'credited', 'forecast'] as const) : (['billed', 'credited'] as const);
  return (
    <ul className="usage-legend">
      {shown.map((name) => (
        <li key={name}>
          <svg viewBox="0 0 1 1" aria-hidden="true">
            <rect className={`bar-${name}`} width={1} height={1} />
          </svg>
          {t(`usagePage.${name}`)}
        </li>
      ))}
    </ul>
  );
}

/** Names the days of a bar: one day, or the first and the last. */
export function useDaysName(): (days: Pick<Bar, 'from' | 'until'>) => string {
  const { t } = useTranslation();
  const { shortDate } = useFormat();
  return ({ from, until }) =>
    from === until ? shortDate(from) : t('usage.period', { start: shortDate(from), end: shortDate(until) });
}
