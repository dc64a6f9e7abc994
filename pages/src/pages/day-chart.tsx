import type { DayCount, Reader } from '../site.ts';

type DayChartProps = { readonly days: readonly DayCount[]; readonly reader: Reader };

const height = 100;

/** Records by day as bars, one a day; in Arabic time runs from right to left. The highest count and both ends are written beside. */
export function DayChart({ days, reader: { say, formats } }: DayChartProps) {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return <p>{say('counts.none')}</p>;
  const most = Math.max(...days.map(({ count }) => count));
  return (
    <figure class="chart">
      <figcaption class="small">{say('counts.most', { count: most })}</figcaption>
      <svg viewBox={`0 0 ${days.length * 4} ${height}`} preserveAspectRatio="none" role="img">
        <title>{say('counts.chart', { from: formats.date(first.day), to: formats.date(last.day) })}</title>
        {days.map(({ day, count }, i) => {
          const bar = Math.max(1, (count / most) * height);
          return <rect key={day} x={i * 4} y={height - bar} width={3} height={bar} />;
        })}
      </svg>
      <p class="chart-ends small">
        <time datetime={first.day}>{formats.date(first.day)}</time>
        <time datetime={last.day}>{formats.date(last.day)}</time>
      </p>
    </figure>
  );
}
