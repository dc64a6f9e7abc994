import type { Table } from '../../shared/storage/table/table.ts';

/** Resolves when a test lets the next thing happen. */
export type Wait = () => Promise<unknown>;

/** A table whose calls all wait, before and after their effect. */
export function slowTable(table: Table, wait: Wait): Table {
  const slow =
    <A extends unknown[], R>(call: (...input: A) => Promise<R>) =>
    async (...input: A): Promise<R> => {
      await wait();
      const result = await call(...input);
      await wait();
      return result;
    };
  return {
    get: slow(table.get),
    getAll: slow(table.getAll),
    query: slow(table.query),
    put: slow(table.put),
    insert: slow(table.insert),
    update: slow(table.update),
    delete: slow(table.delete),
    transact: slow(table.transact),
  };
}
