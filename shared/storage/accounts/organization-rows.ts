import { type Account, lifeOf } from '../../domain/accounts/account.ts';
import { nothingRecurring, type Recurring } from '../../domain/billing/recurring.ts';
import { accountKey, billingKey } from '../item-keys.ts';
import type { Table } from '../table/table.ts';

/** An organization in a list, with what is counted of it. */
export type OrganizationRow = {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly state: ReturnType<typeof lifeOf>;
  readonly recurring: Recurring;
};

/** Organizations for lists, many at once. */
export interface OrganizationRows {
  /** At most 100, in this order, those that are there; in one round trip. */
  of(ids: readonly string[]): Promise<readonly OrganizationRow[]>;
}

/** Rows over the table. */
export const organizationRowsOver = (table: Table): OrganizationRows => ({
  async of(ids) {
    const unique = [...new Set(ids)];
    if (unique.length === 0) return [];
    const [accounts, billing] = await Promise.all([
      table.getAll(unique.map(accountKey)),
      table.getAll(unique.map(billingKey)),
    ]);
    const rows = unique.flatMap((id, i) => {
      const account = accounts.items[i];
      if (!account) return [];
      const recurring = (billing.items[i]?.counted ?? nothingRecurring) as unknown as Recurring;
      const { leavingAt, leftAt } = account as unknown as Partial<Account>;
      const state = lifeOf({ ...(leavingAt && { leavingAt }), ...(leftAt && { leftAt }) } as Account);
      const row = { id, name: String(account.organization), createdAt: String(account.createdAt), state, recurring };
      return [[id, row] as const];
    });
    const byId = new Map(rows);
    return ids.flatMap((id) => byId.get(id) ?? []);
  },
});
