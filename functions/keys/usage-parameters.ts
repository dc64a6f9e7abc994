import { type UsageGrouping, usageGroupings } from '../../shared/domain/usage/grouped.ts';
import { allDays, tomorrowOf } from '../../shared/domain/usage/usage.ts';
import { invalid } from '../../shared/errors.ts';
import { wantsCsv } from '../../shared/http/csv.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { SignedInRequest } from '../../shared/http/route.ts';
import { openSpanIn } from '../../shared/http/span.ts';

/**
 * The question of a request: its groupings and its days, where null means those of the period. It may be narrowed, and ask for a file.
 * @throws AppError 400
 */
export function askedIn(request: SignedInRequest, now: Date) {
  knownParameters(request, ['from', 'to', 'by', 'key', 'dataset']);
  const only = { key: request.query.get('key') ?? undefined, dataset: request.query.get('dataset') ?? undefined };
  return { by: groupingsOf(request), range: rangeOf(request, now), only, isCsv: wantsCsv(request) };
}

/** The groupings asked for, one or two. @throws AppError 400 naming those that there are */
function groupingsOf({ query }: SignedInRequest): readonly UsageGrouping[] {
  const names = (query.get('by') ?? 'day').split(',');
  const by = usageGroupings.filter((each) => names.includes(each));
  if (names.length <= 2 && by.length === names.length)
    return by.toSorted((a, b) => names.indexOf(a) - names.indexOf(b));
  throw invalid([{ field: 'by', message: `must be one of ${usageGroupings.join(', ')}, or two with a comma between` }]);
}

/** The days asked for; null: those of the period. A time stands for its UTC day. @throws AppError 400 */
function rangeOf({ query }: SignedInRequest, now: Date) {
  const { from, to } = openSpanIn(query);
  if (from === undefined && to === undefined) return null;
  return { from: from?.slice(0, 10) ?? allDays.from, to: to?.slice(0, 10) ?? tomorrowOf(now) };
}
