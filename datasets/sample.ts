import type { DataRecord } from '../shared/datasets/query-engine.ts';

/** The source of one sample dataset of the project. */
export type Sample = {
  readonly id: string;
  /** Absolute paths of the files that decide the records; a change to one of them causes a new build. */
  readonly sources: readonly string[];
  /** The records, in any order; the same on every run. */
  readonly records: () => Iterable<DataRecord>;
};
