import { type Entitlement, entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { forecastOf } from '../../shared/domain/usage/forecast.ts';
import { groupedUsage, totalOf } from '../../shared/domain/usage/grouped.ts';
import type { DaySums } from '../../shared/domain/usage/merge.ts';
import { appOfKeys, rowsOf } from '../../shared/domain/usage/usage.ts';
import { ok } from '../../shared/http/answer.ts';
import { csvAnswer, wantsCsv } from '../../shared/http/csv.ts';
import { knownParameters } from '../../shared/http/page.ts';
import { usageView } from '../../shared/http/present-usage.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import type { OwnUsageView } from '../../shared/http/views.ts';
import { usedOf } from '../../shared/services/usage/current-usage.ts';
import type { KeysDeps } from './deps.ts';
import { refusedIn } from './refused.ts';
import { groupingsOf, rangeOf } from './usage-parameters.ts';

/**
 * GET /v1/usage?from&to&by: units and requests by one grouping or two, those paid from credit included; as JSON or CSV.
 * They are of the present period, or of the UTC days `from` (inclusive) to `to` (exclusive).
 * Without a period they are of the last 30 days, and its numbers are zeros and nulls. Refused requests are counted where it is grouped by status.
 */
export const readUsage =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    knownParameters(request, ['from', 'to', 'by']);
    const by = groupingsOf(request);
    const isCsv = wantsCsv(request);
    const { accountId } = request.session;
    const now = deps.now();
    const { grants, spendCap } = await deps.access.read(accountId);
    const entitlement = entitlementAt(deps.catalog, grants, now);
    const range = rangeOf(request, now);
    const [used, hasReadBefore, refused, apps] = await Promise.all([
      usedOf(deps.liveUsage, { accountId, entitlement, now }),
      deps.firstReads.has(accountId),
      by.includes('status') ? refusedIn(deps, accountId, range ?? periodDays(entitlement)) : null,
      by.includes('app') ? deps.apiKeys.listOf(accountId) : null,
    ]);
    const rows = rowsOf(range ? await deps.liveUsage.days(accountId, range) : used.days);
    const groups = groupedUsage({ rows, refusals: refused?.rows ?? [], by, appOf: apps ? appOfKeys(apps) : undefined });
    if (isCsv)
      return csvAnswer(
        [...by, 'units', 'requests', 'served', 'credited', 'refused'],
        groups.map(({ bucket, and, ...sums }) => [
          ...(and === undefined ? [bucket] : [bucket, and]),
          ...[sums.units, sums.requests, sums.served, sums.credited, sums.refused],
        ]),
      );
    const body: OwnUsageView = {
      ...usageView(entitlement, { ...used, spendCap }, groups),
      hasRead: hasReadBefore || used.days.length > 0,
      data: groups,
      total: totalOf(groups),
      refusedSince: refused?.since ?? null,
      forecast: forecastIn(entitlement, used.days, now),
    };
    return ok(body);
  };

const periodDays = ({ period }: Entitlement) => (period ? { from: period.start, to: period.end } : null);

function forecastIn({ period }: Entitlement, days: readonly DaySums[], now: Date): OwnUsageView['forecast'] {
  if (!period) return null;
  const forecast = forecastOf(rowsOf(days, period.start), period, now);
  return forecast && { ...forecast, at: period.end };
}
