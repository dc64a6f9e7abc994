import type Stripe from 'stripe';

type Interval = Pick<Stripe.Price.Recurring, 'interval' | 'interval_count'>;

const daySeconds = 86_400;

/**
 * The `n`-th boundary counted from the anchor (0 is the anchor itself), in epoch seconds. Months and years keep the
 * anchor's day and time in UTC; where the month is too short, its last day.
 * https://docs.stripe.com/billing/subscriptions/billing-cycle
 */
export function boundary(anchor: number, { interval, interval_count }: Interval, n: number): number {
  const steps = n * interval_count;
  switch (interval) {
    case 'day':
      return anchor + steps * daySeconds;
    case 'week':
      return anchor + steps * 7 * daySeconds;
    case 'year':
      return addMonths(anchor, steps * 12);
    default:
      return addMonths(anchor, steps);
  }
}

/** The first boundary after `instant`; the anchor itself if that is still to come. */
export function nextBoundary(anchor: number, interval: Interval, instant: number): number {
  return boundary(anchor, interval, nextNumber(anchor, interval, instant));
}

/** The whole period, half-open, that holds `instant`. */
export function periodAround(anchor: number, interval: Interval, instant: number): { start: number; end: number } {
  const n = nextNumber(anchor, interval, instant);
  return { start: boundary(anchor, interval, n - 1), end: boundary(anchor, interval, n) };
}

function nextNumber(anchor: number, interval: Interval, instant: number): number {
  const shortest =
    { day: 1, week: 7, month: 28, year: 365 }[interval.interval as 'day' | 'week' | 'month' | 'year'] ?? 28;
  const longest = shortest === 28 ? 31 : shortest === 365 ? 366 : shortest;
  const elapsed = Math.max(0, instant - anchor) / (longest * daySeconds * interval.interval_count);
  let n = Math.floor(elapsed);
  while (boundary(anchor, interval, n) <= instant) n += 1;
  return n;
}

function addMonths(anchor: number, months: number): number {
  const from = new Date(anchor * 1000);
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months, 1);
  const daysInMonth = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate();
  const day = Math.min(from.getUTCDate(), daysInMonth);
  return first / 1000 + (day - 1) * daySeconds + (anchor % daySeconds);
}
