import type { DataRecord } from '../shared/datasets/query-engine.ts';

/** A dataset that comes with the project. */
export type Sample = {
  readonly id: string;
  /** Files whose bytes decide the records, absolute; a change to one of them builds the dataset anew. */
  readonly sources: readonly string[];
  /** In any order; the same records on every run. */
  readonly records: () => Iterable<DataRecord>;
};
