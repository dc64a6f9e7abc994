import type { Ranges, SegmentRange } from '../../domain/usage/merge.ts';
import { batchKey, batchPartition, usageSweepKey } from '../item-keys.ts';
import type { Item, ItemValue, Table } from '../table/table.ts';

/** Batch k: the segments that it adds to the days of usage. Its ranges never change; `doneAt` is null until all of it is applied. */
export type Batch = { readonly number: number; readonly ranges: Ranges; readonly doneAt: string | null };

/** How far the daily sweep over counters has come. */
export type UsageSweep = { readonly startedAt: string; readonly cursor?: string; readonly finished: boolean };

/** Batches of segments, and the progress of the sweep. */
export interface Batches {
  /** The latest, strongly consistent; null before the first. */
  last(): Promise<Batch | null>;
  /** Puts a batch if its number is not taken, and answers the stored one, whose ranges are the ones to apply. */
  open(number: number, ranges: Ranges): Promise<Batch>;
  setDone(number: number, at: string): Promise<void>;
  /** Batches with numbers above `number`, in order, strongly consistent; `limit` at the most. */
  after(number: number, limit: number): Promise<readonly Batch[]>;
  sweep(): Promise<UsageSweep | null>;
  saveSweep(sweep: UsageSweep): Promise<void>;
}

/** Batches over the table, an item each. They stay, since they say which segments a day's usage consists of. */
export function batchesOver(table: Table): Batches {
  return {
    async last() {
      const query = { pk: batchPartition, descending: true, limit: 1, consistent: true };
      const [item] = (await table.query(query)).items;
      return item ? toBatch(item) : null;
    },
    async open(number, ranges) {
      const stored = Object.fromEntries(Object.entries(ranges).map(([id, { from, to }]) => [id, [from, to]]));
      const result = await table.put(
        { ...batchKey(number), ranges: stored },
        { 'no batch has this number': { attribute: 'pk', is: 'absent' } },
      );
      return result.ok || !result.old ? { number, ranges, doneAt: null } : toBatch(result.old);
    },
    async setDone(number, at) {
      await table.update(
        batchKey(number),
        { set: { doneAt: at } },
        {
          'there is such a batch': { attribute: 'pk', is: 'present' },
          'it is not done': { attribute: 'doneAt', is: 'absent' },
        },
      );
    },
    async after(number, limit) {
      const query = { pk: batchPartition, from: batchKey(number + 1).sk, limit, consistent: true };
      return (await table.query(query)).items.map(toBatch);
    },
    async sweep() {
      const { item } = await table.get(usageSweepKey);
      return item ? (item.walk as unknown as UsageSweep) : null;
    },
    async saveSweep(sweep) {
      await table.put({ ...usageSweepKey, walk: sweep as unknown as ItemValue });
    },
  };
}

const toBatch = ({ sk, ranges, doneAt }: Item): Batch => ({
  number: Number(sk),
  ranges: Object.fromEntries(
    Object.entries(ranges as Readonly<Record<string, readonly [number, number]>>).map(
      ([id, [from, to]]): [string, SegmentRange] => [id, { from, to }],
    ),
  ),
  doneAt: doneAt === undefined ? null : String(doneAt),
});
