import { beforeAll, describe, inject } from 'vitest';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Item, Query, Table } from '../../shared/storage/table/table.ts';
import { newDynamoTable } from './tables.ts';

const adapters: readonly [string, () => Promise<Table>][] = [
  ['the memory table', async () => memoryTable()],
  ['DynamoDB', () => newDynamoTable(inject('dynamoDbEndpoint'))],
];

type Bench = {
  readonly table: Table;
  /** The key of an empty partition. */
  readonly newPk: () => string;
  /** Stores an item with these attributes in a partition of its own, and returns it. */
  readonly stored: (attributes?: Record<string, unknown>) => Promise<Item>;
  readonly read: (item: Item) => Promise<Item | undefined>;
  /** The sort keys of all pages. */
  readonly allPages: (query: Query) => Promise<string[][]>;
};

/** Registers the tests of `suite` once for every adapter of the storage port. */
export function onEachTable(suite: (bench: Bench) => void): void {
  describe.each(adapters)('%s', (_name, open) => {
    let opened: Table;
    beforeAll(async () => {
      opened = await open();
    });
    suite(
      benchOver({
        get: (...parts) => opened.get(...parts),
        getAll: (...parts) => opened.getAll(...parts),
        query: (...parts) => opened.query(...parts),
        put: (...parts) => opened.put(...parts),
        insert: (...parts) => opened.insert(...parts),
        update: (...parts) => opened.update(...parts),
        delete: (...parts) => opened.delete(...parts),
        transact: (...parts) => opened.transact(...parts),
      }),
    );
  });
}

function benchOver(table: Table): Bench {
  let partitions = 0;
  const newPk = () => {
    partitions += 1;
    return `P#${partitions}`;
  };
  const stored = async (attributes: Record<string, unknown> = {}) => {
    const item = { pk: newPk(), sk: 'A', ...attributes } as Item;
    await table.put(item);
    return item;
  };
  const read = async ({ pk, sk }: Item) => (await table.get({ pk, sk })).item;
  const allPages = async (query: Query) => {
    const first = await table.query(query);
    const pages = [first];
    for (let { cursor } = first; cursor !== undefined; cursor = pages.at(-1)?.cursor) {
      pages.push(await table.query({ ...query, cursor }));
    }
    return pages.map((page) => page.items.map((item) => item.sk));
  };
  return { table, newPk, stored, read, allPages };
}
