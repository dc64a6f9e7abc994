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
import {
  environmentKey,
  environmentsPartition,
  segmentKey,
  segmentNumberText,
  segmentPartition,
} from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table } from '../table/table.ts';
import { putServed } from './served.ts';

export type { FixedSegment };

/** `merged`: the last segment that a finished batch holds. */
export type RegisteredEnvironment = { readonly id: string; readonly at: string; readonly merged: number };

export interface Segments {
  /** Acknowledged before the environment's first take. False: another one bears this id, or once bore it. */
  register(environmentId: string, at: string): Promise<boolean>;
  /**
   * Puts a segment if its number is not taken, and the records that it is made of before it, where these are kept. `acknowledged` also where the same bytes are there already; `sealed`: others are, so the
   * chain has ended without this environment, which drops everything and stops. Throws StorageUnavailable: it may have arrived.
   */
  put(segment: Pick<FixedSegment, 'segment' | 'bytes'>, served?: readonly Served[]): Promise<'acknowledged' | 'sealed'>;
  /** Every environment whose chain is not wholly merged and settled. */
  environments(): Promise<readonly RegisteredEnvironment[]>;
  /**
   * Segments of one environment with numbers above `after`, in order, strongly consistent, about 1 MB at most. Throws where one is missing:
   * what was there once is there for good.
   */
  chain(environmentId: string, after: number): Promise<readonly Segment[]>;
  /** The last segment of an environment without its rows, and the hash of its bytes; null where none was written. */
  head(environmentId: string): Promise<{ readonly segment: SegmentHead; readonly hash: string } | null>;
  /** Whether an environment's chain has a segment of this number, strongly consistent. */
  isThere(environmentId: string, number: number): Promise<boolean>;
  /** Notes that segments up to `merged` lie in a batch; never back. */
  setMerged(environmentId: string, merged: number): Promise<void>;
  /** Takes an environment off the list, once its chain is merged and settled; its segments stay. */
  forget(environmentId: string): Promise<void>;
  /** Whether it was taken off the list before. One that is on it all the same is a registration of which a try has landed late. */
  isForgotten(environmentId: string): Promise<boolean>;
}

/** Chains of segments over the table: an item a segment, never overwritten. */
export function segmentsOver(table: Table): Segments {
  return {
    async register(environmentId, at) {
      const [first, row] = await Promise.all([
        table.get(segmentKey(environmentId, 1)),
        table.put(
          { ...environmentKey(environmentId), at },
          { 'no environment bears this id': { attribute: 'pk', is: 'absent' } },
        ),
      ]);
      return first.item === undefined && (row.ok || row.old?.at === at);
    },
    async put({ segment, bytes }, served = []) {
      const { environmentId, number } = segment;
      await putServed(table, segment, served);
      const result = await table.put(
        { ...segmentKey(environmentId, number), body: bytes },
        { 'the chain has not come so far': { attribute: 'pk', is: 'absent' } },
      );
      return result.ok || isSame(result.old, bytes) ? 'acknowledged' : 'sealed';
    },
    async environments() {
      const rows = await readAll(table, { pk: environmentsPartition });
      return rows.map(({ sk, at, merged }) => ({ id: sk, at: String(at), merged: Number(merged ?? 0) }));
    },
    chain: chainReader(table),
    async head(environmentId) {
      const query = { pk: segmentPartition(environmentId), descending: true, limit: 1, consistent: true };
      const [item] = (await table.query(query)).items;
      if (!item) return null;
      const bytes = bodyOf(item);
      return { segment: decodeHead(bytes), hash: segmentHash(bytes) };
    },
    async isThere(environmentId, number) {
      return (await table.get(segmentKey(environmentId, number))).item !== undefined;
    },
    async setMerged(environmentId, merged) {
      await table.update(
        environmentKey(environmentId),
        { set: { merged } },
        {
          'the environment is on the list': { attribute: 'pk', is: 'present' },
          'it only moves forward': { attribute: 'merged', atMost: merged - 1, orAbsent: true },
        },
      );
    },
    async forget(environmentId) {
      const first = segmentKey(environmentId, 1);
      await table.update(
        first,
        { set: { forgotten: true } },
        { 'a chain is there': { attribute: 'pk', is: 'present' } },
      );
      await table.delete(environmentKey(environmentId));
    },
    async isForgotten(environmentId) {
      const { item } = await table.get(segmentKey(environmentId, 1));
      return item?.forgotten === true;
    },
  };
}

/** Reads chains; who reads one on reads what came since. */
function chainReader(table: Table): Segments['chain'] {
  const read = lastRead();
  return async (environmentId, after) => {
    const from = segmentNumberText(after + 1);
    const { items } = await table.query({ pk: segmentPartition(environmentId), from, consistent: true });
    expectWhole({ environmentId, after }, items);
    const [first] = items;
    if (!first) return [];
    const before = read.namesAt(environmentId, after) ?? (await namesBefore(table, first));
    const { segments, names } = decodeAll(items, before);
    read.keep(environmentId, after + items.length, names);
    return segments;
  };
}

/** The names that a segment goes on from: of those before it as far back as it says. */
async function namesBefore(table: Table, item: Item): Promise<Names | null> {
  const { environmentId, number, since } = decodeHead(bodyOf(item));
  if (since === number) return null;
  const range = { from: segmentNumberText(since), to: segmentNumberText(number) };
  const earlier = await readAll(table, { pk: segmentPartition(environmentId), ...range });
  expectWhole({ environmentId, after: since - 1 }, [...earlier, item]);
  return earlier.reduce<Names | null>((names, each) => decodeSegment(bodyOf(each), names).names, null);
}

type Place = { readonly environmentId: string; readonly after: number };

function expectWhole({ environmentId, after }: Place, items: readonly Item[]): void {
  const gap = items.findIndex(({ sk }, index) => Number(sk) !== after + index + 1);
  if (gap >= 0) throw new Error(`The chain of environment ${environmentId} misses a segment after ${after + gap}`);
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

/** Of how many chains it is remembered what was read last. */
const maxRemembered = 32;

/** The names that the last segment left which was read of each chain. Segments never change, so neither do these. */
function lastRead() {
  const ends = new Map<string, { readonly number: number; readonly names: Names | null }>();
  return {
    namesAt(environmentId: string, number: number): Names | null {
      const end = ends.get(environmentId);
      return end?.number === number ? end.names : null;
    },
    keep(environmentId: string, number: number, names: Names | null): void {
      ends.delete(environmentId);
      ends.set(environmentId, { number, names });
      const [oldest] = ends.keys();
      if (ends.size > maxRemembered && oldest !== undefined) ends.delete(oldest);
    },
  };
}

const bodyOf = ({ body }: Item): Uint8Array => (body instanceof Uint8Array ? body : new Uint8Array());
const isSame = (item: Item | undefined, bytes: Uint8Array): boolean =>
  item !== undefined && Buffer.compare(bodyOf(item), bytes) === 0;
