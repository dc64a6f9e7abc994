import type { DaySums } from '../../domain/usage/merge.ts';
import { repeatsKeyId } from '../../domain/usage/usage.ts';
import { counterKey, usageDayKey } from '../item-keys.ts';
import { StorageUnavailable, type Table, type Write, type WriteCondition } from '../table/table.ts';
import { readServed, type ServedIn } from './served.ts';

export type DayOfPeriod = Pick<DaySums, 'accountId' | 'day' | 'periodStart'>;

/** Records that were charged more than once, and what is credited for them. */
export interface Repeats {
  /** What an account was served on one day in one period, strongly consistent; not all of it is merged, and some never will be. */
  served(day: DayOfPeriod): Promise<readonly ServedIn[]>;
  /**
   * Sets what is credited of a dataset's day to `units`, if that is more than it was, and gives the difference back to the period's counter
   * in the same transaction; where there is none, nobody is held back by it. Repeats harmlessly. Throws StorageUnavailable.
   */
  credit(day: DayOfPeriod, of: { readonly datasetId: string; readonly units: number }): Promise<void>;
}

/** Over the table: what is credited is a sum of its own on the day of usage, below zero. */
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
        if (await isWritten(table, dayWrite, giveBack(day, units + known))) return;
      }
    },
  };
}

const isOpen: WriteCondition = { 'there is such a counter': { attribute: 'limit', is: 'present' } };

const giveBack = ({ accountId, periodStart }: DayOfPeriod, units: number): Write => ({
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
