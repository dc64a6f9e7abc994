import { type RefusalReport, refusalsKeptDays } from '../../domain/evidence/refusal.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemValue, Table } from '../table/table.ts';
import { refusalPartition } from './evidence-item-keys.ts';

/** The refused calls of organizations, kept for 30 days. Every method may throw StorageUnavailable. */
export interface Refusals {
  put(report: RefusalReport): Promise<void>;
  /** The reports that begin within a span, in order. Times are ISO-8601 UTC, `to` exclusive. */
  between(accountId: string, span: { readonly from: string; readonly to: string }): Promise<readonly RefusalReport[]>;
}

/** Refused calls over the table, an item a report. `newId` tells reports of one moment apart. */
export const refusalsOver = (table: Table, newId: () => string): Refusals => ({
  async put({ accountId, ...report }) {
    const ttl = Math.floor(Date.parse(report.to) / 1_000) + refusalsKeptDays * 86_400;
    const body = report as unknown as Readonly<Record<string, ItemValue>>;
    await table.put({ pk: refusalPartition(accountId), sk: `${report.from}#${newId()}`, ...body, ttl });
  },
  async between(accountId, { from, to }) {
    const items = await readAll(table, { pk: refusalPartition(accountId), from, to });
    return items.map((item) => reportIn(accountId, item));
  },
});

const reportIn = (accountId: string, { from, to, counts, told }: Item): RefusalReport =>
  ({ accountId, from, to, counts, told }) as unknown as RefusalReport;
