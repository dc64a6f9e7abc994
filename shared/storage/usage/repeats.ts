import type { DaySums } from '../../domain/usage/merge.ts';
import { repeatsKeyId } from '../../domain/usage/usage.ts';
import { counterKey, usageDayKey } from '../item-keys.ts';
import { StorageUnavailable, type Table, type Write, type WriteCondition } from '../table/table.ts';
import { readServed, type ServedIn } from './served.ts';

/** One account's day in one period. */
export type DayOfPeriod = Pick<DaySums, 'accountId' | 'day' | 'periodStart'>;

/** Records that were charged more than once, and their credits. */
export interface Repeats {
  /** The records served to an account on one day in one period, strongly consistent. Some are not rolled up yet, and some never will be. */
  served(day: DayOfPeriod): Promise<readonly ServedIn[]>;
  /**
   * Raises a dataset's credit for a day to `units`, and gives the difference back to the period's counter in the same transaction. A lower
   * number changes nothing; without a counter, nobody is limited by it. Safe to repeat.
   * @throws StorageUnavailable
   */
  credit(day: DayOfPeriod, of: { readonly datasetId: string; readonly units: number }): Promise<void>;
}

/** Repeats over the table. A credit is a sum of its own on the day of usage, below zero. */
export function repeatsOver(table: Table): Repeats {
  return {
    served: (day) => readServed(table, day),
    async credit(day, { datasetId, units }) {
      const name = `u:${repeatsKeyId}:${datasetId}`;
      const key = usageDayKey(day, { chunk: 0, part: 0 });
      for (;;) {
        const known = Number((await table.get(key)).item?.[name] ?? 0);
        if (units <= 0 - known) return;
        const dayWrite: Write = {
          update: key,
          change: { set: { [name]: 0 - units, [`c:${repeatsKeyId}:${datasetId}`]: 0 } },
          if: { 'nobody has credited more since': { attribute: name, equals: known, orAbsent: known === 0 } },
        };
        if (await isWritten(table, dayWrite, freeAgain(day, units + known))) return;
      }
    },
  };
}

const isOpen: WriteCondition = { 'there is such a counter': { attribute: 'limit', is: 'present' } };

const freeAgain = ({ accountId, periodStart }: DayOfPeriod, units: number): Write => ({
  update: counterKey(accountId, periodStart),
  change: { add: { credited: units, free: units } },
  if: isOpen,
});

/** False: another merger has credited the day meanwhile. */
async function isWritten(table: Table, day: Write, counter: Write): Promise<boolean> {
  const result = await table.transact([day, counter]);
  if (result.ok) return true;
  if (result.reasons.includes('conflict')) throw new StorageUnavailable(new Error('Another transaction held the item'));
  if (result.reasons[0]) return false;
  return (await table.transact([day])).ok;
}
