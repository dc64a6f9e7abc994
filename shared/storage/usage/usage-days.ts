import type { DaySums, Sum } from '../../domain/usage/merge.ts';
import { ttlOf, usageDayKey, usagePartition } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemValue, Table } from '../table/table.ts';
import { noteLastSeen } from './last-seen.ts';
import { readerKey } from './reader-keys.ts';

/** One item of usage as it is stored. A day of very many keys has several. */
export type UsageDay = DaySums & {
  /** The last batch that it includes. */
  readonly batch: number;
};

/** Usage by day, as the rollup writes it. */
export interface UsageDays {
  /** Adds a batch's sums of one account, day and period, once. A batch that was added before changes nothing. */
  fold(day: DaySums, batch: number): Promise<void>;
  /** The days `from` (inclusive) to `to` (exclusive), YYYY-MM-DD, as rolled up; strongly consistent, oldest first. */
  read(accountId: string, range: { readonly from: string; readonly to: string }): Promise<readonly UsageDay[]>;
}

/**
 * The most bytes of one item's sums, an upper bound (DynamoDB allows 400 KB). Also the most sums that one update adds (its expression may
 * have 4 KB).
 */
export type UsageDayLimits = { readonly itemBytes: number; readonly chunkSums: number };
const usual: UsageDayLimits = { itemBytes: 300_000, chunkSums: 100 };

/**
 * Days of usage over the table: an item an account, day and period, with two numbers a key and dataset. More sums than fit are cut into
 * chunks. A chunk that does not fit into its item goes into the next item of its chunk's number. Both depend only on the batch and the
 * earlier ones, so a repeated batch reaches the same items.
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
      if (result.ok) return noteReaders(table, day, result.old);
      // An earlier run may have added these sums, and ended before it noted their readers.
      if (result.failed.includes(notFolded)) return noteReaders(table, day, undefined);
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

const readersKeptDays = 400;

/**
 * Notes for operators that the account read these datasets on the day, where the day's item (`old`) did not have them before. So a day costs a
 * write for each dataset, however many batches it has.
 */
async function noteReaders(table: Table, { accountId, day, sums }: DaySums, old: Item | undefined): Promise<void> {
  const known = new Set(old ? toUsageDay(old).sums.map(({ datasetId }) => datasetId) : []);
  const ttl = ttlOf(new Date(Date.parse(day) + readersKeptDays * 86_400_000).toISOString());
  for (const datasetId of new Set(sums.map((sum) => sum.datasetId)))
    if (!known.has(datasetId)) await table.put({ ...readerKey(datasetId, day, accountId), ttl });
  if (!old) await noteLastSeen(table, accountId, day);
}

const notFolded = 'the batch was not folded in';

const pairOf = ({ keyId, datasetId }: Sum): string => `${keyId}:${datasetId}`;
/** Two names and two numbers, each of which DynamoDB counts as up to 21 bytes. */
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
