import { type Account, lifeOf } from '../../domain/accounts/account.ts';
import { nothingRecurring, type Recurring } from '../../domain/billing/recurring.ts';
import { namesPartition } from '../find/find-keys.ts';
import { accountKey, billingKey, listPartition, suspensionKey } from '../item-keys.ts';
import type { Item, Table } from '../table/table.ts';
import { lastSeenIn } from '../usage/last-seen.ts';
import { lastSeenKey } from '../usage/reader-keys.ts';

/** An organization in a list, with what is counted of it. */
export type OrganizationRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly createdAt: string;
  readonly state: ReturnType<typeof lifeOf>;
  readonly suspended: boolean;
  readonly recurring: Recurring;
  /** The last UTC day (YYYY-MM-DD) on which it read with a live key; null: not within 400 days. */
  readonly lastSeenOn: string | null;
};

type Ids = { readonly ids: readonly string[]; readonly cursor?: string };
type Page = { readonly limit: number; readonly cursor?: string };

/** Organizations for lists, many at once. */
export interface OrganizationRows {
  /** At most 100, in this order, those that are there; in one round trip. */
  of(ids: readonly string[]): Promise<readonly OrganizationRow[]>;
  /** Ids in the order of names, without their case and accents. Those that were deleted have no name, and are not there. */
  byName(page: Page): Promise<Ids>;
  /** Ids by the day of their last read with a live key, the latest first. Those that never read, or not within 400 days, are not there. */
  byLastSeen(page: Page): Promise<Ids>;
}

/** Rows over the table. */
export const organizationRowsOver = (table: Table): OrganizationRows => ({
  async of(ids) {
    const unique = [...new Set(ids)];
    if (unique.length === 0) return [];
    const [accounts, billing, suspensions, seen] = await Promise.all([
      table.getAll(unique.map(accountKey)),
      table.getAll(unique.map(billingKey)),
      table.getAll(unique.map(suspensionKey)),
      table.getAll(unique.map(lastSeenKey)),
    ]);
    const rows = unique.flatMap((id, i) => {
      const account = accounts.items[i];
      const of = { billing: billing.items[i], suspension: suspensions.items[i], seen: seen.items[i] };
      return account ? [[id, rowOf(account, of)] as const] : [];
    });
    const byId = new Map(rows);
    return ids.flatMap((id) => byId.get(id) ?? []);
  },
  async byName({ limit, cursor }) {
    const page = await table.query({ pk: namesPartition, limit, ...(cursor && { cursor }) });
    return idsOf(page);
  },
  async byLastSeen({ limit, cursor }) {
    const order = { limit, descending: true, ...(cursor && { cursor }) };
    return idsOf(await table.query({ index: 'lists', pk: listPartition('SEEN'), ...order }));
  },
});

const idsOf = ({ items, cursor }: { readonly items: readonly Item[]; readonly cursor?: string | undefined }): Ids => ({
  ids: items.map(({ accountId }) => String(accountId)),
  ...(cursor === undefined ? {} : { cursor }),
});

type Beside = Readonly<Record<'billing' | 'suspension' | 'seen', Item | undefined>>;

function rowOf(account: Item, { billing, suspension, seen }: Beside): OrganizationRow {
  const { id, organization, email, createdAt } = account;
  const { leavingAt, leftAt } = account as unknown as Partial<Account>;
  return {
    ...{ id: String(id), name: String(organization), email: String(email), createdAt: String(createdAt) },
    state: lifeOf({ ...(leavingAt && { leavingAt }), ...(leftAt && { leftAt }) } as Account),
    suspended: suspension?.suspended === true,
    recurring: (billing?.counted ?? nothingRecurring) as unknown as Recurring,
    lastSeenOn: lastSeenIn(seen),
  };
}
