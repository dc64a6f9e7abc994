import type { Random } from '../../../datasets/random.ts';
import { writeUnitsOf } from '../../../shared/storage/table/item.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { type Key, StorageUnavailable, type Table, type Write } from '../../../shared/storage/table/table.ts';

type Limits = {
  /** Write units that the whole table has in a second. */
  readonly unitsPerSecond: number;
  /** How long each call takes, before it counts. */
  readonly latencyMs: number;
  /** Milliseconds of virtual time. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<unknown>;
  readonly random: Random;
};

/** The attempts of the client that `connectTable` makes, and its wait after a throttle (`@smithy/core`, `Retry.throttlingDelay`). */
const attempts = 3;
const throttlingDelayMs = 1_000;

/**
 * The memory table with the throttling of DynamoDB, behind the client's retries. A write is throttled while no unit is left, else it takes
 * its cost, into debt if need be. It is harder than DynamoDB: quiet times save nothing up, so one item has the units of all.
 */
export function limitedTable({ unitsPerSecond, latencyMs, now, sleep, random }: Limits) {
  const table = memoryTable();
  const counted = { writeUnits: 0, throttled: 0 };
  let left = unitsPerSecond;
  let filledAt = now();
  const arrive = async () => {
    await sleep(latencyMs);
    left = Math.min(unitsPerSecond, left + ((now() - filledAt) * unitsPerSecond) / 1_000);
    filledAt = now();
  };
  const writing = async <R>(make: () => Promise<R>, unitsOf: (result: R) => number | Promise<number>): Promise<R> => {
    await arrive();
    for (let retry = 0; left <= 0; retry++) {
      counted.throttled += 1;
      if (retry + 1 === attempts) throw new StorageUnavailable(new Error('ProvisionedThroughputExceededException'));
      await sleep(random.next() * throttlingDelayMs * 2 ** retry);
      await arrive();
    }
    const result = await make();
    const units = await unitsOf(result);
    left -= units;
    counted.writeUnits += units;
    return result;
  };
  const units = ({ writeUnits }: { readonly writeUnits: number }) => writeUnits;
  const limited: Table = {
    async get(key, options) {
      await arrive();
      return table.get(key, options);
    },
    async getAll(keys) {
      await arrive();
      return table.getAll(keys);
    },
    async query(query) {
      await arrive();
      return table.query(query);
    },
    put: (item, condition) => writing(() => table.put(item, condition), units),
    insert: (item) => writing(() => table.insert(item), units),
    update: (key, change, condition) => writing(() => table.update(key, change, condition), units),
    delete: (key, condition) => writing(() => table.delete(key, condition), units),
    // Each part counts twice, as DynamoDB charges (its local version counts equal ones once).
    transact: (writes, options) =>
      writing(
        () => table.transact(writes, options),
        async () => {
          const items = await Promise.all(writes.map((write) => table.get(keyOf(write))));
          return items.reduce((sum, { item }) => sum + 2 * writeUnitsOf(item), 0);
        },
      ),
  };
  return { table, limited, counted };
}

const keyOf = (write: Write): Key =>
  'put' in write ? write.put : 'update' in write ? write.update : 'delete' in write ? write.delete : write.check;
