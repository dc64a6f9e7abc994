/** The days of one key: what it read on each, and how often it was refused. */
import type { RefusalReport } from '../evidence/refusal.ts';
import type { UsageRow } from './usage.ts';

/** Sums of a key. `units` are gross: credits for repeats belong to no key. */
export type KeySums = { readonly units: number; readonly requests: number; readonly refused: number };

/** A UTC day of a key, YYYY-MM-DD. */
export type KeyDay = KeySums & { readonly day: string };

type Reports = readonly Pick<RefusalReport, 'from' | 'counts'>[];

const nothing: KeySums = { units: 0, requests: 0, refused: 0 };
const added = (one: KeySums, other: KeySums): KeySums => ({
  units: one.units + other.units,
  requests: one.requests + other.requests,
  refused: one.refused + other.refused,
});

/** The days on which the key was used or refused, in order. `rows` are its own; a report counts on the UTC day of its first refusal. */
export function keyDays(rows: readonly UsageRow[], reports: Reports, keyId: string): KeyDay[] {
  const refused = reports.flatMap(({ from, counts }) =>
    counts.filter((each) => each.keyId === keyId).map(({ count }) => ({ day: from.slice(0, 10), count })),
  );
  const parts: KeyDay[] = [
    ...rows.map(({ day, units, requests }) => ({ day, units, requests, refused: 0 })),
    ...refused.map(({ day, count }) => ({ ...nothing, day, refused: count })),
  ];
  const days = Map.groupBy(parts, ({ day }) => day);
  return [...days]
    .map(([day, all]) => ({ day, ...totalOfDays(all) }))
    .toSorted((one, other) => (one.day < other.day ? -1 : 1));
}

/** All of these days together. */
export const totalOfDays = (days: readonly KeySums[]): KeySums => days.reduce(added, nothing);

/** How often the key was refused for each reason, the most frequent first. */
export function keyReasons(reports: Reports, keyId: string): { reason: string; count: number }[] {
  const counts = reports.flatMap((report) => report.counts).filter((each) => each.keyId === keyId);
  return [...Map.groupBy(counts, ({ reason }) => reason)]
    .map(([reason, all]) => ({ reason, count: all.reduce((sum, { count }) => sum + count, 0) }))
    .toSorted((one, other) => other.count - one.count || (one.reason < other.reason ? -1 : 1));
}
