import { type Account, lifeOf } from '../../domain/accounts/account.ts';
import { nothingRecurring, type Recurring } from '../../domain/billing/recurring.ts';
import { namesPartition } from '../find/find-keys.ts';
import { accountKey, billingKey, suspensionKey } from '../item-keys.ts';
import type { Item, Table } from '../table/table.ts';

/** An organization in a list, with what is counted of it. */
export type OrganizationRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: string;
  readonly state: ReturnType<typeof lifeOf>;
  readonly suspended: boolean;
  readonly recurring: Recurring;
};

type Page = { readonly limit: number; readonly cursor?: string };

/** Organizations for lists, many at once. */
export interface OrganizationRows {
  /** At most 100, in this order, those that are there; in one round trip. */
  of(ids: readonly string[]): Promise<readonly OrganizationRow[]>;
  /** Ids in the order of names, without their case and accents. Those that were deleted have no name, and are not there. */
  byName(page: Page): Promise<{ readonly ids: readonly string[]; readonly cursor?: string }>;
}

/** Rows over the table. */
export const organizationRowsOver = (table: Table): OrganizationRows => ({
  async of(ids) {
    const unique = [...new Set(ids)];
    if (unique.length === 0) return [];
    const [accounts, billing, suspensions] = await Promise.all([
      table.getAll(unique.map(accountKey)),
      table.getAll(unique.map(billingKey)),
      table.getAll(unique.map(suspensionKey)),
    ]);
    const rows = unique.flatMap((id, i) => {
      const [account, billed, suspension] = [accounts.items[i], billing.items[i], suspensions.items[i]];
      return account ? [[id, rowOf(account, billed, suspension)] as const] : [];
    });
    const byId = new Map(rows);
    return ids.flatMap((id) => byId.get(id) ?? []);
  },
  async byName({ limit, cursor }) {
    const page = await table.query({ pk: namesPartition, limit, ...(cursor && { cursor }) });
    const ids = page.items.map(({ accountId }) => String(accountId));
    return { ids, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) };
  },
});

function rowOf(account: Item, billing: Item | undefined, suspension: Item | undefined): OrganizationRow {
  const { id, organization, email, createdAt } = account;
  const { leavingAt, leftAt } = account as unknown as Partial<Account>;
  return {
    ...{ id: String(id), name: String(organization), email: String(email), createdAt: String(createdAt) },
    state: lifeOf({ ...(leavingAt && { leavingAt }), ...(leftAt && { leftAt }) } as Account),
    suspended: suspension?.suspended === true,
    recurring: (billing?.counted ?? nothingRecurring) as unknown as Recurring,
  };
}
