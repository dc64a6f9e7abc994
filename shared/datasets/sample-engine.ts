import type { Dataset } from '../domain/catalog/catalog.ts';
import type { By } from '../domain/datasets/counts.ts';
import { encodeCursor } from '../domain/datasets/cursor.ts';
import { inBytes, isAfter, matches } from '../domain/datasets/matching.ts';
import type { PublicRecord, PublicSample } from '../domain/datasets/public-dataset.ts';
import type { RecordsQuery } from '../domain/datasets/query.ts';
import type { DataRecord, QueryEngine } from './query-engine.ts';

/** The sample files port. */
export interface SampleFiles {
  /** Throws `DatasetUnavailable` where nothing was published or it cannot be had. */
  current(datasetId: string): Promise<PublicSample>;
}

/** The part of the query port that sample records answer. Every scope is one of sample records. */
export type SampleEngine = Pick<QueryEngine, 'version' | 'records' | 'counts'>;

/** The query port on sample records in memory: the same answers as from a file through DuckDB, without a process. */
export function sampleEngine(files: SampleFiles): SampleEngine {
  const sampleOf = async (dataset: Dataset) =>
    (await files.current(dataset.id)).records.slice(0, Math.trunc(dataset.sampleRecords));
  return {
    async version(dataset) {
      const { version, publishedAt } = await files.current(dataset.id);
      return { version, publishedAt };
    },

    async records(dataset, query, { maxRecords }) {
      const { after } = query;
      const found = (await sampleOf(dataset)).filter(
        (record) => matches(dataset, record, query) && (!after || isAfter(dataset, record, after)),
      );
      const page = found.slice(0, Math.min(query.limit, maxRecords));
      const last = found.length > page.length ? page.at(-1) : undefined;
      const records = page.map((record) => withFields(record, query.fields));
      return last === undefined ? { records } : { records, nextCursor: cursorAfter(dataset, query, last) };
    },

    async counts(dataset, query, { maxBuckets }) {
      const found = (await sampleOf(dataset)).filter((record) => matches(dataset, record, query));
      const counts = inOrder(query.by, countsOf(found, bucketOf(dataset, query.by)));
      return { counts: counts.slice(0, maxBuckets), isCut: counts.length > maxBuckets };
    },
  };
}

const withFields = (record: PublicRecord, fields: readonly string[]): DataRecord =>
  Object.fromEntries(fields.map((name) => [name, record[name] ?? null]));

function cursorAfter(dataset: Dataset, query: RecordsQuery, { id, ...values }: PublicRecord): string {
  const time = dataset.timeField === undefined ? undefined : (values[dataset.timeField] as string | null);
  return encodeCursor(dataset, query, { id: String(id), time });
}

type Bucket = (record: PublicRecord) => string | null;

function bucketOf({ timeField = '' }: Dataset, by: By): Bucket {
  const textOf = (record: PublicRecord, name: string) => {
    const value = record[name] ?? null;
    return value === null ? null : String(value);
  };
  if (by.kind === 'field') return (record) => textOf(record, by.field);
  if (by.kind === 'day') return (record) => textOf(record, timeField)?.slice(0, 10) ?? null;
  return (record) => {
    const time = textOf(record, timeField);
    return time === null ? null : `${time.slice(0, 13)}:00:00.000Z`;
  };
}

function countsOf(records: readonly PublicRecord[], bucket: Bucket): { bucket: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const record of records) {
    const name = bucket(record);
    if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ bucket: name, count }));
}

/** Values of a field have the largest count first, hours and days are in time order. */
const inOrder = ({ kind }: By, counts: { bucket: string; count: number }[]) =>
  counts.toSorted(
    (one, other) => (kind === 'field' ? other.count - one.count : 0) || inBytes(one.bucket, other.bucket),
  );
