import { type UsageGrouping, usageGroupings } from '../../shared/domain/usage/grouped.ts';
import { dayOf, tomorrowOf } from '../../shared/domain/usage/usage.ts';
import { invalid } from '../../shared/errors.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';

/** The groupings asked for, one or two. @throws AppError 400 naming those that there are */
export function groupingsOf({ query }: SignedInRequest): readonly UsageGrouping[] {
  const names = (query.get('by') ?? 'day').split(',');
  const by = usageGroupings.filter((each) => names.includes(each));
  if (names.length <= 2 && by.length === names.length)
    return by.toSorted((a, b) => names.indexOf(a) - names.indexOf(b));
  throw invalid([{ field: 'by', message: `must be one of ${usageGroupings.join(', ')}, or two with a comma between` }]);
}

/** The days asked for; null: those of the period. */
export function rangeOf({ query }: SignedInRequest, now: Date) {
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
