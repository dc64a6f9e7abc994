import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Item, Key, Table, Write } from '../../shared/storage/table/table.ts';

/** A table in memory that repositories write into, and the items that it was left with. */
export type Collected = { readonly table: Table; items(): Promise<readonly Item[]> };

/** The most keys of one read of many. */
const atOnce = 100;

/** Repositories write into it as into the deployment's table, so that the items are those that the deployment has. It begins with `items`. */
export async function collected(begin: readonly Item[] = []): Promise<Collected> {
  const table = memoryTable();
  const touched = new Map<string, Key>();
  const touch = ({ pk, sk }: Key) => void touched.set(`${pk}\n${sk}`, { pk, sk });
  for (const item of begin) {
    touch(item);
    await table.put(item);
  }
  return {
    table: {
      ...table,
      put: (item, condition) => {
        touch(item);
        return table.put(item, condition);
      },
      insert: (item) => {
        touch(item);
        return table.insert(item);
      },
      update: (key, change, condition) => {
        touch(key);
        return table.update(key, change, condition);
      },
      transact: (writes, options) => {
        for (const write of writes) touch(keyOf(write));
        return table.transact(writes, options);
      },
    },
    async items() {
      const keys = [...touched.values()];
      const found: Item[] = [];
      for (let at = 0; at < keys.length; at += atOnce) {
        const { items } = await table.getAll(keys.slice(at, at + atOnce));
        found.push(...items.filter((item) => item !== undefined));
      }
      return found;
    },
  };
}

const keyOf = (write: Write): Key =>
  'put' in write ? write.put : 'update' in write ? write.update : 'delete' in write ? write.delete : write.check;
