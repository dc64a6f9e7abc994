import { type AppError, invalid } from '../../errors.ts';
import { compareBytes } from './item.ts';
import type { Item, Query, TablePage } from './table.ts';

/** The key attributes of an item, between which and its neighbour a page ends. */
export type KeyPosition = Readonly<Record<string, string>>;

/** One read in key order, beginning after `start`. Unlike in `Query`, `to` is inclusive: DynamoDB has no other range with two ends. */
export type KeyRange = Omit<Query, 'cursor'> & { readonly start: KeyPosition | undefined };

/** `next` is where the read stopped before the end of the range, for whatever reason. */
export type Slice = {
  readonly items: readonly Item[];
  readonly readUnits: number;
  readonly next: KeyPosition | undefined;
};

/**
 * One page of `query`, read in as many steps as it takes.
 * With a `limit` it has that many items unless it is the last; without one it has what a single read gives (1 MB).
 * It reads one item more than `limit`, to know which page is the last.
 * Throws AppError `invalid_request` for a cursor that no such query gave, and a RangeError for a query that contradicts itself.
 */
export async function pageOf(query: Query, read: (range: KeyRange) => Promise<Slice>): Promise<TablePage> {
  const { cursor, ...range } = checked(query);
  const { to, limit = Number.POSITIVE_INFINITY } = range;
  let next = cursor === undefined ? undefined : decodeCursor(cursor, range);
  if (to !== undefined && compareBytes(range.from ?? '', to) >= 0) return { items: [], readUnits: 0, writeUnits: 0 };

  const items: Item[] = [];
  let readUnits = 0;
  do {
    const part = query.limit === undefined ? {} : { limit: limit + 1 - items.length };
    const slice = await read({ ...range, ...part, start: next });
    items.push(...slice.items.filter((item) => to === undefined || sortKeyOf(item, query) !== to));
    readUnits += slice.readUnits;
    next = slice.next;
  } while (next && query.limit !== undefined && items.length <= limit);

  const page = items.slice(0, limit);
  const last = page.at(-1);
  const end = items.length > limit && last ? positionOf(last, query) : next;
  return { items: page, readUnits, writeUnits: 0, ...(end && { cursor: encodeCursor(end, query) }) };
}

function checked(query: Query): Query {
  const { skPrefix, from, limit, index, consistent, ...rest } = query;
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= 1_000)) {
    throw new RangeError(`limit is ${limit}: a page has 1 to 1000 items`);
  }
  if (skPrefix !== undefined && (from !== undefined || rest.to !== undefined)) {
    throw new RangeError('skPrefix cannot be combined with from or to');
  }
  if (index && consistent) throw new RangeError('The index cannot be read consistently');
  return {
    ...rest,
    ...(skPrefix && { skPrefix }),
    ...(from && { from }),
    ...(limit && { limit }),
    ...(index ? { index } : { consistent: consistent === true }),
  };
}

/** The attributes that `query` speaks of as partition key and sort key. */
export function keyNames({ index }: Pick<Query, 'index'>): { readonly pk: string; readonly sk: string } {
  return index ? { pk: 'listPk', sk: 'listSk' } : { pk: 'pk', sk: 'sk' };
}

function sortKeyOf(item: Item, query: Query): string {
  return String(item[keyNames(query).sk]);
}

/** Where `item` stands in the order that `query` reads. */
export function positionOf(item: Item, { index }: Pick<Query, 'index'>): KeyPosition {
  const { pk, sk, listPk, listSk } = item;
  return index ? { pk, sk, listPk: String(listPk), listSk: String(listSk) } : { pk, sk };
}

/** The partition is left out: it is the query's own, so a cursor from another one cannot lead astray. */
function encodeCursor({ pk, sk, listSk }: KeyPosition, { index }: Query): string {
  return Buffer.from(JSON.stringify(index ? [listSk, pk, sk] : [sk])).toString('base64url');
}

function decodeCursor(cursor: string, query: Omit<Query, 'cursor'>): KeyPosition {
  const parts = parseCursor(cursor);
  const [first = ''] = parts;
  if (parts.length !== (query.index ? 3 : 1) || !parts.every(Boolean) || !isWithin(first, query)) throw invalidCursor();
  const [, pk = '', sk = ''] = parts;
  return query.index ? { pk, sk, listPk: query.pk, listSk: first } : { pk: query.pk, sk: first };
}

function parseCursor(cursor: string): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string' && part.isWellFormed()) ? parts : [];
  } catch {
    return [];
  }
}

function isWithin(sortKey: string, { skPrefix = '', from = '', to }: Omit<Query, 'cursor'>): boolean {
  const fits = Buffer.byteLength(sortKey) <= 1_024 && sortKey.startsWith(skPrefix);
  return fits && compareBytes(sortKey, from) >= 0 && (to === undefined || compareBytes(sortKey, to) < 0);
}

function invalidCursor(): AppError {
  const message = 'is not a cursor of this list: leave it out to start from the first page';
  return invalid([{ field: 'cursor', message }]);
}
