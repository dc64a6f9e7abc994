import type { DaySums, Sum } from '../../domain/usage/merge.ts';
import { usageDayKey, usagePartition } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemValue, Table } from '../table/table.ts';

/** One item of usage as it is stored. A day of very many keys has several. */
export type UsageDay = DaySums & {
  /** The last batch that was folded into it. */
  readonly batch: number;
};

export interface UsageDays {
  /** Folds a batch's sums of one account, day and period in, once: a batch that was folded in before changes nothing. */
  fold(day: DaySums, batch: number): Promise<void>;
  /** What is folded of the days `from` (inclusive) to `to` (exclusive), YYYY-MM-DD, strongly consistent, oldest first. */
  read(accountId: string, range: { readonly from: string; readonly to: string }): Promise<readonly UsageDay[]>;
}

/**
 * What one item's sums may come to in bytes, by an upper bound (DynamoDB allows 400 KB), and how many sums one update adds (its
 * expression may have 4 KB).
 */
export type UsageDayLimits = { readonly itemBytes: number; readonly chunkSums: number };
const usual: UsageDayLimits = { itemBytes: 300_000, chunkSums: 100 };

/**
 * Days of usage over the table: an item an account, day and period, with two numbers a key and dataset. Sums that would not fit are
 * cut into chunks, and a chunk that does not fit into its item goes into the next one of its chunk's number. Both follow from the batch and what was
 * folded before it alone, so whoever repeats a batch comes to the same items.
 */
export function usageDaysOver(table: Table, bounds = usual): UsageDays {
  const foldChunk = async (day: DaySums, batch: number, chunk: number) => {
    const bytes = bytesOf(day.sums);
    for (let part = 0; ; part++) {
      const result = await table.update(
        usageDayKey(day, { chunk, part }),
        { add: { ...additionsOf(day.sums), bytes }, set: { batch } },
        {
          [notFolded]: { attribute: 'batch', atMost: batch - 1, orAbsent: true },
          'its sums fit into the item': { attribute: 'bytes', atMost: bounds.itemBytes - bytes, orAbsent: true },
        },
      );
      if (result.ok || result.failed.includes(notFolded)) return;
    }
  };
  return {
    async fold(day, batch) {
      const { chunkSums } = bounds;
      for (let chunk = 0; chunk * chunkSums < day.sums.length; chunk++) {
        const sums = day.sums.slice(chunk * chunkSums, (chunk + 1) * chunkSums);
        await foldChunk({ ...day, sums }, batch, chunk);
      }
    },
    async read(accountId, { from, to }) {
      const items = await readAll(table, { pk: usagePartition(accountId), from, to });
      return items.map(toUsageDay);
    },
  };
}

const notFolded = 'the batch was not folded in';

const pairOf = ({ keyId, datasetId }: Sum): string => `${keyId}:${datasetId}`;
/** Two names and two numbers, which DynamoDB counts as up to 21 bytes each. */
const bytesOf = (sums: readonly Sum[]): number =>
  sums.reduce((bytes, sum) => bytes + 2 * (2 + Buffer.byteLength(pairOf(sum)) + 21), 0);

function additionsOf(sums: readonly Sum[]): Record<string, number> {
  return Object.fromEntries(
    sums.flatMap((sum) => [
      [`u:${pairOf(sum)}`, sum.units],
      [`c:${pairOf(sum)}`, sum.calls],
    ]),
  );
}

/** The day and the period of an item's sort key: `{day}#{periodStart}`, and more after a second `#`. */
export function toUsageDay(item: Item): UsageDay {
  const accountId = item.pk.slice(usagePartition('').length);
  const [day = '', periodStart = ''] = item.sk.split('#');
  const names = Object.keys(item).filter((name) => name.startsWith('u:'));
  return {
    accountId,
    day,
    periodStart,
    sums: names.map((name) => sumOf(item, name.slice(2))),
    batch: Number(item.batch),
  };
}

function sumOf(item: Readonly<Record<string, ItemValue>>, pair: string): Sum {
  const [keyId = ''] = pair.split(':', 1);
  const datasetId = pair.slice(keyId.length + 1);
  return { keyId, datasetId, units: Number(item[`u:${pair}`]), calls: Number(item[`c:${pair}`]) };
}
