import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { build } from 'esbuild';
import type { DatasetFile, DatasetFiles } from '../../shared/datasets/dataset-files.ts';
import { DatasetUnavailable, type QueryEngine } from '../../shared/datasets/query-engine.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { parseCountsQuery } from '../../shared/domain/datasets/counts.ts';
import { parseRecordsQuery } from '../../shared/domain/datasets/query.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** A directory of this test file's own, inside the tree so that the bundled worker finds DuckDB. */
export async function workspace(): Promise<{ directory: string; remove: () => Promise<void> }> {
  const directory = path.join(root, 'dist/test', randomUUID());
  await mkdir(directory, { recursive: true });
  return { directory, remove: () => rm(directory, { recursive: true, force: true }) };
}

/** Bundles the worker as it is deployed; answers its path. */
export async function bundleWorker(directory: string): Promise<string> {
  const outfile = path.join(directory, 'worker.mjs');
  await build({
    entryPoints: [path.join(root, 'functions/data/worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@duckdb/node-api'],
    logLevel: 'error',
  });
  return outfile;
}

/** Files that are here already. */
export function localFiles(
  files: Readonly<Record<string, Omit<DatasetFile, 'version' | 'publishedAt'>>>,
): DatasetFiles {
  return {
    async current(datasetId) {
      const file = files[datasetId];
      if (file === undefined) throw new DatasetUnavailable(datasetId);
      return { version: 'one', publishedAt: '2026-11-24T12:00:00.000Z', ...file };
    },
  };
}

/** Runs SQL with nothing locked, to make files for tests. */
export async function makeFile(sql: string): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(sql);
  connection.closeSync();
}

type Scope = { readonly sampleOnly?: boolean; readonly max?: number };

/** One page, asked as a client would. */
export function askRecords(engine: QueryEngine, dataset: Dataset, params: URLSearchParams | string, scope: Scope = {}) {
  const parsed = parseRecordsQuery(dataset, new URLSearchParams(params));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return engine.records(dataset, parsed.query, {
    maxRecords: scope.max ?? 1_000,
    sampleOnly: scope.sampleOnly ?? false,
  });
}

/** Counts, asked as a client would. */
export function askCounts(engine: QueryEngine, dataset: Dataset, params: URLSearchParams | string, scope: Scope = {}) {
  const parsed = parseCountsQuery(dataset, new URLSearchParams(params));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return engine.counts(dataset, parsed.query, {
    maxBuckets: scope.max ?? 1_000,
    sampleOnly: scope.sampleOnly ?? false,
  });
}
