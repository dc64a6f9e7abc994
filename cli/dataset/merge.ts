import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Manifest } from '../../shared/datasets/dataset-files.ts';
import { parquetOptions } from '../../shared/datasets/parquet.ts';
import { identifier, sqlColumns } from '../../shared/datasets/sql.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { fieldTypesOf } from '../../shared/domain/catalog/field.ts';
import { castTo, type Inspected, literal, rowsOf } from './inspect.ts';

/** Downloads the published file to `target` and checks its bytes. */
export async function fetchPublished(s3: S3Client, bucket: string, manifest: Manifest, target: string): Promise<void> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: manifest.key }));
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
  if (createHash('sha256').update(bytes).digest('hex') !== manifest.sha256)
    throw new Error(`The bytes of ${manifest.key} in the bucket are not those of its manifest`);
  await writeFile(target, bytes);
}

/**
 * The records of a published file and new ones as one relation.
 * @throws Error with one sentence where an id is in both
 */
export async function appended(
  connection: DuckDBConnection,
  { before, added, dataset }: { readonly before: Inspected; readonly added: string; readonly dataset: Dataset },
): Promise<string> {
  const both = `SELECT id FROM ${before.relation} INTERSECT SELECT id FROM ${added}`;
  const [[count, first] = []] = await rowsOf(connection, `SELECT count(*), min(id) FROM (${both})`);
  if (Number(count) > 0)
    throw new Error(
      `${count} of the new ids are published already, such as ${JSON.stringify(first)}; append new records only, or replace all without --append`,
    );
  const list = castList(dataset);
  return `(SELECT ${list} FROM ${before.relation} UNION ALL SELECT ${list} FROM ${added})`;
}

const castList = (dataset: Dataset): string =>
  [castTo('id', 'string'), ...Object.entries(fieldTypesOf(dataset)).map(([name, type]) => castTo(name, type))].join(
    ', ',
  );

/** Writes a relation as the file to publish: typed and in the order of pages. The same records give the same bytes. */
export async function writePublished(
  connection: DuckDBConnection,
  { relation, dataset, target }: { readonly relation: string; readonly dataset: Dataset; readonly target: string },
): Promise<void> {
  const order = dataset.timeField === undefined ? '"id"' : `${identifier(dataset.timeField)} NULLS LAST, "id"`;
  const names = sqlColumns(dataset).map(([name]) => identifier(name));
  const typed = `SELECT ${names.join(', ')} FROM (SELECT ${castList(dataset)} FROM ${relation})`;
  await connection.run(`COPY (${typed} ORDER BY ${order}) TO ${literal(target)} (${parquetOptions})`);
}
