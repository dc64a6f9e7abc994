import type { Counters } from '../domain/access/admit.ts';
import type { UsageRow } from '../domain/usage/usage.ts';
import { counterKey, usageKey, usagePartition } from './keys.ts';
import { prefixes } from './prefixes.ts';
import { readAll } from './read-all.ts';
import type { Condition, Item, Table } from './table.ts';

export type Charge = Omit<UsageRow, 'requests'> & {
  readonly accountId: string;
  readonly periodStart: string;
  /** The most the period's counter may hold afterwards; null: no limit. */
  readonly limit: number | null;
  /** The call's id: the same one is counted once, however often it is sent. */
  readonly requestId: string;
};

export type UsagePage = { readonly rows: readonly UsageRow[]; readonly cursor?: string };

export type CountedPeriod = { readonly periodStart: string; readonly used: number; readonly inRows: number };

export interface Usage {
  /** Every row there is, oldest first, `limit` (1…1000) a page. */
  list(accountId: string, page: { readonly limit: number; readonly cursor?: string }): Promise<UsagePage>;
  counters(accountId: string, periodStart: string): Promise<Counters>;
  /** Every period in which something was counted: what its counter says, and the sum of its rows. */
  periods(accountId: string): Promise<readonly CountedPeriod[]>;
  /** Counts units that are about to be served; false when they would pass the limit, and then nothing is counted. */
  charge(charge: Charge): Promise<boolean>;
  /** Rows of the days `from` (inclusive) to `to` (exclusive), YYYY-MM-DD; of one period when `periodStart` is given. */
  rows(
    accountId: string,
    range: { readonly from: string; readonly to: string; readonly periodStart?: string },
  ): Promise<readonly UsageRow[]>;
}

/** Counters and usage rows over the table: one transaction a charge, so that the two never differ. */
export function usageOver(table: Table): Usage {
  return {
    async counters(accountId, periodStart) {
      const { item } = await table.get(counterKey(accountId, periodStart));
      return { used: Number(item?.used ?? 0) };
    },
    async periods(accountId) {
      const counters = await readAll(table, { pk: prefixes.counter + accountId });
      const rows = await readAll(table, { pk: usagePartition(accountId) });
      const starts = new Set([...counters.map(({ sk }) => sk), ...rows.map(({ periodStart }) => String(periodStart))]);
      return [...starts].toSorted().map((periodStart) => ({
        periodStart,
        used: Number(counters.find(({ sk }) => sk === periodStart)?.used ?? 0),
        inRows: rows.reduce((sum, row) => sum + (row.periodStart === periodStart ? Number(row.units) : 0), 0),
      }));
    },
    async charge({ accountId, periodStart, limit, requestId, ...row }) {
      const { units, ...bucket } = row;
      const result = await table.transact(
        [
          {
            update: counterKey(accountId, periodStart),
            change: { add: { used: units } },
            if: limit === null ? undefined : roomFor(units, limit),
          },
          {
            update: usageKey(accountId, { ...bucket, periodStart }),
            change: { add: { units, requests: 1 }, set: { ...bucket, periodStart } },
          },
        ],
        { token: requestId },
      );
      return result.ok;
    },
    async list(accountId, { limit, cursor }) {
      const page = await table.query({ pk: usagePartition(accountId), limit, cursor, consistent: true });
      return { rows: page.items.map(toRow), cursor: page.cursor };
    },
    async rows(accountId, { from, to, periodStart }) {
      const rows = await readAll(table, { pk: usagePartition(accountId), from, to });
      return rows.filter((row) => periodStart === undefined || row.periodStart === periodStart).map(toRow);
    },
  };
}

const roomFor = (units: number, limit: number): Condition => ({
  'the allowance has room': { attribute: 'used', atMost: limit - units, orAbsent: units <= limit },
});

const toRow = (item: Item): UsageRow => ({
  day: String(item.day),
  keyId: String(item.keyId),
  datasetId: String(item.datasetId),
  units: Number(item.units),
  requests: Number(item.requests),
});
