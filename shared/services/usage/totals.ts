import type { UsageDays } from '../../storage/usage/usage-days.ts';
import type { UsageReportDeps } from './report-deps.ts';

/** What an account's days of a period add up to: each unit is in one of them. */
export const totalsOver =
  (usageDays: Pick<UsageDays, 'read'>): UsageReportDeps['totalOf'] =>
  async (accountId, periodStart) => {
    const days = await usageDays.read(accountId, { from: periodStart.slice(0, 10), to: '9999' });
    return days
      .filter((day) => day.periodStart === periodStart)
      .flatMap(({ sums }) => sums)
      .reduce((sum, { units }) => sum + units, 0);
  };
