import type { UsageDays } from '../../storage/usage/usage-days.ts';
import type { UsageReportDeps } from './report-deps.ts';

/** The total of an account's days in a period: each unit is in one of them. */
export const totalsOver =
  (usageDays: Pick<UsageDays, 'read'>): UsageReportDeps['totalOf'] =>
  async (accountId, periodStart) => {
    const days = await usageDays.read(accountId, { from: periodStart.slice(0, 10), to: '9999' });
    return days
      .filter((day) => day.periodStart === periodStart)
      .flatMap(({ sums }) => sums)
      .reduce((sum, { units }) => sum + units, 0);
  };
