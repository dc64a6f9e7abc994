import type { SegmentEntry } from './segment.ts';

/** What a batch takes of each instance's chain: after `from` (exclusive) to `to` (inclusive). */
export type SegmentRange = { readonly from: number; readonly to: number };
export type Ranges = Readonly<Record<string, SegmentRange>>;

/** How far an instance's chain is merged, and how far it has come. */
export type MergeProgress = { readonly id: string; readonly merged: number; readonly head: number };

/** Of one chain a batch takes no more than this, and of all together about this: what one run holds in memory. */
const maxSegments = 2_000;

/** The next batch's ranges: what was not merged yet, the first chains first, up to some 2,000 segments; empty where there is nothing. */
export function rangesOf(chains: readonly MergeProgress[], most = maxSegments): Ranges {
  const ranges: Record<string, SegmentRange> = {};
  let left = most;
  for (const { id, merged, head } of chains) {
    if (head <= merged || left <= 0) continue;
    const to = Math.min(head, merged + left);
    ranges[id] = { from: merged, to };
    left -= to - merged;
  }
  return ranges;
}

export type Sum = {
  readonly keyId: string;
  readonly datasetId: string;
  readonly units: number;
  readonly calls: number;
};

/** What one account used on one UTC day in one period, by key and dataset. */
export type DaySums = {
  readonly accountId: string;
  readonly day: string;
  readonly periodStart: string;
  readonly sums: readonly Sum[];
};

/** Sums entries by account, day and period, within these by key and dataset; in an order that is the entries' set's own. */
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
