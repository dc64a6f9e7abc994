import { type Entitlement, entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { groupedUsage } from '../../shared/domain/usage/grouped.ts';
import { appOfKeys, rowsOf } from '../../shared/domain/usage/usage.ts';
import { ok } from '../../shared/http/answer.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { usedOf } from '../../shared/services/usage/current-usage.ts';
import type { KeysDeps } from './deps.ts';
import { ownUsageView } from './own-usage-view.ts';
import { refusedIn } from './refused.ts';
import { usageCsv } from './usage-csv.ts';
import { askedIn } from './usage-parameters.ts';

/**
 * GET /v1/usage?from&to&by&key&dataset: units and requests by one grouping or two, those paid from credit included; as JSON or CSV.
 * They are of the present period, or of the UTC days `from` (inclusive) to `to` (exclusive).
 * Without a period they are of the last 30 days, and its numbers are zeros and nulls. Refused requests are counted where it is grouped by status.
 * A key or a dataset narrows the groups and their total, and nothing else.
 */
export const readUsage =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    const { accountId } = request.session;
    const now = deps.now();
    const { by, range, only, isCsv } = askedIn(request, now);
    const { grants, spendCap } = await deps.access.read(accountId);
    const entitlement = entitlementAt(deps.catalog, grants, now);
    const [used, hasReadBefore, refused, apps] = await Promise.all([
      usedOf(deps.liveUsage, { accountId, entitlement, now }),
      deps.firstReads.has(accountId),
      by.includes('status') ? refusedIn(deps, accountId, range ?? periodDays(entitlement)) : null,
      by.includes('app') ? deps.apiKeys.listOf(accountId) : null,
    ]);
    const rows = rowsOf(range ? await deps.liveUsage.days(accountId, range) : used.days);
    const appOf = apps ? appOfKeys(apps) : undefined;
    const groups = groupedUsage({ rows, refusals: refused?.rows ?? [], by, appOf, only });
    if (isCsv) return usageCsv(by, groups);
    const known = { entitlement, used: { ...used, spendCap }, groups, hasReadBefore, now };
    return ok(ownUsageView({ ...known, refusedSince: refused?.since ?? null }));
  };

const periodDays = ({ period }: Entitlement) => (period ? { from: period.start, to: period.end } : null);
