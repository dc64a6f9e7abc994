const dayMs = 86_400_000;

/** The UTC day of a time, `days` later: `2026-11-01`. `ms`: epoch milliseconds. */
export const dayAfter = (ms: number, days = 0): string => new Date(ms + days * dayMs).toISOString().slice(0, 10);

/** Whether this is a day of the calendar, written `2026-11-01`. */
export const isDay = (day: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day)) && dayAfter(Date.parse(day)) === day;
