import type { S3Client } from '@aws-sdk/client-s3';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Manifest } from '../../shared/datasets/dataset-files.ts';
import { takeRows } from '../../shared/datasets/duckdb-rows.ts';
import { publicDaysSql, publicRecordsSql, publishPublicFiles } from '../../shared/datasets/public-files.ts';
import { type Sql, sqlColumns } from '../../shared/datasets/sql.ts';
import type { Row } from '../../shared/datasets/worker-protocol.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { fieldTypesOf } from '../../shared/domain/catalog/field.ts';
import { castTo, literal } from './inspect.ts';

/** The sample records are one file, which a function reads whole. */
const maxBytes = 4_000_000;

/** The published version: its dataset, its Parquet file on this machine, and its manifest. */
export type PublishedVersion = { readonly dataset: Dataset; readonly path: string; readonly manifest: Manifest };

/** Writes the public files of a version that was just published. */
export async function publishPublic(
  to: { readonly s3: S3Client; readonly bucket: string },
  connection: DuckDBConnection,
  { dataset, path, manifest }: PublishedVersion,
): Promise<void> {
  const types = { id: 'string', ...fieldTypesOf(dataset) } as const;
  const list = Object.entries(types).map(([name, type]) => castTo(name, type));
  await connection.run(
    `CREATE OR REPLACE VIEW records AS SELECT ${list.join(', ')} FROM read_parquet(${literal(path)})`,
  );
  const names = sqlColumns(dataset).map(([name]) => name);
  const records = (await rows(connection, publicRecordsSql(dataset))).map((row) =>
    Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])),
  );
  const daysSql = publicDaysSql(dataset);
  const days = daysSql ? await rows(connection, daysSql) : [];
  const counted = days.map(([day, count]) => ({ day: String(day), count: Number(count) }));
  await publishPublicFiles(to, dataset, { manifest, records, days: counted });
}

async function rows(connection: DuckDBConnection, { text }: Sql): Promise<Row[]> {
  const found: Row[] = [];
  await takeRows(await connection.run(text), maxBytes, (row) => void found.push(row));
  return found;
}
