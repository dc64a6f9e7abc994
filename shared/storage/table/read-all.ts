import type { Item, Query, Table } from './table.ts';

/** Every item that `query` finds, strongly consistent, however many pages it takes. */
export async function readAll(table: Table, query: Pick<Query, 'pk' | 'skPrefix' | 'from' | 'to'>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await table.query({ ...query, limit: 1_000, cursor, consistent: true });
    items.push(...page.items);
    cursor = page.cursor;
  } while (cursor);
  return items;
}
