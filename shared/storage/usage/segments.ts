import type { Segment } from '../../domain/usage/segment.ts';
import {
  decodeHead,
  decodeSegment,
  type FixedSegment,
  type SegmentHead,
  segmentHash,
} from '../../domain/usage/segment-codec.ts';
import type { Names } from '../../domain/usage/segment-names.ts';
import type { Served } from '../../domain/usage/served.ts';
import { instanceKey, instancesPartition, segmentKey, segmentNumberText, segmentPartition } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table } from '../table/table.ts';
import { putServed } from './served.ts';

export type { FixedSegment };

/** An instance on the list. `merged`: the last segment in a finished batch. */
export type RegisteredInstance = { readonly id: string; readonly at: string; readonly merged: number };

/** Usage logs and the list of their instances. Every method may throw StorageUnavailable. */
export interface Segments {
  /** Acknowledged before the instance's first take. False: another instance has, or once had, this id. */
  register(instanceId: string, at: string): Promise<boolean>;
  /**
   * Puts a segment if its number is not taken, after its served records where these are stored. `acknowledged` also if the same bytes are
   * there already. `detail`: that of the ledger, where it lies in the segment's item. `fenced`: other bytes are there, so the log has ended without this instance, which drops everything.
   * @throws StorageUnavailable; the segment may have arrived
   */
  put(
    segment: Pick<FixedSegment, 'segment' | 'bytes'>,
    served?: readonly Served[],
    detail?: Uint8Array,
  ): Promise<'acknowledged' | 'fenced'>;
  /** Every instance whose log is not wholly rolled up and reclaimed. */
  instances(): Promise<readonly RegisteredInstance[]>;
  /**
   * Segments of one instance with numbers above `after`, in order, strongly consistent. One read gives about 1 MB at most.
   * @throws Error if one is missing: a stored segment stays for good
   */
  read(instanceId: string, after: number): Promise<readonly Segment[]>;
  /** The last segment of an instance without its rows, and the hash of its bytes; null where none was written. */
  head(instanceId: string): Promise<{ readonly segment: SegmentHead; readonly hash: string } | null>;
  /** Whether an instance's log has a segment of this number, strongly consistent. */
  isThere(instanceId: string, number: number): Promise<boolean>;
  /** Notes that segments up to `merged` lie in a batch; the number only grows. */
  setMerged(instanceId: string, merged: number): Promise<void>;
  /** Takes an instance off the list, once its log is rolled up and reclaimed. Its segments stay. */
  forget(instanceId: string): Promise<void>;
  /** Whether it was taken off the list before. If it is on the list all the same, a repeated registration has landed late. */
  isForgotten(instanceId: string): Promise<boolean>;
}

/** Usage logs over the table: an item a segment, never overwritten. */
export function segmentsOver(table: Table): Segments {
  return {
    register: (instanceId, at) => register(table, instanceId, at),
    async put({ segment, bytes }, served = [], detail = undefined) {
      const { instanceId, number } = segment;
      await putServed(table, segment, served);
      const result = await table.put(
        { ...segmentKey(instanceId, number), body: bytes, ...(detail && { detail }) },
        { 'the usage log has not come so far': { attribute: 'pk', is: 'absent' } },
      );
      return result.ok || isSame(result.old, bytes) ? 'acknowledged' : 'fenced';
    },
    async instances() {
      const rows = await readAll(table, { pk: instancesPartition });
      return rows.map(({ sk, at, merged }) => ({ id: sk, at: String(at), merged: Number(merged ?? 0) }));
    },
    read: segmentReader(table),
    async head(instanceId) {
      const query = { pk: segmentPartition(instanceId), descending: true, limit: 1, consistent: true };
      const [item] = (await table.query(query)).items;
      if (!item) return null;
      const bytes = bodyOf(item);
      return { segment: decodeHead(bytes), hash: segmentHash(bytes) };
    },
    async isThere(instanceId, number) {
      return (await table.get(segmentKey(instanceId, number))).item !== undefined;
    },
    async setMerged(instanceId, merged) {
      await table.update(
        instanceKey(instanceId),
        { set: { merged } },
        {
          'the instance is on the list': { attribute: 'pk', is: 'present' },
          'it only moves forward': { attribute: 'merged', atMost: merged - 1, orAbsent: true },
        },
      );
    },
    async forget(instanceId) {
      const first = segmentKey(instanceId, 1);
      await table.update(
        first,
        { set: { forgotten: true } },
        { 'the usage log has begun': { attribute: 'pk', is: 'present' } },
      );
      await table.delete(instanceKey(instanceId));
    },
    async isForgotten(instanceId) {
      const { item } = await table.get(segmentKey(instanceId, 1));
      return item?.forgotten === true;
    },
  };
}

