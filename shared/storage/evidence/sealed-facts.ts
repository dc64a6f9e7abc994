import type { Item, Table } from '../table/table.ts';
import { sealedFactKey, sealedFactPartition, sealedFactsFrom } from './evidence-item-keys.ts';

/**
 * A fact as it was sealed. `line`: its canonical JSON. `seal`, `seq`: the numbers of its seal and its leaf. `index`: its place in the leaf's tree.
 * `path`: the audit path to the leaf's root, hex, the lowest first.
 */
export type StoredFact = {
  readonly organization: string;
  readonly seal: number;
  readonly seq: number;
  readonly index: number;
  readonly line: string;
  readonly path: readonly string[];
};

/** Sealed facts, which are never replaced. The bucket has them too: these are found without reading what else their leaves hold. */
export interface SealedFacts {
  /** Puts a fact where its place is free. */
  put(fact: StoredFact): Promise<void>;
  /** The organization's facts of seals up to `through` (inclusive), in the order of sealing; strongly consistent. */
  of(organization: string, through: number): AsyncIterable<StoredFact>;
}

const pageSize = 200;

/** Sealed facts over the table, an item each. */
export const sealedFactsOver = (table: Table): SealedFacts => ({
  async put(fact) {
    await table.insert({ ...sealedFactKey(fact), ...fact });
  },
  async *of(organization, through) {
    const query = {
      pk: sealedFactPartition(organization),
      to: sealedFactsFrom(through + 1),
      consistent: true,
    } as const;
    let cursor: string | undefined;
    do {
      const page = await table.query({ ...query, limit: pageSize, cursor });
      yield* page.items.map(storedFact);
      cursor = page.cursor;
    } while (cursor !== undefined);
  },
});

const storedFact = ({ pk, sk, ...fact }: Item): StoredFact => fact as unknown as StoredFact;
