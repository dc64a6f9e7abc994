import { entitlementAt } from '../../shared/domain/billing/entitlement.ts';
import { dayOf, type Grouping, groupUsage } from '../../shared/domain/usage/usage.ts';
import { ok } from '../../shared/http/answer.ts';
import { invalid } from '../../shared/http/body.ts';
import { knownParameters, pageOf } from '../../shared/http/page.ts';
import { usageView } from '../../shared/http/present.ts';
import { type SignedInRequest, signedIn } from '../../shared/http/session.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { AuditView } from '../../shared/http/views.ts';
import type { KeysDeps } from './deps.ts';

const dayMs = 86_400_000;

/**
 * GET /v1/usage?from&to&by: units and requests of the present period, or of the UTC days `from` (inclusive) to `to` (exclusive),
 * by day, key or dataset. Without a period: zeros and nulls.
 */
export const readUsage = (deps: KeysDeps): Route =>
  signedIn(deps, async (request) => {
    knownParameters(request, ['from', 'to', 'by']);
    const by = groupingOf(request);
    const { accountId } = request.session;
    const { grants } = await deps.access.read(accountId);
    const entitlement = entitlementAt(deps.catalog, grants, deps.now());
    const { period } = entitlement;
    const counters = period ? await deps.usage.counters(accountId, period.start) : { used: 0 };
    const range = rangeOf(request, period?.start, deps.now());
    const rows = range ? await deps.usage.rows(accountId, range) : [];
    return ok(usageView(entitlement, counters, groupUsage(rows, by)));
  });

/** GET /v1/events: the account's own trail, newest first. */
export const listEvents = (deps: KeysDeps): Route =>
  signedIn(deps, async (request) => {
    const { entries, cursor } = await deps.audit.list(request.session.accountId, pageOf(request));
    const data = entries.map(({ accountId, ...entry }): AuditView => ({ ...entry, detail: { ...entry.detail } }));
    return ok({ data, cursor });
  });

function groupingOf({ query }: SignedInRequest): Grouping {
  const by = query.get('by') ?? 'day';
  if (by === 'day' || by === 'key' || by === 'dataset') return by;
  throw invalid([{ field: 'by', message: 'must be one of day, key, dataset' }]);
}

/** The days asked for; otherwise those of the period. Null where neither is there. */
function rangeOf({ query }: SignedInRequest, periodStart: string | undefined, now: Date) {
  const from = dayIn(query, 'from');
  const to = dayIn(query, 'to');
  const tomorrow = dayOf(new Date(now.getTime() + dayMs));
  if (from === null && to === null) {
    return periodStart === undefined ? null : { from: periodStart.slice(0, 10), to: tomorrow, periodStart };
  }
  return { from: from ?? '0000-01-01', to: to ?? tomorrow };
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
