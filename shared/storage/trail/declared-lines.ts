import type { Item, Table } from '../table/table.ts';
import { trailBoxPartitions } from './trail-keys.ts';

/** Hears of each refusal, even if the code catches the error. */
type Refused = (sentence: string) => void;

/**
 * The table for a function that leaves lines with these actions in the trail. A write with any other line throws, and nothing of it is written:
 * a change that nobody declared a line for is not made.
 */
export function leavingOnly(table: Table, actions: ReadonlySet<string>, refused: Refused = () => {}): Table {
  const check = ({ pk, action }: Item) => {
    if (!trailBoxPartitions.includes(pk) || actions.has(String(action))) return;
    const sentence = `The function does not declare that it leaves ${action} in the trail`;
    refused(sentence);
    throw new Error(sentence);
  };
  return {
    ...table,
    async put(item, condition) {
      check(item);
      return table.put(item, condition);
    },
    async transact(writes, options) {
      for (const write of writes) if ('put' in write) check(write.put);
      return table.transact(writes, options);
    },
  };
}
