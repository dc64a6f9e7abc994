/** A billing period, half-open; ISO-8601 UTC. */
export type Period = { readonly start: string; readonly end: string };

/** The end of a grant that does not expire. */
export const never = '9999-12-31T23:59:59.000Z';

/** Something with a billing period and its interval. */
type Billed = {
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly interval: 'day' | 'week' | 'month' | 'year';
};

/**
 * The billing period that contains `now`: Stripe's own or, once that has passed without a renewal, an assumed one after it. Periods are
 * half-open and tile time: the next starts where the last ended.
 */
export function periodAt(grant: Billed, now: Date): Period {
  let period: Period = { start: grant.periodStart, end: grant.periodEnd };
  const anchorDay = anchorDayOf(period);
  while (now.getTime() >= Date.parse(period.end)) {
    period = { start: period.end, end: addInterval(period.end, grant.interval, anchorDay) };
  }
  return period;
}

/** Whether a period is as long as its interval. Between two months' last days the shortest such time counts. */
export const isWhole = (period: Billed): boolean =>
  Date.parse(period.periodEnd) >=
  Date.parse(addInterval(period.periodStart, period.interval, new Date(period.periodStart).getUTCDate()));

/**
 * The day of the month on which periods start. It is the day on which the period ends, unless that is a month's last, which may stand in
 * for a later day. Then the start shows it: of two neighbouring months one has 31 days.
 */
function anchorDayOf({ start, end }: Period): number {
  const last = new Date(end);
  const day = last.getUTCDate();
  return day === lastDayOf(last.getUTCFullYear(), last.getUTCMonth())
    ? Math.max(day, new Date(start).getUTCDate())
    : day;
}

/** The same day of the next month, or its last where it has no such day. */
export const monthAfter = (time: string): string => addInterval(time, 'month', new Date(time).getUTCDate());

const lastDayOf = (year: number, month: number): number => new Date(Date.UTC(year, month + 1, 0)).getUTCDate();

/** One interval after `time`, on the anchor's day of the month, or the month's last where it has no such day (as Stripe does). */
function addInterval(time: string, interval: Billed['interval'], anchorDay: number): string {
  const from = new Date(time);
  const days = { day: 1, week: 7 }[interval as 'day' | 'week'];
  if (days !== undefined) return new Date(from.getTime() + days * 86_400_000).toISOString();
  const months = from.getUTCMonth() + (interval === 'year' ? 12 : 1);
  const lastDay = lastDayOf(from.getUTCFullYear(), months);
  const next = new Date(from);
  next.setUTCFullYear(from.getUTCFullYear(), months, Math.min(anchorDay, lastDay));
  return next.toISOString();
}
