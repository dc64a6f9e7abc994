import type { OwnUsageView, UsageGroupView, UsageSumsView } from '../../../shared/http/views.ts';
import { dayOf, daysLater, type Wanted } from './usage-address.ts';

const nothing: UsageSumsView = { units: 0, requests: 0, served: 0, credited: 0, refused: 0 };

const added = (one: UsageSumsView, other: UsageSumsView): UsageSumsView => ({
  units: one.units + other.units,
  requests: one.requests + other.requests,
  served: one.served + other.served,
  credited: one.credited + other.credited,
  refused: one.refused + other.refused,
});

/** A row of a break-down, or the bar of some days. */
export type Sum = UsageSumsView & { readonly of: string };

/** Sums by what each group is of, in the order of the groups. */
function sumsBy(groups: readonly UsageGroupView[], of: (group: UsageGroupView) => string): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const group of groups) {
    const name = of(group);
    sums.set(name, { of: name, ...added(sums.get(name) ?? nothing, group) });
  }
  return sums;
}

/** The rows of a break-down, the largest first. Credits belong to none of them, so they have a row of their own. */
export const rowsOf = ({ data }: OwnUsageView): readonly Sum[] =>
  [...sumsBy(data, ({ and = '' }) => and).values()].toSorted((a, b) => b.units - a.units || b.refused - a.refused);

/** Days as `from` to `until`, both inclusive. */
export type Days = { readonly from: string; readonly until: string };

/** The days that a page shows: those asked for as far as today, or those of the period. Null: there are none. */
export function daysShown({ from, to }: Wanted, { periodStart, data }: OwnUsageView, now: Date): Days | null {
  const today = dayOf(now.getTime());
  const counted = data.map(({ bucket }) => bucket).toSorted();
  const isPeriod = from === '' && to === '';
  const first = from || (isPeriod && periodStart?.slice(0, 10)) || counted[0];
  if (first === undefined) return null;
  const last = to !== '' && to <= today ? daysLater(to, -1) : [today, ...counted].toSorted().at(-1);
  return { from: first, until: last === undefined || last < first ? first : last };
}

/** Bars for more than these days would be too thin. */
const mostBars = 62;
const dayMs = 86_400_000;

/** A bar of a chart: the sums of one day, or of a week or thirty days where the range is long. */
export type Bar = UsageSumsView & Days;

/** A bar for every day shown, also for one without usage; for as many days together as a long range needs. */
export function barsOf({ data }: OwnUsageView, { from, until }: Days): { readonly each: number; readonly bars: Bar[] } {
  const byDay = sumsBy(data, ({ bucket }) => bucket);
  const count = Math.round((Date.parse(until) - Date.parse(from)) / dayMs) + 1;
  const each = count <= mostBars ? 1 : count <= mostBars * 7 ? 7 : 30;
  const bars = Array.from({ length: Math.ceil(count / each) }, (_, index) => {
    const first = daysLater(from, index * each);
    const length = Math.min(each, count - index * each);
    const days = Array.from({ length }, (__, at) => byDay.get(daysLater(first, at)) ?? nothing);
    return { ...days.reduce(added, nothing), from: first, until: daysLater(first, length - 1) };
  });
  return { each, bars };
}

/** The forecast for each day after today: all that is likely from today on, in equal parts. */
export function forecastByDay(
  { forecast, data }: OwnUsageView,
  now: Date,
): { readonly days: number; readonly units: number } | null {
  if (!forecast) return null;
  const today = dayOf(now.getTime());
  const left = Math.round((Date.parse(forecast.at) - Date.parse(today)) / dayMs);
  const before = data.reduce((sum, { bucket, units }) => (bucket < today ? sum + units : sum), 0);
  return left <= 1 ? null : { days: left - 1, units: Math.max(0, (forecast.likely - before) / left) };
}

/** The top of a scale for numbers up to `most`: 1, 2 or 5 with noughts. */
export function scaleTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= most) ?? most;
}
