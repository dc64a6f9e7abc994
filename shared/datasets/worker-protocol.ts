/** Messages between the engine and its worker process. The worker says `ready` once, then answers each request. */
import type { Scalar } from '../domain/datasets/values.ts';

/** The format of a dataset's file. */
export type FileFormat = 'parquet' | 'csv' | 'ndjson';

/** A local file that a query reads, as the view `records` with these columns: name and SQL type. */
export type QuerySource = {
  readonly path: string;
  readonly format: FileFormat;
  readonly columns: readonly (readonly [name: string, type: string])[];
};

/** A new file for the first `maxRows` rows, gzip; of each row the first cells, which have these names. Their ids are answered. */
export type WrittenFile = {
  readonly path: string;
  readonly format: 'csv' | 'ndjson';
  readonly names: readonly string[];
  readonly maxRows: number;
};

/** A query for the worker. */
export type WorkerRequest = {
  readonly source: QuerySource;
  readonly text: string;
  readonly params: readonly Scalar[];
  /** The worker interrupts the query then. */
  readonly timeoutMs: number;
  /** Rows that take more together, about, as JSON are cut. */
  readonly maxBytes: number;
  /** Writes the rows there instead of answering them. */
  readonly file?: WrittenFile;
};

/** A value of a row. */
export type Cell = string | number | boolean | null;
/** A row, in the order of the selected fields. */
export type Row = readonly Cell[];

/**
 * `unreadable`: the file is not what the columns say. `failed`: the query itself is wrong, which is an error of ours.
 * `record_too_large`: one row alone is over `maxBytes`.
 */
export type Failure = 'too_heavy' | 'record_too_large' | 'unreadable' | 'failed';
/** The worker's answer to a request. */
export type WorkerAnswer =
  /** Where a file was written, `rows` is its last row, `written` how many it has, and `ids` whose. `cut`: there are more rows. */
  | {
      readonly ok: true;
      readonly rows: readonly Row[];
      readonly cut: boolean;
      readonly written?: number;
      readonly ids?: readonly string[];
    }
  | { readonly ok: false; readonly failure: Failure; readonly message: string };
