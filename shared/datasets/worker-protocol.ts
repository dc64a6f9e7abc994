/** What the engine and its worker process say to each other. The worker says `ready` once, then answers each request. */
import type { Scalar } from '../domain/datasets/values.ts';

export type FileFormat = 'parquet' | 'csv' | 'ndjson';

/** A local file that a query reads, as the view `records` with these columns: name and SQL type. */
export type QuerySource = {
  readonly path: string;
  readonly format: FileFormat;
  readonly columns: readonly (readonly [name: string, type: string])[];
};

export type WorkerRequest = {
  readonly source: QuerySource;
  readonly text: string;
  readonly params: readonly Scalar[];
  /** The worker interrupts the query then. */
  readonly timeoutMs: number;
};

export type Cell = string | number | boolean | null;
export type Row = readonly Cell[];

/** `unreadable`: the file is not what the columns say. `failed`: the query itself is wrong, which is an error of ours. */
export type Failure = 'too_heavy' | 'unreadable' | 'failed';
export type WorkerAnswer =
  | { readonly ok: true; readonly rows: readonly Row[] }
  | { readonly ok: false; readonly failure: Failure; readonly message: string };
