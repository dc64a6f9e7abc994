import { compareBytes, itemSizeBytes, readUnitsOf } from './item.ts';
import { type KeyPosition, type KeyRange, keyNames, positionOf, type Slice } from './query.ts';
import type { Item, Key } from './table.ts';

/** A query reads up to the item with which it has read this much. */
const READ_BYTES = 1024 * 1024;

/** The items of a table in memory. */
export type MemoryStore = ReturnType<typeof memoryStore>;

/** Items by key, and by partition for the table and its index. Gives out the objects it holds: copying is the caller's part. */
export function memoryStore() {
  const table = new Map<string, Map<string, Item>>();
  const lists = new Map<string, Map<string, Item>>();
  return {
    get: ({ pk, sk }: Key): Item | undefined => table.get(pk)?.get(sk),
    /** Puts `item` at `key`; undefined leaves nothing there. */
    set(key: Key, item: Item | undefined): void {
      const old = table.get(key.pk)?.get(key.sk);
      const entry = JSON.stringify([key.pk, key.sk]);
      if (old && isListed(old)) lists.get(old.listPk)?.delete(entry);
      if (item && isListed(item)) partition(lists, item.listPk).set(entry, item);
      if (item) partition(table, key.pk).set(key.sk, item);
      else table.get(key.pk)?.delete(key.sk);
    },
    read: (range: KeyRange): Slice => {
      const items = (range.index ? lists : table).get(range.pk)?.values() ?? [];
      return sliceOf([...items], range);
    },
  };
}

function isListed(item: Item): item is Item & { readonly listPk: string; readonly listSk: string } {
  return 'listPk' in item && 'listSk' in item;
}

function partition(partitions: Map<string, Map<string, Item>>, name: string): Map<string, Item> {
  const found = partitions.get(name) ?? new Map<string, Item>();
  partitions.set(name, found);
  return found;
}

function sliceOf(items: readonly Item[], range: KeyRange): Slice {
  const { start, limit = Number.POSITIVE_INFINITY } = range;
  const direction = range.descending ? -1 : 1;
  const positions = new Map(items.map((item) => [item, positionOf(item, range)]));
  const compare = (a: Item, b: Item) => direction * comparePositions(positions.get(a), positions.get(b));
  const ahead = items
    .filter((item) => isWithin(String(item[keyNames(range).sk]), range))
    .filter((item) => !start || direction * comparePositions(positions.get(item), start) > 0)
    .sort(compare);

  const taken: Item[] = [];
  let bytes = 0;
  for (const item of ahead) {
    if (taken.length >= limit || bytes >= READ_BYTES) break;
    taken.push(item);
    bytes += itemSizeBytes(item);
  }
  const isCut = taken.length >= limit || bytes >= READ_BYTES;
  const last = taken.at(-1);
  return {
    items: taken,
    readUnits: readUnitsOf(bytes, range.consistent === true),
    next: isCut && last ? positions.get(last) : undefined,
  };
}

function isWithin(sortKey: string, { skPrefix = '', from, to }: KeyRange): boolean {
  if (!sortKey.startsWith(skPrefix)) return false;
  return (
    (from === undefined || compareBytes(sortKey, from) >= 0) && (to === undefined || compareBytes(sortKey, to) <= 0)
  );
}

/** By sort key; entries of the index that share one follow the table's keys (DynamoDB promises no order among them). */
function comparePositions(a: KeyPosition = {}, b: KeyPosition = {}): number {
  const byAttribute = (name: string) => compareBytes(a[name] ?? '', b[name] ?? '');
  return byAttribute('listSk') || byAttribute('pk') || byAttribute('sk');
}
