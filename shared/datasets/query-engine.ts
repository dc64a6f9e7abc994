/** The query port: reads of the operator's datasets. `duckdb-engine.ts` answers them from files. */

import type { Dataset } from '../domain/catalog/catalog.ts';
import type { CountsQuery } from '../domain/datasets/counts.ts';
import type { RecordsQuery } from '../domain/datasets/query.ts';
import { AppError } from '../errors.ts';

/**
 * `id` first, then the asked fields in the order of the catalogue. A missing value is null; times are ISO-8601 UTC with Z, dates
 * YYYY-MM-DD, numbers JS numbers.
 */
export type DataRecord = Readonly<Record<string, string | number | boolean | null>>;
/** A page of records. Without `nextCursor` it is the last. */
export type RecordsPage = { readonly records: readonly DataRecord[]; readonly nextCursor?: string };
/** `bytes`: as they lie in the file, compressed. */
export type ExportedFile = {
  readonly path: string;
  readonly records: number;
  /** The ids of its records, in their order. */
  readonly ids: readonly string[];
  readonly bytes: number;
  readonly nextCursor?: string;
};
/** A bucket and how many records it has. */
export type BucketCount = { readonly bucket: string; readonly count: number };
/** `isCut`: there are more buckets than these. */
export type Counted = { readonly counts: readonly BucketCount[]; readonly isCut: boolean };

/** `sampleOnly`: as if the dataset had only its first `sampleRecords` records (what a test key sees). */
export type Scope = { readonly sampleOnly: boolean };

/** The version that queries read now, and when it was published (ISO-8601 UTC). */
export type DatasetVersion = { readonly version: string; readonly publishedAt: string };

/** Every method throws `QueryTooHeavy` or `DatasetUnavailable`; after either the next query is answered as if nothing had been. */
export interface QueryEngine {
  version(dataset: Dataset): Promise<DatasetVersion>;
  /**
   * At most `maxRecords` (≥ 1) and `query.limit` records, and no more than fit into one answer.
   * They are in the order of the dataset: time field ascending, records without a time last, then `id`. `nextCursor` is there exactly if
   * more records follow.
   */
  records(dataset: Dataset, query: RecordsQuery, scope: Scope & { readonly maxRecords: number }): Promise<RecordsPage>;
  /** How many records match after the cursor; `most` where there are more. */
  size(dataset: Dataset, query: RecordsQuery, scope: Scope & { readonly most: number }): Promise<number>;
  /** As `records`, into a new gzip file on this machine that the caller removes. */
  exported(
    dataset: Dataset,
    query: RecordsQuery,
    scope: Scope & { readonly maxRecords: number; readonly format: 'csv' | 'ndjson' },
  ): Promise<ExportedFile>;
  /** Null where no record has this id. */
  record(
    dataset: Dataset,
    id: string,
    scope: Scope & { readonly fields?: readonly string[] },
  ): Promise<DataRecord | null>;
  /**
   * At most `maxBuckets` (≥ 1) buckets, and no more than fit into one answer. None is empty; records without a value are in none.
   * Hours (`…T08:00:00.000Z`) and days (`YYYY-MM-DD`) are in time order, so that the latest are cut.
   * Values of a field have the largest count first, ties by bucket, so that the smallest are cut.
   */
  counts(dataset: Dataset, query: CountsQuery, scope: Scope & { readonly maxBuckets: number }): Promise<Counted>;
}

/** The query went over its bound on time or memory. A narrower one may do. */
export class QueryTooHeavy extends AppError {
  constructor(
    cause?: unknown,
    detail = 'The query takes too long or too much memory. Use a shorter time range, or filter by more fields.',
  ) {
    super('query_too_heavy', detail, { cause });
    this.name = 'QueryTooHeavy';
  }
}

/** Nothing was published under this id, or what was published cannot be read as the catalogue describes it. */
export class DatasetUnavailable extends AppError {
  /** `withdrawn`: operators took it back, so that a minute changes nothing. */
  constructor(datasetId: string, cause?: unknown, { withdrawn = false } = {}) {
    const detail = withdrawn
      ? `The dataset ${datasetId} was withdrawn. You were not charged.`
      : `The dataset ${datasetId} is not available. You were not charged. Try again in a minute.`;
    super('unavailable', detail, { cause, retryAfterSeconds: withdrawn ? 3_600 : 60 });
    this.name = 'DatasetUnavailable';
  }
}
