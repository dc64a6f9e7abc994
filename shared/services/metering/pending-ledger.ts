import { randomFillSync } from 'node:crypto';
import { type DetailEntry, writeDetail } from '../../domain/evidence/detail.ts';
import { entryLine, type LedgerCall, type Place } from '../../domain/evidence/entry.ts';
import { digestIn } from '../../domain/evidence/merkle.ts';
import { type BufferedLine, lineBuffer } from './line-buffer.ts';

/** An entry that waits for its segment: its hash (hex), and the place that it will have there. */
export type Recorded = { readonly entry: string; readonly place: Place };

type Pending = { readonly line: BufferedLine; readonly ids: readonly string[] | undefined };

type Recording = {
  /** The number of the segment that it will lie in. */
  readonly segment: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly ids?: readonly string[] | undefined;
};

/** Characters of entries and ids in one segment: some 1,000 reads of 100 records. */
const maxChars = 4_000_000;

/** The ledger's entries that no segment has yet. Times are epoch milliseconds. */
export function pendingLedger(instance: string) {
  let byOrganization = new Map<string, Pending[]>();
  let oldestAt: number | undefined;
  /** Those of ids. */
  let chars = 0;
  const lines = lineBuffer();
  const read = ({ line, ids }: Pending): DetailEntry => ({ line: lines.read(line), hash: digestIn(line.entry), ids });
  return {
    /** Adds the entry of an ended call. */
    add(call: LedgerCall, { segment, at, ids }: Recording): Recorded {
      const entries = byOrganization.get(call.organization) ?? [];
      if (entries.length === 0) byOrganization.set(call.organization, entries);
      const place = { instance, segment, index: entries.length };
      const line = lines.add(entryLine(call, place, newSalt()));
      entries.push({ line, ids });
      oldestAt ??= at;
      chars += (ids?.length ?? 0) * charsOfId;
      return { entry: line.entry, place };
    },
    /** When the first of them ended; undefined: there are none. */
    oldest: (): number | undefined => oldestAt,
    isFull: (): boolean => lines.size() + chars >= maxChars,
    /** Takes all of them out, as the detail of this segment; null: there are none. */
    cut(segment: number): string | null {
      if (byOrganization.size === 0) return null;
      const detail = writeDetail(
        { instance, segment },
        new Map([...byOrganization].map(([id, all]) => [id, all.map(read)])),
      );
      [byOrganization, oldestAt, chars] = [new Map(), undefined, 0];
      lines.clear();
      return detail;
    },
  };
}

/** As far as the size of a detail needs it. */
const charsOfId = 24;

const saltBytes = 16;
const pool = Buffer.alloc(saltBytes * 256);
let used = pool.length;

/** 16 random bytes, base64url. The kernel is asked once for 256 of them. */
function newSalt(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += saltBytes;
  return pool.toString('base64url', used - saltBytes, used);
}
