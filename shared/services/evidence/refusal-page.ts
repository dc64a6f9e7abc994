import { refusalsKeptDays } from '../../domain/evidence/refusal.ts';
import { invalid } from '../../errors.ts';
import { pageRequestOf } from '../../http/page.ts';
import { refusalView } from '../../http/present-refusal.ts';
import type { ApiRequest } from '../../http/request.ts';
import { instantIn } from '../../http/span.ts';
import type { Listing, RefusalView } from '../../http/views.ts';
import type { Refusals } from '../../storage/evidence/refusals.ts';

/** The log of refusals, and the clock. */
export type RefusalPageDeps = { readonly refusals: Pick<Refusals, 'page'>; readonly now: () => Date };

/** The organization whose refusals are listed. `keyId`: those of this key alone, whatever the request names. */
export type RefusalOwner = { readonly accountId: string; readonly keyId?: string };

const dayMs = 86_400_000;

/**
 * A page of refused calls, the latest first. The request may name `from` and `to` (exclusive), at most 30 days apart, `key`, `app`, `limit` and `cursor`.
 * Without both times it is of the last 30 days.
 * @throws AppError 400
 */
export async function refusalPage(
  { refusals, now }: RefusalPageDeps,
  request: ApiRequest,
  { accountId, keyId }: RefusalOwner,
): Promise<Listing<RefusalView>> {
  const page = pageRequestOf(request, keyId === undefined ? ['from', 'to', 'key', 'app'] : ['from', 'to']);
  const { query } = request;
  const span = refusalSpan(query, now());
  const of = { keyId: keyId ?? query.get('key') ?? undefined, app: query.get('app') ?? undefined };
  const { rows, cursor } = await refusals.page(accountId, { ...page, ...span, ...of });
  return { data: rows.map(refusalView), ...(cursor === undefined ? {} : { cursor }) };
}

/** The span that a request names, or the last 30 days. @throws AppError 400 */
export function refusalSpan(query: URLSearchParams, now: Date) {
  const to = timeIn(query, 'to') ?? now.getTime() + dayMs;
  const from = timeIn(query, 'from') ?? Math.min(to, now.getTime()) - refusalsKeptDays * dayMs;
  if (from > to) throw invalid([{ field: 'to', message: 'must not be before from' }]);
  if (to - from > (refusalsKeptDays + 1) * dayMs)
    throw invalid([{ field: 'from', message: `must be at most ${refusalsKeptDays} days before to` }]);
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

function timeIn(query: URLSearchParams, field: 'from' | 'to'): number | null {
  const instant = instantIn(query, field);
  return instant === null ? null : Date.parse(instant);
}
