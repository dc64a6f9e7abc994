import type { Item, Query, Table, TablePage } from '../../shared/storage/table/table.ts';
import type { Operation } from './table-operations.ts';

/** The operation as JSON, long fillers cut short. */
export function shown(current: Operation): string {
  return JSON.stringify(current).replaceAll(/(.)\1{49,}/gu, (filler, letter) => `${letter}*${filler.length}`);
}

/** A table's answer in a form that can be compared between two tables. */
export type Outcome = { readonly answer: unknown } | { readonly error: string };

/** Makes the call on the table; an error is also an outcome. */
export async function outcomeOf(table: Table, current: Operation): Promise<Outcome> {
  try {
    return { answer: await perform(table, current) };
  } catch (error) {
    // A transaction may be invalid for several reasons; which one the table names first does not matter.
    return { error: current.kind === 'transact' ? 'refused as invalid' : (error as Error).name };
  }
}

async function perform(table: Table, current: Operation): Promise<unknown> {
  switch (current.kind) {
    case 'get':
      return table.get(current.key, { consistent: current.consistent });
    case 'getAll':
      return table.getAll(current.keys);
    case 'put':
      return table.put(current.item, current.if);
    case 'insert':
      return table.insert(current.item);
    case 'update':
      return table.update(current.key, current.change, current.if);
    case 'delete':
      return table.delete(current.key, current.if);
    case 'transact':
      return repeated(current.times, () => table.transact(current.writes, { token: current.token }));
    case 'query':
      return everyPage(table, current.query);
  }
}

async function repeated<T>(times: number, call: () => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  while (answers.length < times) answers.push(await call());
  return answers;
}

/**
 * All pages of a query. Index entries with the same sort key have no guaranteed order, so they are sorted here. Units of pages
 * between which such entries may have moved are left out.
 */
async function everyPage(table: Table, query: Query): Promise<unknown> {
  const pages: TablePage[] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await table.query({ ...query, ...(cursor !== undefined && { cursor }) });
    pages.push(page);
    cursor = page.cursor;
  }
  const items = pages.flatMap((page) => page.items);
  if (!query.index) return pages.map(({ cursor, ...page }) => ({ ...page, more: cursor !== undefined }));
  const order = items.map((item) => item.listSk);
  const hasTies = new Set(order).size < order.length;
  const sizes = pages.map((page) => ({ count: page.items.length, ...(!hasTies && { readUnits: page.readUnits }) }));
  return { sizes, order, items: items.toSorted(byKey) };
}

function byKey(a: Item, b: Item): number {
  return Buffer.compare(Buffer.from(`${a.pk} ${a.sk}`), Buffer.from(`${b.pk} ${b.sk}`));
}

/** A label to count outcomes by: `put ok`, `transact refused`, `query ValidationException`. */
export function kindOf({ kind }: Operation, outcome: Outcome): string {
  if ('error' in outcome) return `${kind} ${outcome.error}`;
  const [first] = [outcome.answer].flat() as { ok?: boolean }[];
  return `${kind} ${first?.ok === false ? 'refused' : 'ok'}`;
}
