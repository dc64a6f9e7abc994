import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { fileKey, keptVersions, Manifest, manifestKey, maxBytes, Versions, versionsKey } from './dataset-files.ts';
import type { FileFormat } from './worker-protocol.ts';

/** A version of a dataset to publish. */
export type DatasetRelease = {
  readonly id: string;
  /** The local file. */
  readonly path: string;
  readonly format: FileFormat;
  readonly records: number;
};
type Bucket = { readonly s3: S3Client; readonly bucket: string; readonly now: () => Date };

/** The current manifest, with the tag that a replacement has to name; null where nothing is published. */
export async function publishedManifest(
  { s3, bucket }: Pick<Bucket, 's3' | 'bucket'>,
  id: string,
): Promise<{ readonly manifest: Manifest | null; readonly tag: string | undefined } | null> {
  try {
    const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: manifestKey(id) }));
    const text = (await Body?.transformToString()) ?? 'null';
    return { manifest: Manifest.safeParse(JSON.parse(text)).data ?? null, tag: ETag };
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return null;
    throw error;
  }
}

/** Lists the newest versions of a dataset, of which operators may choose the one to serve. */
async function listVersion({ s3, bucket }: Bucket, id: string, newest: readonly Manifest[]): Promise<void> {
  const before = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: versionsKey(id) })).catch(orNone);
  const text = await before?.Body?.transformToString();
  const listed = text === undefined ? [] : Versions.parse(JSON.parse(text)).versions;
  const older = listed.filter(({ version }) => !newest.some((each) => each.version === version));
  const versions = [...newest, ...older].slice(0, keptVersions);
  const condition = before ? { IfMatch: before.ETag } : { IfNoneMatch: '*' };
  const object = { Bucket: bucket, Key: versionsKey(id), ContentType: 'application/json', ...condition };
  await s3.send(new PutObjectCommand({ ...object, Body: JSON.stringify({ versions }) }));
}

function orNone(error: unknown): null {
  if (error instanceof Error && error.name === 'NoSuchKey') return null;
  throw error;
}

/**
 * Makes the file the dataset's current version: the bytes first, then the manifest that names them, so that no reader finds one
 * without the other. The same bytes again change nothing. S3 refuses the manifest (`PreconditionFailed`) where another was
 * published since `over` was read, or since this began.
 * @throws Error with one sentence where the file is larger than readers can hold; then nothing was changed
 */
export async function publishDataset(
  to: Bucket,
  release: DatasetRelease,
  over?: Awaited<ReturnType<typeof publishedManifest>>,
): Promise<{ manifest: Manifest; changed: boolean }> {
  const { id, format, records } = release;
  const { size } = await stat(release.path);
  if (size > maxBytes) {
    const [is, may] = [size, maxBytes].map((bytes) => `${Math.ceil(bytes / 1_000_000)} MB`);
    throw new Error(`As it is published ${id} has ${is}, and may have ${may}; make several datasets of it`);
  }
  const body = await readFile(release.path);
  const sha256 = createHash('sha256').update(body).digest('hex');
  const before = over === undefined ? await publishedManifest(to, id) : over;
  const current = before?.manifest;
  if (current?.sha256 === sha256 && current.format === format) return { manifest: current, changed: false };

  const version = sha256.slice(0, 16);
  const key = fileKey(id, version, format);
  const publishedAt = to.now().toISOString();
  const manifest: Manifest = { version, key, format, bytes: body.length, sha256, records, publishedAt };
  await to.s3.send(new PutObjectCommand({ Bucket: to.bucket, Key: key, Body: body }));
  await listVersion(to, id, [manifest, ...(current ? [current] : [])]);
  const pointer = {
    Bucket: to.bucket,
    Key: manifestKey(id),
    Body: JSON.stringify(manifest),
    ContentType: 'application/json',
    ...(before ? { IfMatch: before.tag } : { IfNoneMatch: '*' }),
  };
  await to.s3.send(new PutObjectCommand(pointer));
  return { manifest, changed: true };
}
