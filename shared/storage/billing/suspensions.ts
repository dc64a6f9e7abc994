import { listPartition } from '../item-keys.ts';
import type { Table } from '../table/table.ts';

/** An organization that operators suspended, and the reason. */
export type Suspended = { readonly accountId: string; readonly reason: string; readonly at: string };

/** Suspensions of all organizations. */
export interface Suspensions {
  /** Those that stand, and began at this time or later, the latest first; `more`: there are others. In one round trip. */
  since(from: string, limit: number): Promise<{ readonly suspended: readonly Suspended[]; readonly more: boolean }>;
}

/** Suspensions over the index; one that was lifted is not there. */
export const suspensionsOver = (table: Table): Suspensions => ({
  async since(from, limit) {
    const pk = listPartition('SUSPENDED');
    const { items, cursor } = await table.query({ index: 'lists', pk, from, limit, descending: true });
    const suspended = items.map(({ accountId, reason, at }) => ({
      ...{ accountId: String(accountId), reason: String(reason), at: String(at) },
    }));
    return { suspended, more: cursor !== undefined };
  },
});
