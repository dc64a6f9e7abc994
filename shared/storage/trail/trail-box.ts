import type { AuditEntry } from '../accounts/audit.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, Table } from '../table/table.ts';
import { trailBoxPartitions, waitingLineKey, waitingLinesOf } from './trail-keys.ts';

/** Lines that wait to be chained. */
export interface TrailBox {
  /** All that wait, oldest first in each organization. */
  waiting(): Promise<ReadonlyMap<string, readonly AuditEntry[]>>;
  /** An organization's lines that wait, oldest first. */
  waitingOf(organization: string): Promise<readonly AuditEntry[]>;
  /** Takes away a line that was chained. */
  remove(line: AuditEntry): Promise<void>;
}

/** The box over the table. */
export const trailBoxOver = (table: Table): TrailBox => ({
  async waiting() {
    const shards = await Promise.all(trailBoxPartitions.map((pk) => readAll(table, { pk })));
    return Map.groupBy(shards.flat().map(waitingLine), ({ accountId }) => accountId);
  },
  waitingOf: (organization) => waitingLines(table, organization),
  async remove({ accountId: organization, at, id }) {
    await table.delete(waitingLineKey({ organization, at, id }));
  },
});

/** An organization's lines that wait, oldest first. */
export const waitingLines = async (table: Table, organization: string): Promise<readonly AuditEntry[]> =>
  (await readAll(table, waitingLinesOf(organization))).map(waitingLine);

const waitingLine = (item: Item): AuditEntry => ({
  id: String(item.id),
  accountId: String(item.organization),
  at: String(item.at),
  action: String(item.action),
  actor: item.actor as AuditEntry['actor'],
  detail: item.detail as AuditEntry['detail'],
});
