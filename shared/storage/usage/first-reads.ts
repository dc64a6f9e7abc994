import { firstReadKey, usagePartition } from '../item-keys.ts';
import type { Table } from '../table/table.ts';

/** Whether an account has ever read a record. */
export interface FirstReads {
  /** A test key of the account was served a record at `at` (ISO-8601). An earlier mark stays. Throws StorageUnavailable. */
  note(accountId: string, at: string): Promise<void>;
  /** Whether a test key ever read, or a live key's read was ever rolled up; strongly consistent. Later reads are in live usage. */
  has(accountId: string): Promise<boolean>;
}

/** First reads over the table. Reads of test keys are in no segment, so they are noted separately. */
export const firstReadsOver = (table: Table): FirstReads => ({
  async note(accountId, at) {
    await table.put({ ...firstReadKey(accountId), at }, { 'none was noted before': { attribute: 'pk', is: 'absent' } });
  },
  async has(accountId) {
    const [{ item }, { items }] = await Promise.all([
      table.get(firstReadKey(accountId), { consistent: true }),
      table.query({ pk: usagePartition(accountId), consistent: true, limit: 1 }),
    ]);
    return item !== undefined || items.length > 0;
  },
});
