/** Files of the dataset bucket that anybody may read: what a published version is, and its sample records. */
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Dataset } from '../domain/catalog/catalog.ts';
import { fieldNames } from '../domain/datasets/filters.ts';
import {
  type PublicDataset,
  type PublicRecord,
  publicRecords,
  shownDays,
  shownRecords,
} from '../domain/datasets/public-dataset.ts';
import { linesOf, mediaTypes } from '../domain/datasets/record-formats.ts';
import type { Manifest } from './dataset-files.ts';
import { identifier, recordsSql, type Sql } from './sql.ts';

/** The object with the facts about a dataset. CloudFront serves it under the same path. */
export const publicKey = (datasetId: string): string => `public/datasets/${datasetId}.json`;
/** The object with a dataset's sample records. */
export const sampleKey = (datasetId: string): string => `public/samples/${datasetId}.json`;
const sampleCsvKey = (datasetId: string): string => `public/samples/${datasetId}.csv`;

/** The sample records that everybody may read, from the view `records`. */
export const publicRecordsSql = (dataset: Dataset): Sql =>
  recordsSql(
    dataset,
    { conditions: [], words: [], fields: fieldNames(dataset), limit: publicRecords },
    { rows: Math.min(publicRecords, dataset.sampleRecords), sampleOnly: true },
  );

/** The latest days and how many records each has, from the view `records`; null for a dataset without a time field. */
export function publicDaysSql({ timeField }: Dataset): Sql | null {
  if (timeField === undefined) return null;
  const day = `CAST(${identifier(timeField)} AS DATE)`;
  const days = `SELECT ${day} AS day, count(*) AS count FROM records WHERE ${identifier(timeField)} IS NOT NULL GROUP BY day`;
  return { text: `SELECT day, count FROM (${days}) ORDER BY day DESC LIMIT ${shownDays}`, params: [] };
}

/** The contents of a version's public files. `days`: the latest first. */
export type PublicContent = {
  readonly manifest: Manifest;
  readonly records: readonly PublicRecord[];
  readonly days: readonly { readonly day: string; readonly count: number }[];
};

type Bucket = { readonly s3: Pick<S3Client, 'send'>; readonly bucket: string };

/** Writes the public files of a dataset's current version. Writing them again changes nothing. */
export async function publishPublicFiles(to: Bucket, dataset: Dataset, content: PublicContent): Promise<void> {
  const { manifest, records, days } = content;
  const { version, publishedAt } = manifest;
  const facts: PublicDataset = {
    ...{ id: dataset.id, version, publishedAt, records: manifest.records, sampleRecords: records.length },
    rows: records.slice(0, shownRecords),
    days: days.toReversed(),
  };
  const names = fieldNames(dataset);
  const lines = linesOf(
    'csv',
    names,
    records.map((record) => names.map((name) => record[name] ?? null)),
  );
  const files = [
    { key: publicKey(dataset.id), type: mediaTypes.json, body: JSON.stringify(facts) },
    { key: sampleKey(dataset.id), type: mediaTypes.json, body: JSON.stringify({ version, publishedAt, records }) },
    { key: sampleCsvKey(dataset.id), type: mediaTypes.csv, body: lines },
  ];
  for (const { key, type, body } of files)
    await to.s3.send(
      new PutObjectCommand({
        ...{ Bucket: to.bucket, Key: key, Body: body, ContentType: type },
        CacheControl: 'public, max-age=60',
      }),
    );
}

/** Whether an object is missing. S3 answers `AccessDenied` for a missing object to a role that may not list the bucket. Source: S3 API Reference, "GetObject". */
export const isGone = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'AccessDenied');
