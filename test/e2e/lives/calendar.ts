/** The billing calendar, written a second time: it counts UTC days as people do, and shares no arithmetic with other code. */
const daySeconds = 86_400;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** `month` 1…12. */
const lengthOf = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Days from 1 January 1970 to the first of a month, counted year by year and month by month. */
function daysBefore(year: number, month: number): number {
  let days = 0;
  for (let y = 1970; y < year; y++) days += isLeap(y) ? 366 : 365;
  for (let m = 1; m < month; m++) days += lengthOf(year, m);
  return days;
}

function dateOf(epochSeconds: number): { year: number; month: number; day: number } {
  const day = Math.floor(epochSeconds / daySeconds);
  let year = 1970;
  while (daysBefore(year + 1, 1) <= day) year += 1;
  let month = 1;
  while (month < 12 && daysBefore(year, month + 1) <= day) month += 1;
  return { year, month, day: day - daysBefore(year, month) + 1 };
}

/**
 * When the `n`-th period after `anchor` (epoch seconds) begins: on the anchor's day of the month and at its time of day. In a month without
 * that day, it is the last day. A year is twelve months.
 */
export function nthStart(anchor: number, interval: 'month' | 'year', n: number): number {
  const from = dateOf(anchor);
  const months = from.month - 1 + n * (interval === 'year' ? 12 : 1);
  const [year, month] = [from.year + Math.floor(months / 12), (months % 12) + 1];
  const day = Math.min(from.day, lengthOf(year, month));
  return (daysBefore(year, month) + day - 1) * daySeconds + (anchor % daySeconds);
}

/** The first start of a period after `instant`. */
export function nextStart(anchor: number, interval: 'month' | 'year', instant: number): number {
  let n = Math.max(0, Math.floor((instant - anchor) / ((interval === 'year' ? 366 : 31) * daySeconds)) - 1);
  while (nthStart(anchor, interval, n) <= instant) n += 1;
  return nthStart(anchor, interval, n);
}
