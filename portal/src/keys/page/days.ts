import type { KeyDayView } from '../../../../shared/http/views.ts';

/** For how many days the page of a key shows its requests. The first is the usual one. */
export const spans = [7, 30] as const;

/** As many days as the address asks for. */
export const spanIn = (params: URLSearchParams): (typeof spans)[number] =>
  spans.find((each) => String(each) === params.get('days')) ?? spans[0];

const dayMs = 86_400_000;

/** Each of the last UTC days up to `now`, with zero for those without requests. */
export function lastDays(days: readonly KeyDayView[], span: number, now: Date): KeyDayView[] {
  return Array.from({ length: span }, (_, index) => {
    const day = new Date(now.getTime() - (span - 1 - index) * dayMs).toISOString().slice(0, 10);
    return days.find((each) => each.day === day) ?? { day, units: 0, requests: 0, refused: 0 };
  });
}
