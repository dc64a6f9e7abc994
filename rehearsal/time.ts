/** A span of time from a case's first instant; months are calendar months. */
export type Span = {
  readonly months?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
};

/** Epoch seconds so many calendar months later. The day of the month of `start` is 20 at most. */
export function addMonths(start: number, months: number): number {
  const at = new Date(start * 1000);
  return at.setUTCMonth(at.getUTCMonth() + months) / 1000;
}

/** The instant after a span, in epoch seconds. Half a month is half of that month's seconds. */
export function after(start: number, { months = 0, days = 0, hours = 0, minutes = 0 }: Span): number {
  const whole = Math.floor(months);
  const begin = addMonths(start, whole);
  const half = months > whole ? Math.floor((addMonths(start, whole + 1) - begin) / 2) : 0;
  return begin + half + days * 86_400 + hours * 3_600 + minutes * 60;
}

/**
 * The first instant of a case's test clock: now, at the full hour. Later days become the 20th, so that a week later is in the same month.
 * So usage that is reported at the start is neither too old nor in the future, by whichever clock Stripe judges it.
 */
export function firstInstant(now: Date): number {
  const at = new Date(now);
  at.setUTCMinutes(0, 0, 0);
  if (at.getUTCDate() > 20) at.setUTCDate(20);
  return at.getTime() / 1000;
}
