import type { CellValue } from './record-formats.ts';

/** A record as files beside a dataset hold it: `id` first, then the fields in the order of the catalogue. */
export type PublicRecord = Readonly<Record<string, CellValue>>;

/** Facts about a published dataset for everybody: the file `/public/datasets/{id}.json`, written when a version is published. */
export type PublicDataset = {
  readonly id: string;
  readonly version: string;
  /** ISO-8601 UTC. */
  readonly publishedAt: string;
  /** All records that are sold. */
  readonly records: number;
  /** Records that `GET /v1/sample/{id}` searches. */
  readonly sampleRecords: number;
  /** The first of those, at most `shownRecords`. */
  readonly rows: readonly PublicRecord[];
  /** All records by UTC day, in time order: the latest `shownDays` that have any. Empty for a dataset without a time field. */
  readonly days: readonly { readonly day: string; readonly count: number }[];
};

/** The sample records of a dataset for everybody: the file `/public/samples/{id}.json`, in the order of the dataset. */
export type PublicSample = {
  readonly version: string;
  /** ISO-8601 UTC. */
  readonly publishedAt: string;
  readonly records: readonly PublicRecord[];
};

/** Records in `PublicDataset`. */
export const shownRecords = 10;
/** Days in `PublicDataset`. */
export const shownDays = 366;
/** Records in `PublicSample`, at most; a larger `sampleRecords` is for test keys alone. */
export const publicRecords = 1_000;
