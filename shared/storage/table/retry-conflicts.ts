import { StorageUnavailable, type Table, type TransactionResult } from './table.ts';

const attempts = 8;
const firstDelayMs = 5;

type Options = { readonly sleep?: (ms: number) => Promise<unknown>; readonly random?: () => number };

/**
 * A table whose transactions are tried again when another one held an item, with growing, jittered delays; the same token
 * makes a repeat safe. After the last try it throws StorageUnavailable, so that no caller takes a conflict for a refusal.
 */
export function retryConflicts(table: Table, { sleep = wait, random = Math.random }: Options = {}): Table {
  const transact: Table['transact'] = async (writes, options) => {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const result = await table.transact(writes, options);
      if (!isConflict(result)) return result;
      await sleep(random() * firstDelayMs * 2 ** attempt);
    }
    throw new StorageUnavailable(new Error(`Another transaction held an item ${attempts} times in a row`));
  };
  return { ...table, transact };
}

const isConflict = (result: TransactionResult): boolean => !result.ok && result.reasons.includes('conflict');
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
