import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ServedVersion } from '../domain/datasets/served.ts';
import { type DatasetFile, type DatasetFiles, Manifest, manifestKey } from './dataset-files.ts';
import { publishedVersionsIn } from './published-versions.ts';
import { DatasetUnavailable } from './query-engine.ts';
import { dropOtherVersions, dropParts, freeBytesOf, makeRoom } from './scratch.ts';

/** Options of the dataset files in S3. */
export type S3DatasetFilesOptions = {
  readonly s3: S3Client;
  readonly bucket: string;
  /** Where copies are kept, on this machine; made if missing. */
  readonly directory: string;
  readonly now: () => Date;
  /** The version that operators serve; absent: the newest. */
  readonly servedOf?: (datasetId: string) => Promise<ServedVersion>;
  /** Hears why a newer version could not be had, where the one at hand is served on. */
  readonly onStale?: (datasetId: string, error: unknown) => void;
  /** How old a read manifest may be. */
  readonly maxAgeMs?: number;
  /** Bytes that may still be written to a directory. */
  readonly freeBytes?: (directory: string) => Promise<number>;
};

type Held = { readonly file: DatasetFile; readonly readAtMs: number; readonly previous?: DatasetFile };

async function bodyOf({ s3, bucket }: S3DatasetFilesOptions, key: string): Promise<Readable> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (!(Body instanceof Readable)) throw new Error(`The object ${key} has no body`);
  return Body;
}

async function readManifest(options: S3DatasetFilesOptions, datasetId: string): Promise<Manifest> {
  const chunks = await (await bodyOf(options, manifestKey(datasetId))).toArray();
  return Manifest.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
}

/** Operators withdrew it. */
class Withdrawn extends Error {}

/** The manifest of the version that readers get. @throws Withdrawn where there is none; Error for a version that is not listed */
async function servedManifest(options: S3DatasetFilesOptions, datasetId: string): Promise<Manifest> {
  const served: ServedVersion = (await options.servedOf?.(datasetId)) ?? { is: 'newest' };
  if (served.is === 'newest') return readManifest(options, datasetId);
  if (served.is !== 'pinned') throw new Withdrawn(`The dataset ${datasetId} is withdrawn`);
  const versions = await publishedVersionsIn(options.s3, options.bucket).all(datasetId);
  const manifest = versions.find(({ version }) => version === served.version);
  if (!manifest) throw new Error(`The version ${served.version} of ${datasetId} is not listed`);
  return manifest;
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

async function sha256Of(file: string): Promise<string | undefined> {
  if (!(await isThere(file))) return undefined;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Copies to a name of its own, checks the bytes, then renames: a reader sees the whole file or none. */
async function copy(options: S3DatasetFilesOptions, manifest: Manifest, target: string): Promise<void> {
  const part = `${target}.${randomUUID()}.part`;
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(await bodyOf(options, manifest.key), hashing, createWriteStream(part));
    if (hash.digest('hex') !== manifest.sha256)
      throw new Error(`The bytes of ${manifest.key} are not those of its manifest`);
    await rename(part, target);
  } finally {
    await rm(part, { force: true });
  }
}

/** The copy of the current version. Its bytes are checked when this process first meets it, not each time after. */
async function localFile(
  options: S3DatasetFilesOptions,
  datasetId: string,
  held: ReadonlyMap<string, Held>,
): Promise<DatasetFile> {
  const before = held.get(datasetId);
  const manifest = await servedManifest(options, datasetId);
  const { version, format, publishedAt } = manifest;
  const atHand = before?.file;
  const isSame = atHand?.version === version && atHand.format === format && atHand.publishedAt === publishedAt;
  if (isSame && (await isThere(atHand.path))) return atHand;
  const { directory, freeBytes = freeBytesOf } = options;
  const target = path.resolve(directory, `${datasetId}-${version}.${format}`);
  await mkdir(directory, { recursive: true });
  await dropOtherVersions(directory, datasetId, new Set([target, ...(atHand ? [atHand.path] : [])]));
  if ((await sha256Of(target)) === manifest.sha256) return { version, publishedAt, path: target, format };
  await makeRoom({ directory, bytes: manifest.bytes, freeBytes }, new Set([target, ...pathsOf(held)]));
  await copy(options, manifest, target);
  return { version, publishedAt, path: target, format };
}

const pathsOf = (held: ReadonlyMap<string, Held>): string[] =>
  [...held.values()].flatMap(({ file, previous }) => [file.path, ...(previous ? [previous.path] : [])]);

/**
 * Datasets from a bucket. The manifest is read again when it is older than `maxAgeMs` (30 s). A version is copied once, after the one before
 * the present one was deleted, with the leftovers of a process that ended here. While the bucket cannot be read, the version at hand stays
 * current; a withdrawn one does not.
 */
export function s3DatasetFiles(options: S3DatasetFilesOptions): DatasetFiles {
  const { now, maxAgeMs = 30_000 } = options;
  const held = new Map<string, Held>();
  const reading = new Map<string, Promise<DatasetFile>>();
  let begun: Promise<void> | undefined;

  const adopt = (datasetId: string, file: DatasetFile): DatasetFile => {
    const before = held.get(datasetId);
    const changed = before !== undefined && before.file.path !== file.path;
    held.set(datasetId, { file, readAtMs: now().getTime(), previous: changed ? before.file : before?.previous });
    return file;
  };

  const read = async (datasetId: string): Promise<DatasetFile> => {
    const before = held.get(datasetId);
    try {
      begun ??= dropParts(options.directory);
      await begun;
      return adopt(datasetId, await localFile(options, datasetId, held));
    } catch (error) {
      const withdrawn = error instanceof Withdrawn;
      const isGone = withdrawn || (error instanceof Error && error.name === 'NoSuchKey');
      if (before === undefined || isGone) throw new DatasetUnavailable(datasetId, error, { withdrawn });
      options.onStale?.(datasetId, error);
      return adopt(datasetId, before.file);
    }
  };

  return {
    async current(datasetId) {
      const known = held.get(datasetId);
      if (known && now().getTime() - known.readAtMs < maxAgeMs) return known.file;
      const running = reading.get(datasetId) ?? read(datasetId).finally(() => reading.delete(datasetId));
      reading.set(datasetId, running);
      return running;
    },
  };
}
