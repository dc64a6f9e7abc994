import { itemSizeBytes, readUnitsOf, writeUnitsOf } from '../shared/storage/table/item.ts';
import type { Key, Table, Write } from '../shared/storage/table/table.ts';

/** The cost of one kind of item: write and read units by the items' sizes, and round trips. */
export type Units = { readonly writes: number; readonly reads: number; readonly calls: number };

/** Adds up a table's units by the first word of the partition key. Every part of a transaction counts as two writes. */
export function countedUnits(table: Table): { readonly table: Table; units(): ReadonlyMap<string, Units> } {
  const kinds = new Map<string, Units>();
  const count = (pk: string, { writes = 0, reads = 0, calls = 1 }: Partial<Units>) => {
    const kind = pk.split('#')[0] ?? '';
    const known = kinds.get(kind) ?? { writes: 0, reads: 0, calls: 0 };
    kinds.set(kind, { writes: known.writes + writes, reads: known.reads + reads, calls: known.calls + calls });
  };
  const counted =
    <A extends { readonly pk: string }, B extends unknown[], R extends { readUnits: number; writeUnits: number }>(
      call: (target: A, ...more: B) => Promise<R>,
    ) =>
    async (target: A, ...more: B): Promise<R> => {
      const result = await call(target, ...more);
      count(target.pk, { writes: result.writeUnits, reads: result.readUnits });
      return result;
    };
  const counting: Table = {
    get: counted(table.get),
    async getAll(keys) {
      const result = await table.getAll(keys);
      for (const [i, { pk }] of keys.entries())
        count(pk, {
          reads: readUnitsOf(Math.max(1, itemSizeBytes(result.items[i] ?? {})), true),
          calls: i === 0 ? 1 : 0,
        });
      return result;
    },
    query: counted(table.query),
    put: counted(table.put),
    insert: counted(table.insert),
    update: counted(table.update),
    delete: counted(table.delete),
    async transact(writes, options) {
      const result = await table.transact(writes, options);
      for (const [i, write] of writes.entries()) {
        const { item } = await table.get(keyOf(write));
        count(keyOf(write).pk, { writes: 2 * Math.max(1, item ? writeUnitsOf(item) : 0), calls: i === 0 ? 1 : 0 });
      }
      return result;
    },
  };
  return { table: counting, units: () => kinds };
}

const keyOf = (write: Write): Key =>
  'put' in write ? write.put : 'update' in write ? write.update : 'delete' in write ? write.delete : write.check;
