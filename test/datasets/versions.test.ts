/** The imports of a dataset, and the version that operators serve. */
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CreateBucketCommand, DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { buildApp } from 'fauxqs';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { type Manifest, versionsKey } from '../../shared/datasets/dataset-files.ts';
import { publishDataset } from '../../shared/datasets/publish.ts';
import { type PublishedVersions, publishedVersionsIn } from '../../shared/datasets/published-versions.ts';
import { s3DatasetFiles } from '../../shared/datasets/s3-dataset-files.ts';
import type { ServedVersion } from '../../shared/domain/datasets/served.ts';
import { memoryVersions } from '../support/memory-versions.ts';
import { workspace } from './support.ts';

const { directory, remove } = await workspace();
const app = buildApp({ logger: false, host: '127.0.0.1' });
const endpoint = await app.listen({ port: 0, host: '127.0.0.1' });
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const s3 = new S3Client({ endpoint, region: 'eu-central-1', credentials, forcePathStyle: true, maxAttempts: 1 });
afterAll(async () => {
  s3.destroy();
  await app.close();
  await remove();
});

let bucket = '';
let nowMs = 0;
let served: ServedVersion;
const now = () => new Date(nowMs);
beforeEach(async () => {
  bucket = `datasets-${randomUUID()}`;
  nowMs = Date.parse('2026-11-24T12:00:00Z');
  served = { is: 'newest' };
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
});

async function publish(content: string): Promise<Manifest> {
  const file = path.join(directory, 'release.csv');
  await writeFile(file, content);
  nowMs += 60_000;
  return (await publishDataset({ s3, bucket, now }, { id: 'films', path: file, format: 'csv', records: 1 })).manifest;
}
const filesOf = () =>
  s3DatasetFiles({
    ...{ s3, bucket, now },
    directory: path.join(directory, randomUUID()),
    servedOf: async () => served,
  });
const textIn = async (files: ReturnType<typeof filesOf>) =>
  readFile((await files.current('films')).path, 'utf8').catch((error: Error) => error.message);

test.each<[string, (imports: readonly Manifest[]) => PublishedVersions]>([
  ['in the bucket', () => publishedVersionsIn(s3, bucket)],
  ['in memory', (imports) => memoryVersions(imports.length > 0 ? { films: imports } : {})],
])('imports %s are listed with the newest first, and an import that comes back comes first', async (_, over) => {
  expect(await over([]).all('films')).toEqual([]);
  expect(await over([]).newest('films')).toBeNull();
  await publish('id\na\n');
  const b = await publish('id\nb\n');
  const a = await publish('id\na\n');
  expect((await over([a, b]).all('films')).map(({ version }) => version)).toEqual([a.version, b.version]);
  expect(await over([a, b]).newest('films')).toEqual(a);
  expect(await over([a, b]).all('posts')).toEqual([]);
});

test('an import of before versions were listed is there, and stays when the next one comes', async () => {
  const old = await publish('id\na\n');
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: versionsKey('films') }));
  const versions = publishedVersionsIn(s3, bucket);
  expect(await versions.all('films')).toEqual([old]);
  const next = await publish('id\nb\n');
  expect(await versions.all('films')).toEqual([next, old]);
});

test('readers get the version that is pinned, whatever is imported, until it is the newest again', async () => {
  const old = await publish('id\na\n');
  await publish('id\nb\n');
  const files = filesOf();
  expect(await textIn(files)).toBe('id\nb\n');
  served = { is: 'pinned', version: old.version };
  nowMs += 30_000;
  expect(await textIn(files)).toBe('id\na\n');
  await publish('id\nc\n');
  expect(await textIn(files)).toBe('id\na\n');
  served = { is: 'newest' };
  nowMs += 30_000;
  expect(await textIn(files)).toBe('id\nc\n');
});

test('within 30 s of a withdrawal nobody reads the dataset, and the refusal says so', async () => {
  await publish('id\na\n');
  const files = filesOf();
  await files.current('films');
  served = { is: 'withdrawn' };
  nowMs += 29_999;
  expect(await textIn(files)).toBe('id\na\n');
  nowMs += 1;
  await expect(files.current('films')).rejects.toMatchObject({
    ...{ name: 'DatasetUnavailable', code: 'unavailable', retryAfterSeconds: 3_600 },
    message: 'The dataset films was withdrawn. You were not charged.',
  });
});

test('a pinned version that is not listed leaves what is at hand in place', async () => {
  await publish('id\na\n');
  const files = filesOf();
  await files.current('films');
  served = { is: 'pinned', version: 'f'.repeat(16) };
  nowMs += 30_000;
  expect(await textIn(files)).toBe('id\na\n');
});
