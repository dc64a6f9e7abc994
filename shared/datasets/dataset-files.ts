/** The files port: where the current version of a dataset lies on this machine. */
import * as z from 'zod';
import type { FileFormat } from './worker-protocol.ts';

/** A dataset's current file, as a local copy. */
export type DatasetFile = {
  readonly version: string;
  /** ISO-8601 UTC. */
  readonly publishedAt: string;
  /** Absolute, and of this version for good. */
  readonly path: string;
  readonly format: FileFormat;
};

/** The files of the datasets on this machine. */
export interface DatasetFiles {
  /** Throws `DatasetUnavailable` where nothing was published or it cannot be had. */
  current(datasetId: string): Promise<DatasetFile>;
}

/** `datasets/{id}/current.json` in the dataset bucket: which file is the dataset now. Written after the file itself. */
export const Manifest = z.strictObject({
  /** The first 16 characters of `sha256`: the same bytes are the same version. */
  version: z.string().regex(/^[0-9a-f]{16}$/),
  key: z.string().min(1).max(1_024),
  format: z.enum(['parquet', 'csv', 'ndjson']),
  bytes: z.int().nonnegative(),
  /** SHA-256 of the file, lower-case hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  records: z.int().nonnegative(),
  publishedAt: z.iso.datetime(),
});
/** The description of a dataset's current version, as it is stored in S3. */
export type Manifest = z.infer<typeof Manifest>;

/** `datasets/{id}/versions.json`: the imports that may be served, the newest first. Written before the manifest names the newest. */
export const Versions = z.strictObject({ versions: z.array(Manifest) });

/** Imports that `Versions` lists. Their bytes are never deleted. */
export const keptVersions = 50;

/**
 * The most bytes of a version. A function has 2 GB of disk for all datasets together.
 * There it keeps two versions, the one that is read and the one that takes over, beside exports.
 */
export const maxBytes = 900_000_000;

/** The object that names a dataset's current version. */
export const manifestKey = (datasetId: string): string => `datasets/${datasetId}/current.json`;

/** The object that lists a dataset's imports. */
export const versionsKey = (datasetId: string): string => `datasets/${datasetId}/versions.json`;

/** The object that holds a version's bytes; never overwritten with others. */
export const fileKey = (datasetId: string, version: string, format: FileFormat): string =>
  `datasets/${datasetId}/${version}.${format}`;
