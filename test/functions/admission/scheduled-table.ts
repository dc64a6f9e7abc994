import { hash } from 'node:crypto';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { type Item, StorageUnavailable, type Table, type Write } from '../../../shared/storage/table/table.ts';

/** A process's call of the table. It may be applied or not, and independently answered or not. */
export type TableCall = {
  readonly owner: string;
  readonly name: string;
  readonly isRead: boolean;
  apply(): Promise<void>;
  /** Present once it was applied. */
  result?: { readonly answer: string };
  answer(): void;
  fail(): void;
};

const keyOf = (write: Write) =>
  'put' in write ? write.put : 'update' in write ? write.update : 'delete' in write ? write.delete : write.check;

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, inner) => (inner instanceof Uint8Array ? hash('sha1', inner) : inner));

/**
 * The memory table in which nothing happens until a test decides: each call waits in `calls`. `forOwner` is the table as one process sees
 * it, `direct` the table itself.
 */
export function scheduledTable() {
  const direct = memoryTable();
  const calls: TableCall[] = [];
  const keys = new Map<string, { readonly pk: string; readonly sk: string }>();
  const note = ({ pk, sk }: { readonly pk: string; readonly sk: string }) => keys.set(`${pk} ${sk}`, { pk, sk });

  function forOwner(owner: string): Table {
    const schedule = <T>(name: string, isRead: boolean, make: () => Promise<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        let made: T;
        const call: TableCall = {
          owner,
          name,
          isRead,
          async apply() {
            made = await make();
            call.result = { answer: textOf(made) };
          },
          answer: () => resolve(made),
          fail: () => reject(new StorageUnavailable(new Error('scheduled'))),
        };
        calls.push(call);
      });
    const write = <T>(name: string, what: readonly Write[], make: () => Promise<T>) => {
      for (const each of what) note(keyOf(each));
      return schedule(`${name} ${textOf(what)}`, false, make);
    };
    return {
      get: (key, options) => schedule(`get ${key.pk} ${key.sk}`, true, () => direct.get(key, options)),
      getAll: (keys) => schedule(`get ${textOf(keys)}`, true, () => direct.getAll(keys)),
      query: (query) => schedule(`query ${query.pk}`, true, () => direct.query(query)),
      put: (item, condition) => write('put', [{ put: item, if: condition }], () => direct.put(item, condition)),
      insert: (item) => write('insert', [{ put: item }], () => direct.insert(item)),
      update: (key, change, condition) =>
        write('update', [{ update: key, change, if: condition }], () => direct.update(key, change, condition)),
      delete: (key, condition) =>
        write('delete', [{ delete: key, if: condition }], () => direct.delete(key, condition)),
      transact: (writes, options) => write('transact', writes, () => direct.transact(writes, options)),
    };
  }

  async function items(): Promise<Item[]> {
    const read = await Promise.all([...keys.values()].map((key) => direct.get(key)));
    return read.flatMap(({ item }) => item ?? []);
  }
  return { direct, calls, forOwner, items, note };
}
