import type { MonthCost } from '../domain/console/costs.ts';
import { latestCostKey } from './console-keys.ts';
import type { Table } from './table/table.ts';

/** The cost of the AWS account, as the command line noted it. */
export interface Costs {
  /** The one that was noted last; null: none was. */
  latest(): Promise<MonthCost | null>;
  /** Replaces it. */
  note(cost: MonthCost): Promise<void>;
}

/** One item. No function writes it. */
export const costsOver = (table: Table): Costs => ({
  async latest() {
    const { item } = await table.get(latestCostKey);
    if (!item) return null;
    const { amountMinor, currency, from, until, estimated, notedAt } = item;
    return {
      ...{ amountMinor: Number(amountMinor), currency: String(currency), from: String(from), until: String(until) },
      ...{ estimated: estimated === true, notedAt: String(notedAt) },
    };
  },
  async note(cost) {
    await table.put({ ...latestCostKey, ...cost });
  },
});
