import type { Entitlement } from '../../shared/domain/billing/entitlement.ts';
import { forecastOf } from '../../shared/domain/usage/forecast.ts';
import { totalOf, type UsageGroup } from '../../shared/domain/usage/grouped.ts';
import type { DaySums } from '../../shared/domain/usage/merge.ts';
import { rowsOf } from '../../shared/domain/usage/usage.ts';
import { usageView } from '../../shared/http/present-usage.ts';
import type { OwnUsageView } from '../../shared/http/views.ts';

type Known = {
  readonly entitlement: Entitlement;
  readonly used: Parameters<typeof usageView>[1] & { readonly days: readonly DaySums[] };
  readonly groups: readonly UsageGroup[];
  readonly hasReadBefore: boolean;
  readonly refusedSince: string | null;
  readonly now: Date;
};

/** The usage of an organization, as its members see it. */
export const ownUsageView = ({ entitlement, used, groups, now, ...known }: Known): OwnUsageView => ({
  ...usageView(entitlement, used, groups),
  hasRead: known.hasReadBefore || used.days.length > 0,
  data: [...groups],
  total: totalOf(groups),
  refusedSince: known.refusedSince,
  forecast: forecastIn(entitlement, used.days, now),
});

function forecastIn({ period }: Entitlement, days: readonly DaySums[], now: Date): OwnUsageView['forecast'] {
  if (!period) return null;
  const forecast = forecastOf(rowsOf(days, period.start), period, now);
  return forecast && { ...forecast, at: period.end };
}
