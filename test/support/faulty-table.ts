import { StorageUnavailable, type Table, type Write } from '../../shared/storage/table/table.ts';
import type { FaultyCalls } from './faulty-calls.ts';

const keyOf = (write: Write) =>
  'put' in write ? write.put : 'update' in write ? write.update : 'delete' in write ? write.delete : write.check;

/** The kind of item in a partition key, without its id: `ACCOUNT#`, `LINK#`. */
const kindOf = (pk: string) => pk.replace(/#.*/, '');

/** The table with calls that may get no answer. */
export function faultyTable(table: Table, calls: FaultyCalls): Table {
  const run = <T>(name: string, make: () => Promise<T>) =>
    calls.run({ name: `table ${name}`, unavailable: () => new StorageUnavailable(new Error('injected')) }, make);
  return {
    get: (key, options) => run(`get ${kindOf(key.pk)}`, () => table.get(key, options)),
    getAll: (keys) => run(`get ${keys.map(({ pk }) => kindOf(pk)).join()}`, () => table.getAll(keys)),
    query: (query) => run(`query ${kindOf(query.pk)}`, () => table.query(query)),
    put: (item, condition) => run(`put ${kindOf(item.pk)}`, () => table.put(item, condition)),
    insert: (item) => run(`insert ${kindOf(item.pk)}`, () => table.insert(item)),
    update: (key, change, condition) => run(`update ${kindOf(key.pk)}`, () => table.update(key, change, condition)),
    delete: (key, condition) => run(`delete ${kindOf(key.pk)}`, () => table.delete(key, condition)),
    transact: (writes, options) =>
      run(`transact ${writes.map((write) => kindOf(keyOf(write).pk)).join()}`, () => table.transact(writes, options)),
  };
}

/** The table, and the keys of every item that was ever written to it, so that a test can check all of them. */
export function observedTable(table: Table) {
  const keys = new Map<string, { readonly pk: string; readonly sk: string }>();
  const note = ({ pk, sk }: { readonly pk: string; readonly sk: string }) => keys.set(`${pk}\n${sk}`, { pk, sk });
  const observed: Table = {
    ...table,
    put(item, condition) {
      note(item);
      return table.put(item, condition);
    },
    insert(item) {
      note(item);
      return table.insert(item);
    },
    update(key, change, condition) {
      note(key);
      return table.update(key, change, condition);
    },
    transact(writes, options) {
      for (const write of writes) note(keyOf(write));
      return table.transact(writes, options);
    },
  };
  const items = async () => {
    const read = await Promise.all([...keys.values()].map((key) => table.get(key)));
    return read.flatMap(({ item }) => item ?? []);
  };
  return { table: observed, items };
}
