import type { Table } from '../table/table.ts';
import { readersPartition } from './reader-keys.ts';

/** That an organization read a dataset on a UTC day (YYYY-MM-DD). */
export type Reader = { readonly day: string; readonly accountId: string };

/** UTC days `from` (inclusive) to `to` (exclusive), and a page of what is of them. */
export type ReadersQuery = {
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  readonly cursor?: string;
};

/** Organizations by the datasets that they read. */
export interface Readers {
  /** The latest day first, in one round trip. `since`: the first day of which anything is known; null: none. */
  of(
    datasetId: string,
    query: ReadersQuery,
  ): Promise<{ readonly readers: readonly Reader[]; readonly cursor?: string; readonly since: string | null }>;
}

/** Readers over the table, as the rollup notes them. */
export const readersOver = (table: Table): Readers => ({
  async of(datasetId, { from, to, ...page }) {
    const pk = readersPartition(datasetId);
    const [{ items, cursor }, oldest] = await Promise.all([
      table.query({ pk, from, to, descending: true, ...page }),
      table.query({ pk, limit: 1 }),
    ]);
    const readers = items.map(({ sk }) => readerIn(sk));
    const [first] = oldest.items;
    return { readers, ...(cursor !== undefined && { cursor }), since: first ? readerIn(first.sk).day : null };
  },
});

const readerIn = (sk: string): Reader => {
  const [day = '', accountId = ''] = sk.split('#');
  return { day, accountId };
};
