import type { IndexedLeaf } from '../../domain/evidence/hour-index.ts';
import type { Leaf } from '../../domain/evidence/seal.ts';
import { readAll } from '../table/read-all.ts';
import type { Item, ItemValue, Table } from '../table/table.ts';
import { leafKey, leafPartition } from './evidence-item-keys.ts';

/** A leaf as it is stored. `index`: its place in its seal's tree. `path`: the audit path to the root, hex, the lowest first. */
export type StoredLeaf = IndexedLeaf & { readonly index: number; readonly path: readonly string[] };

/** The most leaves of a page, and the number of its first; null: the last of all. */
export type LeafPage = { readonly limit: number; readonly upTo: number | null };

/** Leaves of organizations, which are never replaced. */
export interface Leaves {
  /** Puts a leaf where its organization has none of its number. */
  put(leaf: StoredLeaf): Promise<void>;
  /** The organization's last leaf of a seal before `seal`, strongly consistent; null where there is none. */
  lastBefore(organization: string, seal: number): Promise<Leaf | null>;
  find(organization: string, seq: number): Promise<StoredLeaf | null>;
  /** The organization's last leaves, or those up to a number (inclusive), the last first. */
  latest(organization: string, page: LeafPage): Promise<readonly StoredLeaf[]>;
  /** An organization's leaves of seals from `first` to `last` (both inclusive) in order, strongly consistent. */
  inSeals(
    organization: string,
    seals: { readonly first: number; readonly last: number },
  ): AsyncGenerator<StoredLeaf, void>;
  /** All leaves of an organization in order, strongly consistent. */
  of(organization: string): Promise<readonly StoredLeaf[]>;
}

/** Seals that a run which was overtaken may be behind are few. */
const pageSize = 3;
const leavesAtOnce = 500;

/** Leaves over the table, an item each. */
export const leavesOver = (table: Table): Leaves => ({
  async put(stored) {
    const { leaf, ...place } = stored;
    const item = { ...leafKey(leaf.organization, leaf.seq), leaf: leaf as unknown as ItemValue, ...place };
    await table.insert(item);
  },
  async lastBefore(organization, seal) {
    let cursor: string | undefined;
    do {
      const query = { pk: leafPartition(organization), descending: true, consistent: true } as const;
      const page = await table.query({ ...query, limit: pageSize, cursor });
      const found = page.items.map(storedLeaf).find(({ leaf }) => leaf.seal < seal);
      if (found) return found.leaf;
      cursor = page.cursor;
    } while (cursor !== undefined);
    return null;
  },
  async find(organization, seq) {
    const { item } = await table.get(leafKey(organization, seq));
    return item ? storedLeaf(item) : null;
  },
  async latest(organization, { limit, upTo }) {
    const to = upTo === null ? {} : { to: leafKey(organization, upTo + 1).sk };
    const page = await table.query({ pk: leafPartition(organization), ...to, descending: true, limit });
    return page.items.map(storedLeaf);
  },
  async *inSeals(organization, { first, last }) {
    let cursor: string | undefined;
    do {
      const page = await table.query({
        pk: leafPartition(organization),
        limit: leavesAtOnce,
        cursor,
        consistent: true,
      });
      for (const stored of page.items.map(storedLeaf)) {
        if (stored.leaf.seal > last) return;
        if (stored.leaf.seal >= first) yield stored;
      }
      cursor = page.cursor;
    } while (cursor !== undefined);
  },
  async of(organization) {
    return (await readAll(table, { pk: leafPartition(organization) })).map(storedLeaf);
  },
});

const storedLeaf = ({ pk, sk, ...leaf }: Item): StoredLeaf => leaf as unknown as StoredLeaf;
