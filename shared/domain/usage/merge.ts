import type { SegmentEntry } from './segment.ts';

/** A batch's range of one usage log: after `from` (exclusive) to `to` (inclusive). */
export type SegmentRange = { readonly from: number; readonly to: number };
/** A batch's ranges by instance id. */
export type Ranges = Readonly<Record<string, SegmentRange>>;

/** How far a usage log is rolled up, and its last segment. */
export type MergeProgress = { readonly id: string; readonly merged: number; readonly head: number };

/** The most segments that a batch takes of one log, and about the most of all together: one run holds them in memory. */
const maxSegments = 2_000;

/** The next batch's ranges: the segments not rolled up yet, the first logs first, up to some 2,000; empty if there are none. */
export function rangesOf(logs: readonly MergeProgress[], most = maxSegments): Ranges {
  const ranges: Record<string, SegmentRange> = {};
  let left = most;
  for (const { id, merged, head } of logs) {
    if (head <= merged || left <= 0) continue;
    const to = Math.min(head, merged + left);
    ranges[id] = { from: merged, to };
    left -= to - merged;
  }
  return ranges;
}

/** Units and calls of one key on one dataset. */
export type Sum = {
  readonly keyId: string;
  readonly datasetId: string;
  readonly units: number;
  readonly calls: number;
};

/** The usage of one account on one UTC day in one period, by key and dataset. */
export type DaySums = {
  readonly accountId: string;
  readonly day: string;
  readonly periodStart: string;
  readonly sums: readonly Sum[];
};

/** Sums entries by account, day and period, within these by key and dataset. The order depends only on the set of entries. */
export function sumByDay(entries: Iterable<SegmentEntry>): DaySums[] {
  const days = new Map<string, Map<string, SegmentEntry>>();
  for (const entry of entries) {
    const dayId = [entry.accountId, entry.day, entry.periodStart].join('\n');
    const day = days.get(dayId) ?? new Map<string, SegmentEntry>();
    days.set(dayId, day);
    const id = [entry.keyId, entry.datasetId].join('\n');
    const sum = day.get(id);
    day.set(id, sum ? { ...entry, units: sum.units + entry.units, calls: sum.calls + entry.calls } : entry);
  }
  return [...days].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => daySums(day));
}

function daySums(entries: ReadonlyMap<string, SegmentEntry>): DaySums {
  const ordered = [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  const [first] = ordered;
  if (!first) throw new RangeError('There is no day without entries');
  const { accountId, day, periodStart } = first;
  const sums = ordered.map(({ keyId, datasetId, units, calls }) => ({ keyId, datasetId, units, calls }));
  return { accountId, day, periodStart, sums };
}
