import type { AccountView, OwnUsageView } from '../../../shared/http/views.ts';
import { NoUsage } from './no-usage.tsx';
import { barsOf, daysShown, forecastByDay, rowsOf } from './sums.ts';
import type { Wanted } from './usage-address.ts';
import { UsageChart } from './usage-chart.tsx';
import { GroupingChoice } from './usage-filter.tsx';
import { UsageSums } from './usage-sums.tsx';
import { Breakdown, DaysTable } from './usage-tables.tsx';

type UsageShownProps = {
  readonly account: AccountView;
  readonly usage: OwnUsageView;
  readonly wanted: Wanted;
  readonly onWanted: (change: Partial<Wanted>) => void;
};

/** Sums, bars and break-down of some usage; or that there is none. */
export function UsageShown({ account, usage, wanted, onWanted }: UsageShownProps) {
  const now = new Date();
  const days = daysShown(wanted, usage, now);
  if (!days || usage.data.length === 0) return <NoUsage usage={usage} wanted={wanted} days={days} />;
  const { each, bars } = barsOf(usage, days);
  const isWholePeriod = [wanted.from, wanted.to, wanted.key, wanted.dataset].every((value) => value === '');
  const { by } = wanted;
  return (
    <>
      <UsageSums account={account} usage={usage} days={days} isWholePeriod={isWholePeriod} />
      <UsageChart
        bars={bars}
        each={each}
        wanted={wanted}
        forecast={isWholePeriod && each === 1 ? forecastByDay(usage, now) : null}
      />
      <GroupingChoice wanted={wanted} onWanted={onWanted} />
      {by !== 'day' && <Breakdown by={by} rows={rowsOf(usage)} total={usage.total} wanted={wanted} days={days} />}
      <div className={by === 'day' ? undefined : 'only-print'}>
        <DaysTable bars={bars} total={usage.total} wanted={wanted} withRefused={by === 'status'} />
      </div>
    </>
  );
}
