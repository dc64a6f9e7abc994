import type { SegmentRange } from '../../domain/usage/merge.ts';
import type { SegmentLedger } from '../../domain/usage/segment.ts';
import { decodeHead, SegmentUnreadable } from '../../domain/usage/segment-codec.ts';
import { segmentKey, segmentNumberText, segmentPartition } from '../item-keys.ts';
import type { Item, Table } from '../table/table.ts';

/** A segment's part of the ledger. `ledger`: null where the segment has no entries; absent where the segment cannot be read. */
export type SegmentDetail = {
  readonly segment: number;
  readonly ledger?: SegmentLedger | null;
  /** The detail in the segment's item. */
  readonly bytes: Uint8Array | null;
};

/** Details as they lie beside segments. */
export interface SegmentDetails {
  /** The segments after `from` up to `to` that are there, in order, strongly consistent. One read gives about 1 MB; the rest is after the last. */
  read(instance: string, range: SegmentRange): Promise<readonly SegmentDetail[]>;
  /** Takes the detail out of a segment's item, once it lies elsewhere. */
  remove(instance: string, segment: number): Promise<void>;
}

/** Details over the table: an attribute of the segments. */
export const segmentDetailsOver = (table: Table): SegmentDetails => ({
  async read(instance, { from, to }) {
    const range = { from: segmentNumberText(from + 1), to: segmentNumberText(to + 1) };
    const { items } = await table.query({ pk: segmentPartition(instance), ...range, consistent: true });
    return items.map(detailIn);
  },
  async remove(instance, segment) {
    const isThere = { 'the segment is there': { attribute: 'pk', is: 'present' } } as const;
    await table.update(segmentKey(instance, segment), { remove: ['detail'] }, isThere);
  },
});

function detailIn({ sk, body, detail }: Item): SegmentDetail {
  const bytes = detail instanceof Uint8Array ? detail : null;
  const segment = Number(sk);
  try {
    const head = decodeHead(body instanceof Uint8Array ? body : new Uint8Array());
    return { segment, bytes, ledger: head.ledger ?? null };
  } catch (error) {
    if (error instanceof SegmentUnreadable) return { segment, bytes };
    throw error;
  }
}
