import type { S3Client } from '@aws-sdk/client-s3';
import type { DuckDBConnection } from '@duckdb/node-api';
import { publishDataset, type publishedManifest } from '../../shared/datasets/publish.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { publishPublic } from './public.ts';

type To = { readonly s3: S3Client; readonly bucket: string; readonly now: () => Date };
type Version = {
  readonly dataset: Dataset;
  /** A Parquet file on this machine. */
  readonly path: string;
  readonly records: number;
  /** The manifest that this version replaces; absent: whatever is published. */
  readonly over?: Awaited<ReturnType<typeof publishedManifest>> | undefined;
};

/** Publishes a version and the public files beside it, which a deployment of before did not write. Returns the line to print. */
export async function publishVersion(to: To, connection: DuckDBConnection, version: Version): Promise<string> {
  const { dataset, path, records, over } = version;
  const release = { id: dataset.id, path, format: 'parquet', records } as const;
  const { manifest, changed } = await publishDataset(to, release, over);
  await publishPublic(to, connection, { dataset, path, manifest });
  const size = `${records} records, ${Math.ceil(manifest.bytes / 1_024)} KiB`;
  return `${dataset.id}: ${size}, version ${manifest.version} ${changed ? 'published' : 'is already current'}`;
}
