import { compareBytes, itemSizeBytes, readUnitsOf } from './item.ts';
import { type KeyPosition, type KeyRange, keyNames, positionOf, type Slice } from './query.ts';
import type { Item, Key } from './table.ts';

/** A query reads up to the item with which it has read this much. */
const READ_BYTES = 1024 * 1024;

/** The items of a table in memory. */
export type MemoryStore = ReturnType<typeof memoryStore>;

/** An item of a partition, beside the position by which it is ordered. */
type Entry = { readonly position: KeyPosition; readonly item: Item };
type Partitions = Map<string, Entry[]>;

/** Items by key, and in order by partition of the table and of its index. Gives out the objects it holds: copying is the caller's part. */
export function memoryStore() {
  const items = new Map<string, Map<string, Item>>();
  const table: Partitions = new Map();
  const lists: Partitions = new Map();
  return {
    get: ({ pk, sk }: Key): Item | undefined => items.get(pk)?.get(sk),
    /** Puts `item` at `key`; undefined leaves nothing there. */
    set({ pk, sk }: Key, item: Item | undefined): void {
      const old = items.get(pk)?.get(sk);
      if (old) takeOut(table, pk, positionOf(old, byKeys));
      if (old && isListed(old)) takeOut(lists, old.listPk, positionOf(old, byLists));
      if (!item) return void items.get(pk)?.delete(sk);
      const partition = items.get(pk) ?? new Map<string, Item>();
      items.set(pk, partition.set(sk, item));
      putIn(table, pk, { position: positionOf(item, byKeys), item });
      if (isListed(item)) putIn(lists, item.listPk, { position: positionOf(item, byLists), item });
    },
    read: (range: KeyRange): Slice => sliceOf((range.index ? lists : table).get(range.pk) ?? [], range),
  };
}

const byKeys = {};
const byLists = { index: 'lists' } as const;

function isListed(item: Item): item is Item & { readonly listPk: string; readonly listSk: string } {
  return 'listPk' in item && 'listSk' in item;
}

/** The first index from which `isReached` holds; it holds for all after the first. */
function firstIndex(entries: readonly Entry[], isReached: (entry: Entry) => boolean): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(entries[middle] as Entry)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const indexOf = (entries: readonly Entry[], at: KeyPosition): number =>
  firstIndex(entries, ({ position }) => comparePositions(position, at) >= 0);

function putIn(partitions: Partitions, name: string, entry: Entry): void {
  const entries = partitions.get(name) ?? [];
  partitions.set(name, entries);
  entries.splice(indexOf(entries, entry.position), 0, entry);
}

function takeOut(partitions: Partitions, name: string, at: KeyPosition): void {
  const entries = partitions.get(name);
  entries?.splice(indexOf(entries, at), 1);
}

function sliceOf(entries: readonly Entry[], range: KeyRange): Slice {
  const { limit = Number.POSITIVE_INFINITY } = range;
  const { first, end } = boundsOf(entries, range);
  const taken: Entry[] = [];
  let bytes = 0;
  for (let i = 0; i < end - first; i += 1) {
    if (taken.length >= limit || bytes >= READ_BYTES) break;
    const entry = entries[range.descending ? end - 1 - i : first + i] as Entry;
    taken.push(entry);
    bytes += itemSizeBytes(entry.item);
  }
  const isCut = taken.length >= limit || bytes >= READ_BYTES;
  return {
    items: taken.map(({ item }) => item),
    readUnits: readUnitsOf(bytes, range.consistent === true),
    next: isCut ? taken.at(-1)?.position : undefined,
  };
}

/** The entries within the range and beyond its start are those from `first` on, before `end`. */
function boundsOf(entries: readonly Entry[], range: KeyRange): { readonly first: number; readonly end: number } {
  const { skPrefix = '', from = '', to, start, descending = false } = range;
  const { sk: name } = keyNames(range);
  const keyOf = ({ item }: Entry) => String(item[name]);
  const first = firstIndex(entries, (entry) => {
    const key = keyOf(entry);
    return compareBytes(key, from) >= 0 && compareBytes(key, skPrefix) >= 0;
  });
  const end = firstIndex(entries, (entry) => {
    const key = keyOf(entry);
    if (to !== undefined && compareBytes(key, to) > 0) return true;
    return compareBytes(key, skPrefix) > 0 && !key.startsWith(skPrefix);
  });
  if (!start) return { first, end: Math.max(first, end) };
  const before = indexOf(entries, start);
  const isThere = before < entries.length && comparePositions(entries[before]?.position, start) === 0;
  const bounds = descending
    ? { first, end: Math.min(end, before) }
    : { first: Math.max(first, isThere ? before + 1 : before), end };
  return { first: bounds.first, end: Math.max(bounds.first, bounds.end) };
}

/** By sort key; entries of the index that share one follow the table's keys (DynamoDB promises no order among them). */
function comparePositions(a: KeyPosition = {}, b: KeyPosition = {}): number {
  const byAttribute = (name: string) => compareBytes(a[name] ?? '', b[name] ?? '');
  return byAttribute('listSk') || byAttribute('pk') || byAttribute('sk');
}
