import type { Table, Write } from '../shared/storage/table/table.ts';

/** Write units in all, and a text for each write with its share. */
export type Counted = { readonly total: number; readonly writes: readonly string[] };

/**
 * The table, with its write units counted. DynamoDB Local counts equal parts of a transaction only once. Transactions therefore run as single
 * writes, each counted at twice its units, as DynamoDB charges. Use it only where no other process writes.
 */
export function countingTable(table: Table): { readonly table: Table; reset(): void; counted(): Counted } {
  let total = 0;
  let writes: string[] = [];
  const count = <R extends { readonly writeUnits: number }>(name: string, result: R, times = 1): R => {
    total += times * result.writeUnits;
    if (result.writeUnits > 0) writes.push(`${name} ${times === 1 ? '' : `${times} × `}${result.writeUnits}`);
    return result;
  };
  const single = (write: Write) => {
    if ('put' in write) return table.put(write.put, write.if);
    if ('update' in write) return table.update(write.update, write.change, write.if);
    if ('delete' in write) return table.delete(write.delete, write.if);
    throw new Error('Checks are not counted here');
  };
  const counting: Table = {
    ...table,
    put: async (item, condition) => count(`put ${item.pk}`, await table.put(item, condition)),
    insert: async (item) => count(`insert ${item.pk}`, await table.insert(item)),
    update: async (key, change, condition) => count(`update ${key.pk}`, await table.update(key, change, condition)),
    delete: async (key, condition) => count(`delete ${key.pk}`, await table.delete(key, condition)),
    async transact(all) {
      let writeUnits = 0;
      for (const write of all) {
        const result = count(`transaction's ${keyOf(write).pk}`, await single(write), 2);
        if (!result.ok) throw new Error(`Refused: ${result.failed.join(', ')}`);
        writeUnits += 2 * result.writeUnits;
      }
      return { ok: true, readUnits: 0, writeUnits };
    },
  };
  return {
    table: counting,
    reset() {
      total = 0;
      writes = [];
    },
    counted: () => ({ total, writes }),
  };
}

const keyOf = (write: Write) =>
  'put' in write ? write.put : 'update' in write ? write.update : 'delete' in write ? write.delete : write.check;
