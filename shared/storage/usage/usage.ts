import { rowsOf, type UsageRow } from '../../domain/usage/usage.ts';
import { usagePartition } from '../item-keys.ts';
import type { Table } from '../table/table.ts';
import { toUsageDay } from './usage-days.ts';

/** One page of usage rows. */
export type UsagePage = { readonly rows: readonly UsageRow[]; readonly cursor?: string };

/** Usage rows of all times. */
export interface Usage {
  /** Every row that is rolled up, oldest first. A page has those of `limit` (1…1000) days and periods. */
  list(accountId: string, page: { readonly limit: number; readonly cursor?: string }): Promise<UsagePage>;
}

/** Usage rows over the table, of all times. */
export function usageOver(table: Table): Usage {
  return {
    async list(accountId, { limit, cursor }) {
      const page = await table.query({ pk: usagePartition(accountId), limit, cursor, consistent: true });
      return { rows: rowsOf(page.items.map(toUsageDay)), cursor: page.cursor };
    },
  };
}
