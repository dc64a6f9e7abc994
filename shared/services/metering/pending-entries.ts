import type { SegmentEntry } from '../../domain/usage/segment.ts';
import { recordHash, type Served, type ServedRecords } from '../../domain/usage/served.ts';

type Sum = { -readonly [name in keyof SegmentEntry]: SegmentEntry[name] };
/** Served records of one row at one weight. */
type Pile = { records: number; readonly ids: Set<string> };
type Row = { readonly sum: Sum; readonly piles: Map<number, Pile> };

/** The content of one segment: its rows, and the records behind them where the plan de-duplicates. */
export type Cut = { readonly entries: readonly SegmentEntry[]; readonly served: readonly Served[] };

/** Rows of a segment: some 30 bytes each, in an item of at most 400 KB. */
const maxRows = 8_000;
/** Different records of a segment: 8 bytes each, in items of their own. */
const maxIds = 100_000;

/** Ended calls that no segment has yet, summed by key, dataset, day and period. Times are epoch milliseconds. */
export function pendingEntries() {
  let rows = new Map<string, Row>();
  let ids = 0;
  let oldestAt: number | undefined;
  let units = 0;
  return {
    /** Adds a call. `served`: the records that it was charged for, if repeats of them are credited. */
    add(entry: Omit<SegmentEntry, 'calls'>, at: number, served?: ServedRecords): void {
      const name = `${entry.keyId} ${entry.datasetId} ${entry.day} ${entry.periodStart}`;
      const row = rows.get(name) ?? { sum: { ...entry, units: 0, calls: 0 }, piles: new Map() };
      rows.set(name, row);
      row.sum.units += entry.units;
      row.sum.calls += 1;
      if (served) ids += pile(row, served);
      oldestAt ??= at;
      units += entry.units;
    },
    /** When the first of them ended; undefined: there are none. */
    oldest: (): number | undefined => oldestAt,
    units: (): number => units,
    /** Rows. */
    size: (): number => rows.size,
    isFull: (): boolean => rows.size >= maxRows || ids >= maxIds,
    /** Takes out as many rows as fit into one segment, the oldest first. */
    cut(): Cut {
      const all = [...rows];
      const left = all.slice(maxRows);
      const taken = all.slice(0, maxRows).map(([, row]) => row);
      const served = taken.flatMap(servedOf);
      ids -= served.reduce((count, each) => count + each.hashes.length, 0);
      rows = new Map(left);
      if (left.length === 0) oldestAt = undefined;
      units = left.reduce((sum, [, row]) => sum + row.sum.units, 0);
      return { entries: taken.map(({ sum }) => sum), served };
    },
  };
}

/** Adds records to the row's pile. Answers how many of them are new. */
function pile({ piles }: Row, { ids, weight }: ServedRecords): number {
  const known = piles.get(weight) ?? { records: 0, ids: new Set() };
  piles.set(weight, known);
  known.records += ids.length;
  const before = known.ids.size;
  for (const id of ids) known.ids.add(id);
  return known.ids.size - before;
}

/** Hashed here, after the answer: 100 records take 200 µs. */
const servedOf = ({ sum: { accountId, periodStart, day, datasetId }, piles }: Row): Served[] =>
  [...piles].map(([weight, { records, ids }]) => ({
    accountId,
    periodStart,
    day,
    datasetId,
    weight,
    records,
    hashes: BigUint64Array.from(ids, (id) => recordHash(datasetId, id)),
  }));
