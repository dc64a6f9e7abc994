import type { LedgerCall } from '../../domain/evidence/entry.ts';
import type { SegmentEntry } from '../../domain/usage/segment.ts';
import type { ServedRecords } from '../../domain/usage/served.ts';
import { type Cut, pendingEntries } from './pending-entries.ts';
import { pendingLedger, type Recorded } from './pending-ledger.ts';
import { type FixedDetail, fixedDetail } from './segment-detail.ts';

/** The content of a segment, with the ledger's detail of it. */
export type CutCalls = Cut & { readonly detail: FixedDetail | null };

/** Ended calls that no segment has yet: the rows by which they are billed, and their entries in the ledger. Times are epoch milliseconds. */
export function pendingCalls(instance: string) {
  const rows = pendingEntries();
  const ledger = pendingLedger(instance);
  const oldest = (): number => Math.min(rows.oldest() ?? noTime, ledger.oldest() ?? noTime);
  return {
    count: (entry: Omit<SegmentEntry, 'calls'>, at: number, served?: ServedRecords): void =>
      rows.add(entry, at, served),
    /** Enters a call into the ledger of this segment, the next one. */
    record: (call: LedgerCall, of: { segment: number; at: number; ids?: readonly string[] | undefined }): Recorded =>
      ledger.add(call, of),
    /** When the first of them ended; `noTime` if there are none. */
    oldest,
    units: rows.units,
    /** Rows. */
    size: rows.size,
    isFull: (): boolean => rows.isFull() || ledger.isFull(),
    /** Takes out as many rows as fit into this segment, the oldest first, and all entries of the ledger. */
    cut(segment: number): CutCalls {
      const text = ledger.cut(segment);
      return { ...rows.cut(), detail: text === null ? null : fixedDetail(text) };
    },
    hasRows: (): boolean => rows.oldest() !== undefined,
  };
}

/** The time of something that never happened. */
export const noTime = Number.POSITIVE_INFINITY;