async function register(table: Table, instanceId: string, at: string): Promise<boolean> {
  const [first, row] = await Promise.all([
    table.get(segmentKey(instanceId, 1)),
    table.put({ ...instanceKey(instanceId), at }, { 'no instance bears this id': { attribute: 'pk', is: 'absent' } }),
  ]);
  return first.item === undefined && (row.ok || row.old?.at === at);
}

/** Reads usage logs. A repeated reader gets the segments since its last read. */
function segmentReader(table: Table): Segments['read'] {
  const read = lastRead();
  return async (instanceId, after) => {
    const from = segmentNumberText(after + 1);
    const { items } = await table.query({ pk: segmentPartition(instanceId), from, consistent: true });
    expectWhole({ instanceId, after }, items);
    const [first] = items;
    if (!first) return [];
    const before = read.namesAt(instanceId, after) ?? (await namesBefore(table, first));
    const { segments, names } = decodeAll(items, before);
    read.keep(instanceId, after + items.length, names);
    return segments;
  };
}

/** The names that a segment continues from: those of the segments before it, as far back as it says. */
async function namesBefore(table: Table, item: Item): Promise<Names | null> {
  const { instanceId, number, since } = decodeHead(bodyOf(item));
  if (since === number) return null;
  const range = { from: segmentNumberText(since), to: segmentNumberText(number) };
  const earlier = await readAll(table, { pk: segmentPartition(instanceId), ...range });
  expectWhole({ instanceId, after: since - 1 }, [...earlier, item]);
  return earlier.reduce<Names | null>((names, each) => decodeSegment(bodyOf(each), names).names, null);
}

type Place = { readonly instanceId: string; readonly after: number };

function expectWhole({ instanceId, after }: Place, items: readonly Item[]): void {
  const gap = items.findIndex(({ sk }, index) => Number(sk) !== after + index + 1);
  if (gap >= 0) throw new Error(`The usage log of instance ${instanceId} misses a segment after ${after + gap}`);
}

function decodeAll(items: readonly Item[], before: Names | null) {
  let names = before;
  const segments = items.map((item): Segment => {
    const decoded = decodeSegment(bodyOf(item), names);
    names = decoded.names;
    return decoded.segment;
  });
  return { segments, names };
}

/** The number of logs whose last read is remembered. */
const maxRemembered = 32;

/** The names left by the last segment read of each log. Segments never change, so neither do these. */
function lastRead() {
  const ends = new Map<string, { readonly number: number; readonly names: Names | null }>();
  return {
    namesAt(instanceId: string, number: number): Names | null {
      const end = ends.get(instanceId);
      return end?.number === number ? end.names : null;
    },
    keep(instanceId: string, number: number, names: Names | null): void {
      ends.delete(instanceId);
      ends.set(instanceId, { number, names });
      const [oldest] = ends.keys();
      if (ends.size > maxRemembered && oldest !== undefined) ends.delete(oldest);
    },
  };
}

const bodyOf = ({ body }: Item): Uint8Array => (body instanceof Uint8Array ? body : new Uint8Array());
const isSame = (item: Item | undefined, bytes: Uint8Array): boolean =>
  item !== undefined && Buffer.compare(bodyOf(item), bytes) === 0;
