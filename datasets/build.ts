import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import * as z from 'zod';
import { parquetOptions } from '../shared/datasets/parquet.ts';
import { identifier, sqlColumns } from '../shared/datasets/sql.ts';
import type { Dataset } from '../shared/domain/catalog/catalog.ts';
import type { Sample } from './sample.ts';

/** The Parquet file of a sample; `cached`: an earlier build was still current. */
export type BuiltSample = { readonly path: string; readonly records: number; readonly cached: boolean };

const Cached = z.object({ sourceHash: z.string(), records: z.int() });
const maxIdChars = 200;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

async function sourceHash(dataset: Dataset, sample: Sample): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([sqlColumns(dataset), dataset.timeField ?? null]));
  for (const source of [fileURLToPath(import.meta.url), ...sample.sources]) hash.update(await readFile(source));
  return hash.digest('hex');
}

async function cachedBuild(metaPath: string): Promise<z.infer<typeof Cached> | undefined> {
  const text = await readFile(metaPath, 'utf8').catch(() => 'null');
  return Cached.safeParse(JSON.parse(text)).data;
}

async function load(connection: DuckDBConnection, dataset: Dataset, ndjsonPath: string): Promise<number> {
  const columns = sqlColumns(dataset).map(([name, type]) => `${literal(name)}: ${literal(type)}`);
  const reader = `read_json(${literal(ndjsonPath)}, format = 'newline_delimited', columns = {${columns.join(', ')}})`;
  await connection.run(`CREATE TABLE records AS SELECT * FROM ${reader}`);
  const checks = `count(*), count(DISTINCT id), count(*) FILTER (length(id) BETWEEN 1 AND ${maxIdChars})`;
  const [[all, distinct, fitting] = []] = (await connection.runAndReadAll(`SELECT ${checks} FROM records`)).getRows();
  if (all !== distinct || all !== fitting)
    throw new Error(`${dataset.id}: every record needs an id of its own, of 1 to ${maxIdChars} characters`);
  return Number(all);
}

async function writeParquet(dataset: Dataset, sample: Sample, target: string): Promise<number> {
  const ndjsonPath = `${target}.${process.pid}.ndjson`;
  const part = `${target}.${process.pid}.part`;
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    const lines = Iterator.from(sample.records()).map((record) => `${JSON.stringify(record)}\n`);
    await pipeline(Readable.from(lines), createWriteStream(ndjsonPath));
    const records = await load(connection, dataset, ndjsonPath);
    const order = dataset.timeField === undefined ? 'id' : `${identifier(dataset.timeField)} NULLS LAST, id`;
    await connection.run(`COPY (SELECT * FROM records ORDER BY ${order}) TO ${literal(part)} (${parquetOptions})`);
    await rename(part, target);
    return records;
  } finally {
    connection.closeSync();
    await Promise.all([ndjsonPath, part].map((file) => rm(file, { force: true })));
  }
}

/**
 * Builds the sample as a Parquet file in `directory`, ordered by time and id, with the same bytes on every run. An earlier build is used
 * again unless a source or the dataset's fields changed. @throws Error if records share an id or lack one
 */
export async function buildSample(dataset: Dataset, sample: Sample, directory: string): Promise<BuiltSample> {
  await mkdir(directory, { recursive: true });
  const target = path.resolve(directory, `${dataset.id}.parquet`);
  const metaPath = path.resolve(directory, `${dataset.id}.json`);
  const hash = await sourceHash(dataset, sample);
  const found = await cachedBuild(metaPath);
  const present = await readFile(target).catch(() => undefined);
  if (present && found?.sourceHash === hash) return { path: target, records: found.records, cached: true };
  const records = await writeParquet(dataset, sample, target);
  await writeFile(metaPath, JSON.stringify({ sourceHash: hash, records }));
  return { path: target, records, cached: false };
}
