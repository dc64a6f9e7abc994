import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import {
  appOfKeys,
  dayOf,
  type Grouping,
  groupings,
  groupUsage,
  rowsOf,
  tomorrowOf,
} from '../../shared/domain/usage/usage.ts';
import { invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import { usageView } from '../../shared/http/present-usage.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import type { OwnUsageView } from '../../shared/http/views.ts';
import { usedOf } from '../../shared/services/usage/current-usage.ts';
import type { KeysDeps } from './deps.ts';

/**
 * GET /v1/usage?from&to&by: units and requests by day, key, dataset or app, those paid from credit included.
 * They are of the present period, or of the UTC days `from` (inclusive) to `to` (exclusive).
 * Without a period they are of the last 30 days, and its numbers are zeros and nulls.
 */
export const readUsage =
  (deps: KeysDeps): SignedInRoute =>
  async (request) => {
    knownParameters(request, ['from', 'to', 'by']);
    const by = groupingOf(request);
    const { accountId } = request.session;
    const { grants, spendCap } = await deps.access.read(accountId);
    const entitlement = entitlementAt(deps.catalog, grants, deps.now());
    const range = rangeOf(request, deps.now());
    const [used, hasReadBefore] = await Promise.all([
      usedOf(deps.liveUsage, { accountId, entitlement, now: deps.now() }),
      deps.firstReads.has(accountId),
    ]);
    const rows = rowsOf(range ? await deps.liveUsage.days(accountId, range) : used.days);
    const appOf = by === 'app' ? appOfKeys(await deps.apiKeys.listOf(accountId)) : undefined;
    const view = usageView(entitlement, { ...used, spendCap }, groupUsage(rows, by, appOf));
    const body: OwnUsageView = { ...view, hasRead: hasReadBefore || used.days.length > 0 };
    return ok(body);
  };

function groupingOf({ query }: SignedInRequest): Grouping {
  const by = query.get('by') ?? 'day';
  const known = groupings.find((each) => each === by);
  if (known) return known;
  throw invalid([{ field: 'by', message: `must be one of ${groupings.join(', ')}` }]);
}

/** The days asked for; null: those of the period. */
function rangeOf({ query }: SignedInRequest, now: Date) {
  const from = dayIn(query, 'from');
  const to = dayIn(query, 'to');
  if (from === null && to === null) return null;
  return { from: from ?? '0000-01-01', to: to ?? tomorrowOf(now) };
}

function dayIn(query: URLSearchParams, field: 'from' | 'to'): string | null {
  const text = query.get(field);
  if (text === null) return null;
  const time = Date.parse(text);
  if (!/^\d{4}-\d{2}-\d{2}(T[\d:.]+Z)?$/.test(text) || Number.isNaN(time)) {
    throw invalid([{ field, message: 'must be a day such as 2026-11-24' }]);
  }
  return dayOf(new Date(time));
}
